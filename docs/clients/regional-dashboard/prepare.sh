#!/bin/sh
# Makes an empty folder a project with the programs that generate.ts and build.sh use.
set -eu
npm init --yes
npm pkg set type=module
npm install --save-dev --save-exact \
  tsx@4.23.15 vite@8.3.8 graphql@16.15.0 \
  @graphql-codegen/core@6.2.1 @graphql-codegen/typescript-operations@6.1.9
