#!/usr/bin/env bash
# Builds and measures. Usage:
#   ./run.sh build                    compile everything and write down the class path
#   ./run.sh check [variant ...]      one very short trial of each: does it start, does the evidence hold?
#   ./run.sh web [variant ...]        interleaved rounds of the request benchmark; ends with the report
#   ./run.sh paired [variant ...]     variants take turns of 40 ms: the steadiest figure of time on a noisy machine
#   ./run.sh clock                    what System.nanoTime() costs here
#   ./run.sh report [results/dir ...] the table again, of the newest results by default
# Variants: actuator starter.
# Environment: ROUNDS (5), PATHS (owners,owners-tx,owners-jpa,plain), THREADS (1), WARMUP (8) and ITERATIONS (5) of
#   SECONDS_EACH (2), JAVA (the java on the path), EVIDENCE (true); of paired: PAIRS (300) after SECONDS_WARM (40), ROUNDS times;
#   a variant may be followed by properties, as in starter,performance.jdbc.enabled=false
set -euo pipefail
cd "$(dirname "$0")"

JAVA=${JAVA:-java}
ROUNDS=${ROUNDS:-5} PATHS=${PATHS:-owners,owners-tx,owners-jpa,plain} THREADS=${THREADS:-1}
WARMUP=${WARMUP:-8} ITERATIONS=${ITERATIONS:-5} SECONDS_EACH=${SECONDS_EACH:-2}
EVIDENCE=${EVIDENCE:-true}
JVM_ARGS="${HEAP:--Xms1g -Xmx1g} -XX:+UseG1GC -XX:+AlwaysPreTouch"

build() {
  (cd .. && mvn -B -ntp -q -pl perf-benchmarks -am -Dmaven.test.skip=true package)
  echo "built; class path in target/classpath.txt"
}

# The variants differ in their class path and in nothing else. HdrHistogram stays: micrometer-core brings it anyway.
class_path() { # variant
  local all
  [[ -f target/classpath.txt ]] || { echo "first: ./run.sh build" >&2; return 1; }
  all=$(tr ':' '\n' < target/classpath.txt)
  grep -q '/perf-starter-[^/]*\.jar$' <<< "$all" || { echo "no perf-starter in target/classpath.txt" >&2; return 1; }
  case $1 in
    starter) ;;
    actuator) all=$(grep -v -E '/perf-(starter|autoconfigure|core)-[^/]*\.jar$' <<< "$all") ;;
    *) echo "no variant '$1'; there are: actuator starter" >&2; return 1 ;;
  esac
  printf '%s' "target/classes:$(paste -sd: <<< "$all")"
}

jmh() { # class path, arguments of JMH
  local path=$1
  shift
  "$JAVA" -Duser.language=en -cp "$path" org.openjdk.jmh.Main -foe true -f 1 "$@"
}

web() {
  local dir round path variant name paths variants=("$@") failed=0
  [[ ${#variants[@]} -gt 0 ]] || variants=(actuator starter)
  for variant in "${variants[@]}"; do class_path "$variant" > /dev/null; done
  IFS=, read -r -a paths <<< "$PATHS"
  dir="results/web-t$THREADS-$(date +%Y%m%d-%H%M%S)"
  mkdir -p "$dir"
  { "$JAVA" -version 2>&1; echo "$JVM_ARGS"; nproc; } > "$dir/machine.txt"
  for ((round = 1; round <= ROUNDS; round++)); do
    for path in "${paths[@]}"; do
      for variant in "${variants[@]}"; do
        name=$dir/$round-$variant-$path
        echo "== round $round $path $variant, load $(cut -d' ' -f1 /proc/loadavg)"
        if jmh "$(class_path "$variant")" -prof gc -t "$THREADS" -wi "$WARMUP" -i "$ITERATIONS" \
            -w "${SECONDS_EACH}s" -r "${SECONDS_EACH}s" -p "path=$path" -rf csv -rff "$name.csv" \
            -jvmArgs "$JVM_ARGS -Dbench.variant=$variant -Dbench.evidence=$EVIDENCE" RequestBenchmark > "$name.log" 2>&1; then
          grep -ho '# evidence.*' "$name.log"
        else
          failed=1
          rm -f "$name.csv"
          echo "FAILED: perf-benchmarks/$name.log"
          grep -h -m 3 -E 'AssertionError|Exception' "$name.log" || true
        fi
      done
    done
  done
  # A single round says that it runs, not how fast
  if ((ROUNDS > 1)); then report "$dir" || failed=1; fi
  return $failed
}

paired() { # variants
  local path variant specs paths variants=("$@")
  [[ ${#variants[@]} -gt 0 ]] || variants=(actuator starter)
  IFS=, read -r -a paths <<< "$PATHS"
  mkdir -p results
  for path in "${paths[@]}"; do
    specs=()
    for variant in "${variants[@]}"; do
      local base=${variant%%,*} properties=''
      [[ $variant == *,* ]] && properties=" -D${variant#*,}"
      specs+=("${variant//=/:}=$(class_path "$base")=$JVM_ARGS -Dbench.variant=$base -Dbench.evidence=$EVIDENCE${properties//,/ -D}")
    done
    "$JAVA" Paired.java "$path" "${SECONDS_WARM:-40}" "${PAIRS:-300}" "$ROUNDS" "${specs[@]}"
  done
}

report() { # directories of results
  if [[ $# -eq 0 ]]; then
    set -- "$(find results -mindepth 1 -maxdepth 1 -name 'web-*' 2>/dev/null | sort -t- -k3 | tail -1)"
    [[ -n $1 ]] || { echo "no results yet" >&2; return 1; }
  fi
  "$JAVA" Report.java "$@"
}

command=${1:-help}
[[ $# -eq 0 ]] || shift
case $command in
  build) build ;;
  check) ROUNDS=1 WARMUP=1 ITERATIONS=1 SECONDS_EACH=1 && web "$@" ;;
  web) web "$@" ;;
  paired) paired "$@" ;;
  clock) jmh "$(class_path actuator)" -wi 3 -i 5 -w 1s -r 1s NanoTimeBenchmark ;;
  report) report "$@" ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "$0" ;;
esac
