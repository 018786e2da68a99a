#!/usr/bin/env bash
# One benchmark, or all: benchmarks/run.sh NAME…. Each starts what it needs on this machine's loopback, prints
# its figures as ratios against a peer or limit measured in the same run, and ends what it started.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
readonly HERE
readonly ALL=(gateway revocation sign-in users-list start no-database objects jobs apps logs sandbox panel decide)

usage() {
  printf 'Usage: benchmarks/run.sh NAME…\n\nNames: %s, all\n' "${ALL[*]}"
}

needs() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || {
      printf 'benchmarks/run.sh: needs %s. On Debian: sudo apt-get install -y wrk nginx-light postgresql-client python3 rclone curl\n' "$tool" >&2
      exit 1
    }
  done
}

decide() {
  "$HERE/../gatehouse" build
  "${JAVA_HOME:?names a JDK 25}/bin/java" -cp "$HERE/target/classes:$HERE/target/lib/*" org.openjdk.jmh.Main '(Decide|Policy)Benchmark'
}

# Whoever ends this script ends the benchmark, which then ends what it started.
measure() {
  PYTHONPATH=$HERE PYTHONDONTWRITEBYTECODE=1 python3 -m "load.${1//-/_}" &
  trap 'kill "$!"; wait "$!"; exit 143' TERM INT
  wait "$!"
}

[ $# -gt 0 ] || {
  usage >&2
  exit 2
}
names=("$@")
[ "$1" != all ] || names=("${ALL[@]}")
for name in "${names[@]}"; do
  case $name in
    gateway) needs python3 wrk nginx ;;
    no-database) needs python3 wrk psql ;;
    users-list) needs python3 psql ;;
    objects) needs python3 wrk curl rclone ;;
    panel) needs python3 psql node chromium ;;
    revocation | sign-in | start | jobs | apps | logs) needs python3 ;;
    sandbox) needs python3 bwrap ;;
    decide) ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
done
for name in "${names[@]}"; do
  printf '\n== %s (%s cores, load %s)\n' "$name" "$(nproc)" "$(cut -d ' ' -f 1-3 /proc/loadavg)"
  case $name in
    decide) decide ;;
    *) measure "$name" ;;
  esac
done
