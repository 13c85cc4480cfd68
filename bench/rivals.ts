/**
 * Routers that are compiled programs, which are not installed with the benchmark: `--rival hive-router=PATH`. Their
 * configuration is written here, with every sharing of calls between requests off, as for all contenders.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stringify } from 'yaml';
import { choosePorts } from '../mocks/start/ports.ts';
import { stop, type Contender, type Started } from './gateways.ts';
import { usageOf } from './usage.ts';

interface RivalSettings {
  readonly port: number;
  readonly configFile: string;
  readonly supergraphFile: string;
}

interface Rival {
  configOf(settings: RivalSettings): object;
  variablesOf(settings: RivalSettings): Readonly<Record<string, string>>;
}

const RIVALS: Readonly<Record<string, Rival>> = {
  'hive-router': {
    configOf: ({ port, supergraphFile }) => ({
      supergraph: { source: 'file', path: supergraphFile },
      http: { host: '127.0.0.1', port },
      traffic_shaping: {
        all: { dedupe_enabled: false },
        router: { dedupe: { enabled: false } },
        http_client_mode: 'per_worker',
      },
    }),
    variablesOf: ({ configFile }) => ({ ROUTER_CONFIG_FILE_PATH: configFile }),
  },
  'apollo-router': {
    configOf: ({ port }) => ({
      supergraph: { listen: `127.0.0.1:${port}`, path: '/graphql' },
      traffic_shaping: { all: { deduplicate_query: false } },
      health_check: { enabled: false },
      homepage: { enabled: false },
    }),
    variablesOf: ({ configFile, supergraphFile }) => ({
      APOLLO_ROUTER_CONFIG_PATH: configFile,
      APOLLO_ROUTER_SUPERGRAPH_PATH: supergraphFile,
      APOLLO_TELEMETRY_DISABLED: 'true',
      APOLLO_ROUTER_LOG: 'error',
    }),
  },
};

const START_MS = 60_000;

/** Throws for a name that is not known. */
export function rivalOf(name: string, program: string): Contender {
  const rival = RIVALS[name];
  if (rival === undefined) {
    const known = Object.keys(RIVALS).join(', ');
    throw new Error(`Cannot measure "${name}": expected one of ${known}`);
  }
  return { name, start: ({ supergraphSdl }) => startRival(rival, program, supergraphSdl) };
}

async function startRival(rival: Rival, program: string, supergraphSdl: string): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-bench-'));
  const [configFile, supergraphFile] = [join(folder, 'router.yaml'), join(folder, 'sdl.graphql')];
  const [port = 0] = await choosePorts([0]);
  writeFileSync(supergraphFile, supergraphSdl);
  const settings = { port, configFile, supergraphFile };
  writeFileSync(configFile, stringify(rival.configOf(settings)));
  const child = spawn(program, [], {
    env: { ...process.env, ...rival.variablesOf(settings) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let last = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (last = (last + text).slice(-2_000)));
  const ended = new AbortController();
  child.once('error', () => ended.abort()).once('exit', () => ended.abort());
  const url = `http://127.0.0.1:${port}/graphql`;
  for (
    const until = performance.now() + START_MS;
    !ended.signal.aborted && performance.now() < until;
  ) {
    if (await responds(url)) return { url, usage: usageOf(child), stop: () => stop(child) };
    await wait(100);
  }
  await stop(child);
  throw new Error(`Cannot start ${program}\n${last}`);
}

async function responds(url: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ __typename }' });
  const response = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
  await response?.arrayBuffer();
  return response?.status === 200;
}
