#!/usr/bin/env bash
# Rates the unit's sandbox and lets systemd read it: 12 is an exposure of 1.2.
set -euo pipefail

unit=$DEFECTD_BUILD/systemd/defectd.service
systemd-analyze security --offline=true --threshold=13 "$unit" >security.txt || {
    cat security.txt
    exit 1
}

# verify wants to see the program, which is not installed here.
sed "s#^ExecStart=[^ ]*#ExecStart=$DEFECTD#" "$unit" >defectd.service
systemd-analyze verify --man=no ./defectd.service 2>verify.txt || true
if grep defectd.service verify.txt; then
    echo "systemd does not accept the lines above" >&2
    exit 1
fi

systemd-sysusers --dry-run "$DEFECTD_SOURCE/systemd/defectd.sysusers"
