#!/usr/bin/env bash
# Installs the VS Code of the editor tests, from npm packages alone, and prints its folder.
# The folder holds `node` (the Node that this VS Code needs) and `vscode` (the server inside code-server).
# It stays out of the checkout: TRUSTED_PUBLISHING_VSCODE, or the user's cache. A second run finds it and does nothing.
set -euo pipefail

code_server=4.139.1 # VS Code 1.139.1
node=24.21.0

here=$(cd "$(dirname "$0")" && pwd)
cache=${TRUSTED_PUBLISHING_VSCODE:-${XDG_CACHE_HOME:-$HOME/.cache}/trusted-publishing/vscode}
folder=$cache/$code_server-$node-$(cat "$0" "$here/log-writer.cjs" | cksum | cut -d ' ' -f 1)
if [ -d "$folder" ]; then
  echo "$folder"
  exit 0
fi

case $(uname -m) in
  x86_64) arch=x64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *)
    echo "The editor tests need an x64 or arm64 machine; this is $(uname -m)." >&2
    exit 1
    ;;
esac

export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
mkdir -p "$cache"
work=$(mktemp -d "$cache/installing-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

# Node's platform package is the binary itself: no install script, and npm stays the machine's own.
npm pack --silent "node-linux-$arch@$node" "code-server@$code_server" >/dev/null
mkdir node code-server
tar xzf "node-linux-$arch-$node.tgz" -C node --strip-components 1 package/bin
tar xzf "code-server-$code_server.tgz" -C code-server --strip-components 1 package/lib/vscode
mv code-server/lib/vscode vscode
rm -rf code-server ./*.tgz

# No install scripts: a watchdog and Kerberos, which would be compiled, aren't missed.
# `npm ci` refuses the package's own lock file, which is out of step with its package.json.
(cd vscode && npm install --omit=dev --ignore-scripts --silent >&2)

cp "$here/log-writer.cjs" vscode/node_modules/@vscode/spdlog/index.js

# These want an account, or a network that tests have no business with.
for extension in copilot microsoft-authentication github github-authentication tunnel-forwarding mermaid-markdown-features; do
  rm -rf "vscode/extensions/$extension"
done
rm -rf vscode/node_modules/@microsoft/mxc-sdk

# Another run may have been faster; its folder is as good.
[ -d "$folder" ] || mv -T "$work" "$folder" 2>/dev/null || [ -d "$folder" ]
echo "$folder"
