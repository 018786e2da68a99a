# What Java is told at each start, read by the launcher and by the rehearsal: what was rehearsed with other options
# would be of no use.
# shellcheck shell=bash disable=SC2034

# Native code of ours and of libraries is called.
readonly NATIVE=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
readonly COLLECTOR=-XX:+UseSerialGC
readonly SERVER_MEMORY=-Xmx512m
# Most commands are over before the better compiler pays; the checksums of an upload are not.
readonly CLI_OPTIONS=(-XX:TieredStopAtLevel=1 -Xmx192m)
readonly UPLOAD_OPTIONS=(-Xmx512m)
readonly QUIET=-Xlog:aot*=off
