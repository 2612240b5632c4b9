#!/bin/sh
# Install the Debian packages of the list file that are missing. Usage: install-system.sh LIST
set -eu
list=$1
wanted=$(sed 's/#.*//' "$list" | tr -s ' \t\n' '\n' | grep . || true)
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "==> this is not Debian or Ubuntu: make sure that you have the likes of:" $wanted
    exit 0
fi
missing=
for name in $wanted; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing="$missing $name"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then as_root=; elif command -v sudo >/dev/null 2>&1; then as_root=sudo; else
    echo "These Debian packages are missing and neither root nor sudo is here:$missing" >&2
    echo "Ask an administrator to run: apt-get install$missing" >&2
    exit 1
fi
echo "==> installing Debian packages:$missing"
# noninteractive: a question nobody can see would hang the install
$as_root apt-get update -q | tail -n 1
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing | grep -E '^(Setting up|E:)' || true
for name in $missing; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || { echo "apt-get could not install $name" >&2; exit 1; }
done
