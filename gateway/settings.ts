/** What the gateway was told at start. The only file that reads its arguments and files. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { JWK } from 'jose';
import { z } from 'zod';
import { forRealPartners, readPurposes, type Purposes } from '../subgraphs/purposes.ts';
import { parseIssuers, parseKeyFile } from './identity/issuer-settings.ts';
import { ALGORITHMS, type Issuer } from './identity/issuer.ts';

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly supergraphSdl: string;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  readonly issuers: readonly Issuer[];
  /** Only then are keys taken that are published with the demo, and purposes for invented data. */
  readonly isDemo: boolean;
  readonly contextKey: JWK | undefined;
  readonly purposes: Purposes;
  readonly explorerFolder: string | undefined;
  readonly dashboardFolder: string | undefined;
  /** Where the access log is kept; required where tokens are taken. */
  readonly accountFolder: string | undefined;
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
  issuers: { type: 'string' },
  'issuer-keys': { type: 'string' },
  issuer: { type: 'string', default: 'urn:llo:issuer:demo' },
  audience: { type: 'string', default: 'urn:llo:gateway' },
  'context-key': { type: 'string' },
  explorer: { type: 'string' },
  dashboard: { type: 'string' },
  'account-folder': { type: 'string' },
  demo: { type: 'string' },
  'demo-keys': { type: 'boolean', default: false },
  execution: { type: 'string', default: 'stock' },
} as const;

export function readSettings(args: readonly string[]): Settings {
  const values = parseArguments(args);
  if (values.supergraph === undefined)
    throw new SettingsError('Give a supergraph: --supergraph FILE');
  const contextFile = values['context-key'];
  const isDemo = values.demo !== undefined || values['demo-keys'];
  const purposes = readPurposes();
  return Object.freeze({
    host: values.host,
    port: parsePort(values.port),
    supergraphSdl: readText(values.supergraph),
    subgraphUrls: new Map(values.subgraph.map(parseSubgraph)),
    issuers: readIssuers(values, isDemo),
    isDemo,
    contextKey: contextFile === undefined ? undefined : readPrivateKey(contextFile, isDemo),
    purposes: isDemo ? purposes : forRealPartners(purposes),
    explorerFolder: values.explorer,
    dashboardFolder: values.dashboard,
    accountFolder: accountFolderOf(values['account-folder'], contextFile),
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

/** A gateway that signs contexts opens case records, and must say to whom. */
function accountFolderOf(given: string | undefined, contextFile: string | undefined) {
  if (given !== undefined || contextFile === undefined) return given;
  throw new SettingsError('Give a folder for the access log: --account-folder DIR');
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

const privateKey = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  d: z.string(),
  demo: z.boolean().optional(),
});

interface IssuerArguments {
  readonly issuers?: string | undefined;
  readonly 'issuer-keys'?: string | undefined;
  readonly issuer: string;
  readonly audience: string;
}

/** A list of issuers, one issuer by its key file, or none: then every caller is the public. */
function readIssuers(values: IssuerArguments, isDemo: boolean): readonly Issuer[] {
  const { issuers: listFile, 'issuer-keys': keysFile } = values;
  if (listFile !== undefined) {
    const readKeys = (name: string) => readJson(resolve(dirname(listFile), name));
    return parseIssuers(readText(listFile), listFile, { readKeys, isDemo });
  }
  if (keysFile === undefined) return [];
  const keys = parseKeyFile(keysFile, readJson(keysFile), isDemo);
  const { issuer: name, audience } = values;
  return [{ kind: 'jwks', name, audience, keys, algorithms: ALGORITHMS }];
}

function readPrivateKey(path: string, isDemo: boolean): JWK {
  const parsed = privateKey.safeParse(readJson(path));
  if (!parsed.success) {
    throw new SettingsError(`Cannot use "${path}": expected a private Ed25519 key as JWK`);
  }
  const { demo, ...key } = parsed.data;
  if (demo === true && !isDemo) {
    throw new SettingsError(`Cannot use "${path}": this key is published with the demo`);
  }
  return key;
}

function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new SettingsError(`Cannot read "${path}": it is not JSON`);
  }
}
