#!/usr/bin/env bash
# rehearse.sh JARS FOLDER: starts a server on a data folder that goes away again, asks it what people ask, and
# stops it. Java watches, and leaves in FOLDER what it learned (server.aot, cli.aot: JEP 483, 514 and 515), with
# which later starts take two thirds of the time and less memory. JAVA_HOME names the JDK.
#
# Nobody depends on it: where it fails, things start without.
set -euo pipefail

readonly JARS=$1 FOLDER=$2
# shellcheck source=server/src/main/launch/java-options.sh
. "$(dirname "${BASH_SOURCE[0]}")/java-options.sh"
readonly JAVA=$JAVA_HOME/bin/java
readonly TRIES=300 # of 0.2 s each

WORK=$(mktemp -d)
chmod 711 "$WORK"
readonly WORK
SERVER=''

tidy() {
  local code=$?
  set +e
  if [ -n "$SERVER" ]; then
    # Killed at once, it would leave its database behind.
    kill -TERM "$SERVER" 2>/dev/null
    until_it_holds ended || kill -KILL "$SERVER" 2>/dev/null
  fi
  rm -rf "$WORK"
  exit "$code"
}
trap tidy EXIT
trap 'exit 130' INT TERM

# Whether nobody listens there.
free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if free "$port"; then
      printf '%s\n' "$port"
      return 0
    fi
  done
}

# Waits until a condition holds, for a minute at most.
until_it_holds() {
  local try
  for ((try = 0; try < TRIES; try++)); do
    if "$@"; then return 0; fi
    sleep 0.2
  done
  return 1
}

ready() { grep -q '^Gatehouse is ready' "$WORK/server.log"; }

ended() { ! kill -0 "$SERVER" 2>/dev/null; }

# cli OPTIONS-OF-JAVA -- ARGUMENTS: one command, as the launcher runs it.
cli() {
  local options=()
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  XDG_CONFIG_HOME=$WORK/cli GATEHOUSE_URL=http://localhost:$PORT \
    "$JAVA" "${CLI_OPTIONS[@]}" "$COLLECTOR" ${options[@]+"${options[@]}"} \
    -cp "$JARS/*" gatehouse.doors.cli.Main "$@" </dev/null
}

# get PORT HOST PATH: what a browser or a client of object storage asks first.
get() {
  exec 4<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$3" "$2" >&4
  cat <&4
  exec 4<&-
}

unset GATEHOUSE_TOKEN JAVA_TOOL_OPTIONS
while read -r each; do unset "$each"; done < <(compgen -e GATEHOUSE_ || true)
PORT=$(free_port)
S3_PORT=$(free_port)
SSH_PORT=$(free_port)
printf 'A rehearsal of one minute\n' >"$WORK/password"

"$JAVA" "$SERVER_MEMORY" "$COLLECTOR" -XX:AOTCacheOutput="$WORK/server.aot" "$QUIET" "${NATIVE[@]}" -cp "$JARS/*" gatehouse.server.Main \
  --data "$WORK/data" --admin-password-file "$WORK/password" \
  --port "$PORT" --s3-port "$S3_PORT" --ssh-port "$SSH_PORT" >"$WORK/server.log" 2>&1 </dev/null &
SERVER=$!
until_it_holds ready

GATEHOUSE_REHEARSAL=$(cat "$WORK/password") \
  cli -- login -u admin --password-from-env GATEHOUSE_REHEARSAL
cli -XX:AOTCacheOutput="$WORK/cli.aot" "$QUIET" -- user list
cli -- user create Rehearsal --role ai_training_operator >"$WORK/user.log"
cli -- job run host --name rehearsal -- true >/dev/null || true
get "$PORT" "localhost:$PORT" / >/dev/null
get "$PORT" "localhost:$PORT" /sign-in >/dev/null
get "$PORT" "rehearsal.app.localhost:$PORT" / >/dev/null
get "$S3_PORT" "localhost:$S3_PORT" / >/dev/null

kill -TERM "$SERVER"
until_it_holds ended
SERVER=''
[ -s "$WORK/server.aot" ] && [ -s "$WORK/cli.aot" ]
mv "$WORK/server.aot" "$WORK/cli.aot" "$FOLDER/"
