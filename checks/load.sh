#!/usr/bin/env bash
# Random load on the sample app: are all requests and statements counted, and is the starter silent?
#   checks/load.sh [SECONDS] [CONNECTIONS]      60 seconds over 16 connections
# Compares the sum over all operations with the requests sent, and all queries with H2's own log of every statement
# it executed. The thresholds are out of reach, so that any WARN or ERROR of the starter is a fault.
# Environment: PORT (9968), JAVA (the java on the path).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/load.XXXXXX")
app=
finish() { [[ -z $app ]] || kill "$app" 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
port=${PORT:-9968} java=${JAVA:-java}

(cd "$here/.." && mvn -B -ntp -q -pl sample-app -am -Dmaven.test.skip=true -Dspring-javaformat.validate.skip package)
cp "$here/../sample-app/target/sample-app.jar" "$work"
cd "$work"
"$java" -jar sample-app.jar --server.port="$port" --sample.traffic=false \
  '--spring.datasource.url=jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=0;TRACE_LEVEL_SYSTEM_OUT=2' \
  --performance.thresholds.slow-query=1h --performance.thresholds.slow-request=1h \
  --performance.thresholds.very-slow-request=1h > app.log 2>&1 &
app=$!
"$java" "$here/Load.java" "http://127.0.0.1:$port" app.log "${1:-60}" "${2:-16}"
if grep -aE '(WARN|ERROR) .*(i\.p\.boot|i\.p\.trace|i\.p\.series|io\.perfstarter\.(boot|trace|series))' app.log; then
  echo "the starter complained"; exit 1
fi
echo "no WARN or ERROR from the starter"
