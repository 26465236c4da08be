#!/usr/bin/env bash
# Installs into an empty root and looks at what arrived.
set -euo pipefail

root=$PWD/root
fail() {
    echo "$1" >&2
    exit 1
}

DESTDIR=$root cmake --install "$DEFECTD_BUILD" >install.log || fail "cmake --install failed: $(cat install.log)"
prefix=$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' "$DEFECTD_BUILD/CMakeCache.txt")
unit=$root$prefix/lib/systemd/system/defectd.service

for file in "$prefix/bin/defectd" "$prefix/lib/systemd/system/defectd.service" "$prefix/lib/sysusers.d/defectd.conf"; do
    [ -f "$root$file" ] || fail "$file is not installed"
done
documents=$(dirname "$(find "$root" -name formats.md)")
sed -n 's/^!\[.*](\([^)]*\)).*/\1/p' "$documents"/*.md | while read -r picture; do
    [ -f "$documents/$picture" ] || fail "the documents show $picture, which is not installed"
done
find "$root" -name defectd.yaml -path '*/etc/*' | grep -q . || fail "defectd.yaml is not installed"
find "$root" -type f \( -name '*.a' -o -name '*.hpp' -o -name '*_test' \) | (! grep .) || fail "build products are installed"
(! grep '@[A-Z_]*@' "$unit") || fail "the unit has a placeholder left"

program=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$unit")
[ -x "$root$program" ] || fail "the unit starts $program, which is not installed"
configuration=$(sed -n 's/^ExecStart=.* --config \([^ ]*\)$/\1/p' "$unit")
[ -f "$root$configuration" ] || fail "the unit reads $configuration, which is not installed"
"$root$program" check-config --config "$root$configuration" || fail "the installed configuration is not valid"

if grep -q '^DEFECTD_HARDENING:[A-Z]*=ON' "$DEFECTD_BUILD/CMakeCache.txt"; then
    readelf --dynamic --program-headers "$root$program" >elf.txt
    for part in 'Flags:.* NOW' 'Flags:.* PIE' GNU_RELRO; do
        grep -q "$part" elf.txt || fail "the release binary lacks $part"
    done
fi

echo "# mine" >"$root$configuration"
DESTDIR=$root cmake --install "$DEFECTD_BUILD" >>install.log
[ "$(cat "$root$configuration")" = "# mine" ] || fail "a second installation wrote over the configuration"
