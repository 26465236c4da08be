#!/usr/bin/env bash
# `in_environment.sh FOLDER PYTHON SCRIPT ARGUMENT…`: runs SCRIPT with the packages of requirements.txt, which it
# installs into an environment in FOLDER unless they are there.
set -euo pipefail

folder=$1
python=$2
shift 2
wanted=$(dirname "$0")/requirements.txt
installed=$folder/requirements.txt
if ! cmp --silent "$wanted" "$installed"; then
    "$python" -m venv --clear "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement "$wanted"
    cp "$wanted" "$installed"  # written last: it says that the rest is complete
fi
exec "$folder/bin/python" -B "$@"
