#!/usr/bin/env bash
# Finds a Chromium for the editor tests, or installs Debian's with a font, and prints its path.
# CHROMIUM names another one.
set -euo pipefail

found() {
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}

if ! found; then
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "The editor tests need Chromium: install it, or set CHROMIUM to its path." >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >&2
  found
fi
