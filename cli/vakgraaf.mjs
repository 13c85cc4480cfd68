#!/usr/bin/env node
/**
 * The `vakgraaf` command. Compiles sources that changed, so that the command works straight after `npm ci`;
 * a production install has no compiler and runs what was compiled.
 */
import { existsSync } from 'node:fs';
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 20) || major > 24) {
  console.error(
    `Vakgraaf heeft Node 20.20 of nieuwer nodig (tot 25); dit is ${process.version}.\n` +
      `Vakgraaf needs Node 20.20 or newer (below 25); this is ${process.version}.`,
  );
  process.exit(1);
}
if (existsSync(new URL('../node_modules/typescript', import.meta.url))) {
  await import('../compile.mjs');
}
await import('../dist/cli/main.js');
