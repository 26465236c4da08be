#!/usr/bin/env bash
# `install_receivers.sh FROM TO`: installs what FROM/package-lock.json names into TO/node_modules, unless it is there.
set -euo pipefail

from=$1
to=$2
mkdir -p "$to"
if [ -d "$to/node_modules" ] && cmp --silent "$from/package-lock.json" "$to/package-lock.json"; then
    exit 0
fi
rm -f "$to/package-lock.json"  # written last: it says that the rest is complete
cp "$from/package.json" "$to/"
unpacked=$(mktemp -d "$to/new.XXXXXX")
trap 'rm -rf "$unpacked"' EXIT
cp "$from/package.json" "$from/package-lock.json" "$unpacked/"
npm ci --prefix "$unpacked" --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error
rm -rf "$to/node_modules"
mv "$unpacked/node_modules" "$to/"
cp "$from/package-lock.json" "$to/"
