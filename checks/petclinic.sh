#!/usr/bin/env bash
# Shows that a real application does not notice the starter, that its figures are exact and that what is found is so.
#   checks/petclinic.sh DIR      DIR: a checkout of spring-petclinic (Spring Boot 4)
# Adds the one dependency to a copy of it, runs its own tests, starts it, sends 200 requests over its pages and
# compares requests and queries per route with H2's own log of every statement it executed. Then it asks what was found,
# once with petclinic's own default_batch_fetch_size (nothing is loaded one by one) and once without (Owner.pets is).
# Its tests that need a Docker engine with images of its own are left out. Environment: BOOT (another version of
# Spring Boot for it), PORT (9967), KEEP (keep the copy).
set -euo pipefail
[[ $# -eq 1 && -f $1/pom.xml ]] || { sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/petclinic.XXXXXX")
app=
finish() { [[ -z $app ]] || kill "$app" 2>/dev/null || true; if [[ -n ${KEEP:-} ]]; then echo "kept: $work"; else rm -rf "$work"; fi; }
trap finish EXIT
port=${PORT:-9967}

(cd "$here/.." && mvn -B -ntp -q -pl perf-starter -am -Dmaven.test.skip=true -Dspring-javaformat.validate.skip install)
cp -r "$1/." "$work"
cd "$work"
sed -i '0,/<dependencies>/s//<dependencies>\n    <dependency><groupId>io.perfstarter<\/groupId><artifactId>perf-starter<\/artifactId><version>0.1.0-SNAPSHOT<\/version><\/dependency>/' pom.xml
[[ -z ${BOOT:-} ]] || sed -i "/spring-boot-starter-parent/,/<\/parent>/s/<version>[^<]*</<version>$BOOT</" pom.xml
skip=(-Dcheckstyle.skip -Dspring-javaformat.skip -Dnohttp.skip -Djacoco.skip -Denforcer.skip)

echo "== its own tests"
mvn -B -ntp -q "${skip[@]}" -Dmaven.test.redirectTestOutputToFile=true '-Dtest=!MySqlIntegrationTests,!PostgresIntegrationTests' -Dsurefire.failIfNoSpecifiedTests=false package
grep -ho 'tests="[0-9]*"' target/surefire-reports/TEST-*.xml | tr -dc '0-9\n' | awk '{n+=$1} END {print n " tests passed"}'

echo "== 200 requests"
java -jar target/spring-petclinic-*.jar --server.port="$port" \
  '--spring.datasource.url=jdbc:h2:mem:petclinic;DB_CLOSE_DELAY=-1;TRACE_LEVEL_SYSTEM_OUT=2' > app.log 2>&1 &
app=$!
java "$here/ExactCounts.java" "http://127.0.0.1:$port" app.log

echo "== found, with petclinic's batches"
java "$here/Found.java" "http://127.0.0.1:$port" batched
kill "$app"; wait "$app" 2>/dev/null || true
echo "== found, without"
java -jar target/spring-petclinic-*.jar --server.port="$port" --spring.jpa.properties.hibernate.default_batch_fetch_size=1 \
  > single.log 2>&1 &
app=$!
for _ in $(seq 240); do curl -fs -o /dev/null "http://127.0.0.1:$port/actuator/health/readiness" && break; sleep 0.5; done
java "$here/Found.java" "http://127.0.0.1:$port" single
if grep -E ' (WARN|ERROR) .*(i\.p\.|io\.perfstarter)' app.log single.log | grep -vE 'Slow (statement|request)'; then exit 1; fi
