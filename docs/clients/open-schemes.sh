#!/bin/sh
# Prints the voucher schemes that are open, one line of JSON for each: curl 7.76 and a POSIX shell.
#   sh open-schemes.sh 2026-11-21 https://graph.example
set -eu
day=${1:-$(date +%F)}
gateway=${2:-http://127.0.0.1:4000}

# GET, so that curl encodes the query and its variables. Status 4xx and 5xx have a body that says why.
# With x-llo-partial: extensions, partners that are down are no errors.
answer=$(curl --silent --show-error --fail-with-body --max-time 40 --get "$gateway/graphql" \
  --header 'accept: application/graphql-response+json' \
  --header 'x-llo-partial: extensions' \
  --data-urlencode "query@$(dirname "$0")/open-schemes.graphql" \
  --data-urlencode "variables={\"day\":\"$day\"}") || { printf '%s\n' "$answer" >&2; exit 1; }

# A quote inside a value is \", so that these are keys and not values.
case $answer in
  *'"errors":['*) printf '%s\n' "$answer" >&2; exit 1 ;;
esac
case $answer in
  *'"partial":['*) printf 'incomplete: "partial":[%s\n' "${answer##*'"partial":['}" >&2 ;;
esac
# Enough for values without a brace; a program that reads JSON, such as jq, is better.
printf '%s\n' "$answer" | grep -o '{"name":[^}]*}' || true
