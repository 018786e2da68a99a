#!/bin/sh
# Builds the pages with this machine's own Node into the folder given. Quick when nothing has changed.
# Where Node or the packages cannot be had, says so and leaves the folder out: the server then shows its plain pages.
set -eu
cd "$(dirname "$0")/.."
out=$1

without() {
  rm -rf "$out"
  echo "[WARNING] The panel is not built: $1 The server will show its plain pages." >&2
  exit 0
}

command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ||
  without "it needs Node 20.19 or newer with npm."
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  without "it needs Node 20.19 or newer, and this is $(node --version)."

mkdir -p target
if ! cmp -s package-lock.json node_modules/.lock-of-gatehouse; then
  echo "Fetching the panel's packages with npm …"
  npm ci --no-audit --no-fund >target/npm.log 2>&1 </dev/null ||
    without "npm ci failed, see $(pwd)/target/npm.log."
  cp package-lock.json node_modules/.lock-of-gatehouse
fi

now=$(find package-lock.json vite.config.ts tsconfig.json scripts src/main/panel \
  ../api/src/main/resources -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum)
if [ -f "$out/files.txt" ] && [ "$(cat target/stamp 2>/dev/null)" = "$now" ]; then
  exit 0
fi
npm run --silent build -- --outDir "$out"
printf '%s\n' "$now" >target/stamp
