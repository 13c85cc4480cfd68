#!/bin/sh
# Builds the page into a folder that any web server can serve.
#   sh build.sh https://graph.example dist
set -eu
VITE_GATEWAY=$1 npx vite build "$(dirname "$0")" --outDir "${2:-dist}" --emptyOutDir
