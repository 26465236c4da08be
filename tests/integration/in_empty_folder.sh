#!/usr/bin/env bash
# `in_empty_folder.sh NAME COMMAND…`: runs COMMAND in an empty folder of its own.  After a failure the folder stays to
# be looked at.  It lies under /tmp whatever the build folder is: the path of a unix socket has 107 bytes at most.
set -euo pipefail

folder=$(mktemp -d "/tmp/defectd-$1.XXXXXX")
shift
cd "$folder"
status=0
"$@" || status=$?
if [ "$status" -eq 0 ] || [ "$status" -eq 77 ]; then  # 77: skipped
    rm -rf "$folder"
else
    echo "what it left is in $folder" >&2
fi
exit "$status"
