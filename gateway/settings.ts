/** What the gateway was told at start. The only file that reads its arguments and files. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { JSONWebKeySet, JWK } from 'jose';
import { z } from 'zod';
import { readPurposes, type Purposes } from '../subgraphs/purposes.ts';
import type { Issuer } from './identity/verify-token.ts';

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly supergraphSdl: string;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  readonly issuer: Issuer | undefined;
  readonly contextKey: JWK | undefined;
  readonly purposes: Purposes;
  readonly explorerFolder: string | undefined;
  readonly demoUrl: string | undefined;
  /** By Apollo Gateway as it comes, or by our own executor. */
  readonly execution: (typeof EXECUTIONS)[number];
}

const EXECUTIONS = ['stock', 'compiled'] as const;

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const ARGUMENTS = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '4000' },
  supergraph: { type: 'string' },
  subgraph: { type: 'string', multiple: true, default: [] as string[] },
  'issuer-keys': { type: 'string' },
  issuer: { type: 'string', default: 'urn:llo:issuer:demo' },
  audience: { type: 'string', default: 'urn:llo:gateway' },
  'context-key': { type: 'string' },
  explorer: { type: 'string' },
  demo: { type: 'string' },
  execution: { type: 'string', default: 'stock' },
} as const;

export function readSettings(args: readonly string[]): Settings {
  const values = parseArguments(args);
  if (values.supergraph === undefined)
    throw new SettingsError('Give a supergraph: --supergraph FILE');
  const keysFile = values['issuer-keys'];
  const contextFile = values['context-key'];
  return Object.freeze({
    host: values.host,
    port: parsePort(values.port),
    supergraphSdl: readText(values.supergraph),
    subgraphUrls: new Map(values.subgraph.map(parseSubgraph)),
    issuer:
      keysFile === undefined
        ? undefined
        : { name: values.issuer, audience: values.audience, keys: readKeys(keysFile) },
    contextKey: contextFile === undefined ? undefined : readPrivateKey(contextFile),
    purposes: readPurposes(),
    explorerFolder: values.explorer,
    demoUrl: values.demo === undefined ? undefined : parseUrl('--demo', values.demo),
    execution: parseExecution(values.execution),
  });
}

function parseArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: ARGUMENTS, strict: true }).values;
  } catch (error) {
    throw new SettingsError(error instanceof Error ? error.message : 'Cannot read the arguments');
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SettingsError(`Expected a port number, got "--port ${text}"`);
}

function parseExecution(text: string): Settings['execution'] {
  const execution = EXECUTIONS.find((one) => one === text);
  if (execution) return execution;
  throw new SettingsError(`Expected --execution ${EXECUTIONS.join(' or ')}, got "${text}"`);
}

function parseSubgraph(text: string): readonly [string, string] {
  const [, name, url] = /^([\w-]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || url === undefined) {
    throw new SettingsError(`Expected --subgraph NAME=URL, got "${text}"`);
  }
  return [name, parseUrl('--subgraph', url)];
}

function parseUrl(flag: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new SettingsError(`Expected an http address, got "${flag} ${text}"`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError(`Cannot read "${path}"`, { cause: error });
  }
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });
const privateKey = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  d: z.string(),
});

function readKeys(path: string): JSONWebKeySet {
  return keySet.parse(JSON.parse(readText(path)));
}

function readPrivateKey(path: string): JWK {
  return privateKey.parse(JSON.parse(readText(path)));
}
