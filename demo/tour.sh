#!/usr/bin/env bash
# The README's tour, from start to end: prints each step and what it saw, and stops loudly at the first surprise.
#
# With GATEHOUSE_URL set it visits that server; the password of the account `admin` is read from the file
# GATEHOUSE_ADMIN_PASSWORD_FILE, or asked for. Otherwise it starts a server of its own on a free port, with a
# data folder that it removes again, and also tries what happens when that server is killed.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
GATEHOUSE=$HERE/../gatehouse
WORK=$(mktemp -d)
chmod 711 "$WORK"
SERVER=""
HELD=""
LOADING=""
NOTEBOOK=""
APP=""
JOB=""
OPERATOR=""
READER=""
OWN=false
readonly HERE GATEHOUSE WORK
unset GATEHOUSE_TOKEN

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  BOLD=$'\e[1m' FAINT=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'
else
  BOLD='' FAINT='' RED='' GREEN='' PLAIN=''
fi

step() { printf '\n%s%s%s\n' "$BOLD" "$*" "$PLAIN"; }
saw() { printf '  %s✓%s %s\n' "$GREEN" "$PLAIN" "$*"; }
quote() { sed "s/^/    $FAINT│$PLAIN /"; }

surprise() {
  printf '\n%sThe tour met a surprise:%s %s\n' "$RED" "$PLAIN" "$*" >&2
  if [ -s "$WORK/server.log" ]; then
    printf 'The last lines of the server:\n' >&2
    tail -n 20 "$WORK/server.log" | quote >&2
  fi
  exit 1
}

# Ends what the tour started, by process id, and takes away what it made.
tidy() {
  local code=$? pid
  set +e
  for pid in $HELD $LOADING; do
    kill "$pid" 2>/dev/null
  done
  if $OWN && [ -n "$SERVER" ]; then
    # What runs would outlive the server; users and all the rest go with the folder.
    "$GATEHOUSE" stop --data "$WORK/data" --workloads >/dev/null 2>&1
  elif [ -d "$WORK/home/admin" ]; then
    [ -z "$NOTEBOOK" ] || as admin notebook delete "$NOTEBOOK" --force --yes >/dev/null 2>&1
    [ -z "$APP" ] || as admin app delete "$APP" --force --yes >/dev/null 2>&1
    [ -z "$JOB" ] || as admin job delete "$JOB" --force --yes >/dev/null 2>&1
    [ -z "$OPERATOR" ] || as admin user delete "$OPERATOR" --yes >/dev/null 2>&1
    [ -z "$READER" ] || as admin user delete "$READER" --yes >/dev/null 2>&1
    as admin logout >/dev/null 2>&1
  fi
  if [ -n "$SERVER" ]; then
    kill "$SERVER" 2>/dev/null
    wait "$SERVER" 2>/dev/null
  fi
  rm -rf "$WORK"
  exit "$code"
}
trap tidy EXIT
trap 'exit 130' INT TERM

# as WHO ARGUMENTS…: the CLI in the name of one of the three, each with a sign-in of their own.
as() {
  local who=$1
  shift
  XDG_CONFIG_HOME=$WORK/home/$who GATEHOUSE_URL=$URL "$GATEHOUSE" "$@" </dev/null
}

sign_in() {
  local who=$1 name=$2 password=$3
  printf '%s\n' "$password" |
    XDG_CONFIG_HOME=$WORK/home/$who GATEHOUSE_URL=$URL "$GATEHOUSE" login -u "$name" --password-from-stdin 2>&1
}

# field FILE NAME…: one member of a JSON file.
field() {
  python3 -c 'import functools, json, sys
value = functools.reduce(lambda node, name: node[int(name) if isinstance(node, list) else name], sys.argv[2:], json.load(open(sys.argv[1])))
print("" if value is None else value)' "$@"
}

expect() {
  local what=$1 wanted=$2 text=$3
  case $text in
    *"$wanted"*) ;;
    *) surprise "$what: wanted \"$wanted\", got: $text" ;;
  esac
}

# refused WHO WHAT-IS-MISSING ARGUMENTS…: the command must be turned down, saying why.
refused() {
  local who=$1 missing=$2 said code=0
  shift 2
  said=$(as "$who" "$@" 2>&1) || code=$?
  [ "$code" = 1 ] || surprise "gatehouse $* should have been refused, but left with $code: $said"
  expect "the refusal of gatehouse $*" "$missing" "$said"
  saw "refused: gatehouse $1 $2"
  printf '%s\n' "$said" | quote
}

# fetch USER PASSWORD URL [CURL OPTIONS…]: a workload's page; the status goes to $WORK/status.
# The password reaches curl on its standard input, not among its arguments.
fetch() {
  local user=$1 password=$2 url=$3 address
  shift 3
  address=$(authority "$url")
  printf 'user = "%s:%s"\n' "$user" "$password" |
    curl -sS -K - --resolve "$address:127.0.0.1" -w '%{stderr}%{http_code}' "$@" "$url" 2>"$WORK/status"
}

# host:port of a URL, with the port that its scheme means where it names none.
authority() {
  local rest=${1#*://} port=80
  case $1 in https://*) port=443 ;; esac
  rest=${rest%%/*}
  case $rest in
    *:*) printf '%s' "$rest" ;;
    *) printf '%s:%s' "$rest" "$port" ;;
  esac
}

# status_is CODE WHAT
status_is() {
  local status
  status=$(tail -c 3 "$WORK/status")
  [ "$status" = "$1" ] || surprise "$2: wanted status $1, got $(cat "$WORK/status")"
}

eventually() {
  local seconds=$1 what=$2 end=$((SECONDS + $1))
  shift 2
  until "$@"; do
    [ $SECONDS -lt $end ] || surprise "$what did not happen within $seconds s"
    sleep 0.1
  done
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# ------------------------------------------------------------------ the server

start_server() {
  (exec env -u GATEHOUSE_URL "$GATEHOUSE" up --data "$WORK/data" --port "$PORT" --s3-port 0 --admin-password-file "$WORK/password") \
    >>"$WORK/server.log" 2>&1 </dev/null &
  SERVER=$!
  eventually 120 "the start of the server" is_ready
}

is_ready() {
  if gone "$SERVER"; then
    surprise "the server ended while it started"
  fi
  curl -fsS --max-time 2 -o /dev/null "$URL/v1/gatehouse/health" 2>/dev/null
}

for tool in curl python3; do
  command -v "$tool" >/dev/null || surprise "the tour needs $tool: install it with: sudo apt-get install -y $tool"
done

if [ -n "${GATEHOUSE_URL:-}" ]; then
  URL=${GATEHOUSE_URL%/}
  if [ -n "${GATEHOUSE_ADMIN_PASSWORD_FILE:-}" ]; then
    ADMIN_PASSWORD=$(head -n 1 "$GATEHOUSE_ADMIN_PASSWORD_FILE")
  else
    read -r -s -p "Password of admin at $URL: " ADMIN_PASSWORD
    echo
  fi
else
  OWN=true
  PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  URL=http://localhost:$PORT
  ADMIN_PASSWORD=$(python3 -c 'import secrets; print(secrets.token_urlsafe(18))')
  (umask 077 && printf '%s\n' "$ADMIN_PASSWORD" >"$WORK/password")
  step "0. Start a server for the tour"
  start_server
  saw "ready at $URL"
fi

# ------------------------------------------------------------------ the steps

step "1. Sign in as the installation's account, in the CLI and in a browser"
said=$(sign_in admin admin "$ADMIN_PASSWORD") || surprise "signing in as admin: $said"
saw "$said"
(umask 077 && printf 'data-urlencode = "password=%s"\n' "$ADMIN_PASSWORD" >"$WORK/form")
curl -sS -o "$WORK/landed" -c "$WORK/jar" -b "$WORK/jar" -H "Origin: $URL" -H 'Accept: text/html' \
  -K "$WORK/form" --data-urlencode username=admin "$URL/sign-in" || surprise "the sign-in page did not answer"
page=$(curl -sS -b "$WORK/jar" -H 'Accept: text/html' "$URL/start") || surprise "the start page did not answer"
expect "the start page" "signed in as admin" "$page"
saw "after the browser's sign-in the start page knows admin"

step "2. Create an operator and a reader"
as admin user create "Tour: operator" --role ai_training_operator -o json >"$WORK/operator.json" || surprise "creating the operator"
as admin user create "Tour: reader" --role ai_training_read -o json >"$WORK/reader.json" || surprise "creating the reader"
OPERATOR=$(field "$WORK/operator.json" user username)
OPERATOR_PASSWORD=$(field "$WORK/operator.json" password)
READER=$(field "$WORK/reader.json" user username)
READER_PASSWORD=$(field "$WORK/reader.json" password)
said=$(as admin user list)
expect "the list of users" "$OPERATOR" "$said"
expect "the list of users" "$READER" "$said"
case $(as admin user get "$OPERATOR" -o json) in
  *"$OPERATOR_PASSWORD"*) surprise "a password was shown a second time" ;;
esac
printf '%s\n' "$said" | quote
saw "each password appeared once, at the creation"

step "3. As the operator: a job, a notebook, an app"
said=$(sign_in operator "$OPERATOR" "$OPERATOR_PASSWORD") || surprise "signing in as the operator: $said"
code=0
as operator job run host -n tour-job --follow --exit-code -- python3 -c \
  'import sys, time
for epoch in range(3):
    print("epoch", epoch, flush=True)
    time.sleep(0.2)
sys.exit(3)' >"$WORK/job.log" 2>"$WORK/job.states" || code=$?
JOB=$(sed -n 's/^Job //p' "$WORK/job.states")
quote <"$WORK/job.states"
quote <"$WORK/job.log"
expect "the log of the job" $'epoch 0\nepoch 1\nepoch 2' "$(cat "$WORK/job.log")"
[ "$code" = 3 ] || surprise "the job should have ended with 3, not with $code"
saw "the log was followed to its end; exit code 3, as the command said"

as operator notebook run -n tour-notebook -o json >"$WORK/notebook.json" 2>"$WORK/said" || surprise "starting the notebook: $(cat "$WORK/said")"
NOTEBOOK=$(field "$WORK/notebook.json" id)
as operator app run host -n tour-app --wait -o json -- python3 -c "$(cat "$HERE/app.py")" >"$WORK/app.json" 2>"$WORK/said" ||
  surprise "starting the app: $(cat "$WORK/said")"
APP=$(field "$WORK/app.json" id)
# running WHO KIND ID: whether it runs by now; leaves what WHO sees of it in $WORK/KIND.json
running() {
  local who=$1
  shift
  as "$who" "$1" get "$2" -o json >"$WORK/$1.json" || return 1
  case $(field "$WORK/$1.json" status state) in
    RUNNING) return 0 ;;
    FAILED | ERROR | STOPPED) surprise "the $1 is $(field "$WORK/$1.json" status state): $(field "$WORK/$1.json" status info message)" ;;
    *) return 1 ;;
  esac
}
eventually 60 "the notebook's start" running operator notebook "$NOTEBOOK"
eventually 60 "the app's start" running operator app "$APP"
NOTEBOOK_URL=$(field "$WORK/notebook.json" status url)
APP_URL=$(field "$WORK/app.json" status url)
NOTEBOOK_URL=${NOTEBOOK_URL%/}
APP_URL=${APP_URL%/}

run_cell() {
  DEMO_USER=$1 DEMO_PASSWORD=$2 python3 "$HERE/jupyter.py" run "$NOTEBOOK_URL" "$3"
}
said=$(run_cell "$OPERATOR" "$OPERATOR_PASSWORD" 'x = 6 * 7; print(x)' 2>&1) || surprise "running a cell: $said"
[ "$said" = 42 ] || surprise "the cell should print 42, not: $said"
saw "a cell ran in the notebook at $NOTEBOOK_URL: print(6 * 7) gave 42"
said=$(fetch "$OPERATOR" "$OPERATOR_PASSWORD" "$APP_URL/")
status_is 200 "opening the app"
expect "the app" "Hello from the app" "$said"
saw "the app answers at $APP_URL: $said"

step "4. As the reader: open, but not launch, stop or delete"
said=$(sign_in reader "$READER" "$READER_PASSWORD") || surprise "signing in as the reader: $said"
fetch "$READER" "$READER_PASSWORD" "$NOTEBOOK_URL/api" >/dev/null
status_is 200 "opening the notebook as the reader"
saw "the notebook opens with user and password"
fetch "$READER" "$READER_PASSWORD" "$APP_URL/" >/dev/null
status_is 200 "opening the app as the reader"
saw "the app opens with user and password"
curl -sS -o /dev/null -w '%{http_code}' --resolve "$(authority "$APP_URL"):127.0.0.1" "$APP_URL/" >"$WORK/status"
status_is 401 "opening the app as nobody"
saw "nobody is asked to sign in (401)"
refused reader "launch" job run host -- true
refused reader "stop" notebook stop "$NOTEBOOK"
refused reader "delete" app delete "$APP" --force --yes

step "5. A new password, other roles, and why"
as admin user password "$OPERATOR" -o json >"$WORK/password.json" || surprise "generating a password"
fetch "$OPERATOR" "$OPERATOR_PASSWORD" "$APP_URL/" >/dev/null
status_is 401 "opening the app with the old password"
OPERATOR_PASSWORD=$(field "$WORK/password.json" password)
fetch "$OPERATOR" "$OPERATOR_PASSWORD" "$APP_URL/" >/dev/null
status_is 200 "opening the app with the new password"
saw "the old password is dead, the new one works"
as admin role add "$READER" objectstore_operator >"$WORK/said" || surprise "adding a role"
as admin role set "$READER" ai_training_read >"$WORK/said" || surprise "setting the roles"
quote <"$WORK/said"
said=$(as admin explain "$READER" notebook_open "$NOTEBOOK")
expect "the explanation" "Yes." "$said"
printf '%s\n' "$said" | quote
said=$(as admin explain "$READER" notebook_stop "$NOTEBOOK")
expect "the explanation" "No." "$said"
printf '%s\n' "$said" | quote
saw "explained: the reader may open, and may not stop"

step "6. Take the reader's role away while a WebSocket is open and a download runs"
DEMO_USER=$READER DEMO_PASSWORD=$READER_PASSWORD python3 "$HERE/jupyter.py" hold "$NOTEBOOK_URL" >"$WORK/held" 2>&1 &
HELD=$!
(umask 077 && printf 'user = "%s:%s"\n' "$READER" "$READER_PASSWORD" >"$WORK/reader.curl")
curl -sS -K "$WORK/reader.curl" --limit-rate 2M --resolve "$(authority "$APP_URL"):127.0.0.1" \
  -o "$WORK/large" "$APP_URL/large" 2>"$WORK/loading" &
LOADING=$!
is_open() { gone "$HELD" && surprise "the WebSocket ended early: $(cat "$WORK/held")"; grep -q '^open' "$WORK/held"; }
has_bytes() { gone "$LOADING" && surprise "the download ended early: $(cat "$WORK/loading")"; [ -s "$WORK/large" ]; }
eventually 30 "the WebSocket's opening" is_open
eventually 30 "the download's first bytes" has_bytes
as admin role remove "$READER" ai_training_read -o json >"$WORK/removed.json" || surprise "removing the role"
fetch "$READER" "$READER_PASSWORD" "$APP_URL/" >/dev/null
status_is 403 "the request after the revocation"
saw "the next request is refused (403)"
eventually 5 "the end of the WebSocket" gone "$HELD"
eventually 5 "the end of the download" gone "$LOADING"
expect "the WebSocket" "closed" "$(cat "$WORK/held")"
wait "$HELD" || true
code=0
wait "$LOADING" || code=$?
HELD="" LOADING=""
[ "$code" != 0 ] || surprise "the download came to its end although the role was taken away"
saw "the WebSocket closed; the download broke off after $(($(stat -c %s "$WORK/large") / 1024)) KiB of 1 GiB (curl left with $code)"
rm -f "$WORK/large"
python3 - "$WORK/removed.json" <<'CHECK' | quote || surprise "the receipt names no WebSocket and no download: $(cat "$WORK/removed.json")"
import json, sys
receipt = json.load(open(sys.argv[1]))["receipt"]
cut = receipt["connections"]
print("receipt: revision %s, %s ms, closed %s" % (receipt["revision"], receipt["tookMillis"], json.dumps(cut)))
sys.exit(0 if cut.get("websocket", 0) >= 1 and cut.get("http", 0) >= 1 else 1)
CHECK
saw "the receipt says so"

as admin audit export --to "$WORK/audit.ndjson" >/dev/null || surprise "exporting the audit"
said=$(as admin audit verify "$WORK/audit.ndjson" 2>&1) || surprise "the audit: $said"
saw "the audit, checked offline: $said"

step "7. Kill the server, and start it again"
if $OWN; then
  before=$(as admin user list -o json)
  kill -KILL "$SERVER"
  wait "$SERVER" 2>/dev/null || true
  saw "killed with SIGKILL"
  started=$(date +%s%N)
  start_server
  saw "ready again after $((($(date +%s%N) - started) / 1000000)) ms"
  [ "$(as admin user list -o json | grep -v lastSignIn)" = "$(printf '%s\n' "$before" | grep -v lastSignIn)" ] ||
    surprise "the users and roles are not as they were"
  saw "users and roles are as they were"
  [ "$(field <(as admin job get "$JOB" -o json) status exitCode)" = 3 ] || surprise "the job's exit code is lost"
  eventually 30 "the notebook's return" running admin notebook "$NOTEBOOK"
  said=$(run_cell "$OPERATOR" "$OPERATOR_PASSWORD" 'print("still here")' 2>&1) || surprise "running a cell after the restart: $said"
  [ "$said" = "still here" ] || surprise "the cell should print \"still here\", not: $said"
  saw "the notebook still runs, and its URL works"
  fetch "$OPERATOR" "$OPERATOR_PASSWORD" "$APP_URL/" >/dev/null
  status_is 200 "opening the app after the restart"
  saw "the app still answers"
else
  printf '  left out: the server at %s is not the tour'"'"'s to kill\n' "$URL"
fi

printf '\n%sThe tour is done%s, in %s s.\n' "$GREEN" "$PLAIN" "$SECONDS"
