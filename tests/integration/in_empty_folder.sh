#!/usr/bin/env bash
# `in_empty_folder.sh FOLDER COMMAND…`: runs COMMAND in FOLDER, emptied before.  After a failure what it left stays
# there to be looked at.
set -euo pipefail

folder=$1
shift
rm -rf "${folder:?}"
mkdir -p "$folder"
cd "$folder"
exec "$@"
