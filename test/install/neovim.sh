#!/usr/bin/env bash
# Finds Neovim for its session, or installs Debian's, and prints its path.
# NEOVIM names another one.
set -euo pipefail

found() {
  for name in "${NEOVIM:-}" nvim; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}

if ! found; then
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "Neovim's session needs Neovim: install it, or set NEOVIM to its path." >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends neovim >&2
  found
fi
