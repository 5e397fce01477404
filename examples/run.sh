#!/usr/bin/env bash
# Builds every example with the given pyaot and shows what it prints.
set -euo pipefail
pyaot=$1
cd "$(dirname "$0")"
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

for expected in */*.out; do
    program=${expected%.out}.py
    name=$(basename "$program" .py)
    echo "== pyaot build examples/$program"
    "$pyaot" build "$program" -o "$directory/$name"
    (cd "$(dirname "$program")" && "$directory/$name") | sed -n 1,20p
done
