/** What the gateway was told at start. The only file that reads its arguments and files. */
import { parseArgs } from 'node:util';
import type { JWK } from 'jose';
import { PURPOSES_FILE } from '../../core/purposes/purposes.ts';
import { EXECUTION_KINDS, type ExecutionKind } from '../supergraph/create-execution.ts';
import { parseResponseBytes } from '../execution/compiled/writing/response-limit.ts';
import type { Issuer } from '../authentication/issuer.ts';
import { readContextKey, readIssuers } from '../authentication/read-issuers.ts';
import { PUBLIC_SCHEMAS, type PublicSchema } from '../introspection/schema-for.ts';
import { readLive, type LiveFiles, type LiveSettings } from './live-settings.ts';
import { SettingsError } from '../../core/config/read-file.ts';
import { SAFELIST_MODES, type SafelistRule } from '../persisted-operations/persisted-operations.ts';

export interface Settings extends LiveSettings {
  readonly host: string;
  readonly port: number;
  readonly supergraphSdl: string;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  readonly issuers: readonly Issuer[];
  /** Only then are keys taken that are published with the demo, and purposes for invented data. */
  readonly isDemo: boolean;
  readonly contextKey: JWK | undefined;
  /** Where supergraph, purposes and manifest stand, to be read again when they change. */
  readonly liveFiles: LiveFiles;
  readonly safelistRule: SafelistRule;
  /** In production what is personal is answered to questions of the manifest alone. */
  readonly isSafelistRequired: boolean;
  readonly publicSchema: PublicSchema;
  readonly securityContact: string | undefined;
  readonly explorerFolder: string | undefined;
  readonly dashboardFolder: string | undefined;
  /** Where the access log is kept; required where tokens are taken. */
  readonly auditFolder: string | undefined;
  readonly demoUrl: string | undefined;
  /** The bytes of a response to a client. */
  readonly responseBytesMax: number;
  /** Which executor runs plans: ours or Apollo Gateway's. */
  readonly execution: ExecutionKind;
}

const ARGUMENTS = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '4000' },
  supergraph: { type: 'string' },
  subgraph: { type: 'string', multiple: true, default: [] as string[] },
  issuers: { type: 'string' },
  'issuer-keys': { type: 'string' },
  'issuer-at': { type: 'string', multiple: true, default: [] as string[] },
  'sign-in-client': { type: 'string' },
  issuer: { type: 'string', default: 'urn:llo:issuer:demo' },
  audience: { type: 'string', default: 'urn:llo:gateway' },
  'context-key': { type: 'string' },
  explorer: { type: 'string' },
  dashboard: { type: 'string' },
  'account-folder': { type: 'string' },
  demo: { type: 'string' },
  'demo-keys': { type: 'boolean', default: false },
  purposes: { type: 'string', default: PURPOSES_FILE },
  manifest: { type: 'string' },
  operations: { type: 'string', default: 'off' },
  'id-only': { type: 'boolean', default: false },
  'public-schema': { type: 'string' },
  contact: { type: 'string' },
  execution: { type: 'string', default: 'compiled' },
  'response-bytes-max': { type: 'string' },
} as const;

export function readSettings(args: readonly string[]): Settings {
  const values = parseArguments(args);
  const { supergraph: supergraphFile } = values;
  if (supergraphFile === undefined) throw new SettingsError('Give a supergraph: --supergraph FILE');
  const contextFile = values['context-key'];
  const isDemo = values.demo !== undefined || values['demo-keys'];
  const { purposes: purposesFile, manifest: manifestFile } = values;
  const liveFiles = { supergraphFile, purposesFile, manifestFile, isDemo };
  return Object.freeze({
    host: values.host,
    port: parsePort(values.port),
    subgraphUrls: new Map(values.subgraph.map(parseSubgraph)),
    issuers: readIssuers(values, isDemo),
    isDemo,
    contextKey: contextFile === undefined ? undefined : readContextKey(contextFile, isDemo),
    ...readLive(liveFiles),
    liveFiles,
    safelistRule: { mode: parseSafelistMode(values.operations), isIdOnly: values['id-only'] },
    isSafelistRequired: !isDemo,
    publicSchema: parsePublicSchema(values['public-schema'] ?? (isDemo ? 'whole' : 'own')),
    securityContact: values.contact === undefined ? undefined : parseContact(values.contact),
    explorerFolder: values.explorer,
    dashboardFolder: values.dashboard,
    auditFolder: auditFolderOf(values['account-folder'], contextFile),
    demoUrl: values.demo === undefined ? undefined : parseUrl('--demo', values.demo),
    responseBytesMax: responseBytesOf(values['response-bytes-max']),
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
function auditFolderOf(text: string | undefined, contextFile: string | undefined) {
  if (text !== undefined || contextFile === undefined) return text;
  throw new SettingsError('Give a folder for the access log: --account-folder DIR');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SettingsError(`Expected a port number, got "--port ${text}"`);
}

function responseBytesOf(text: string | undefined): number {
  const bytes = parseResponseBytes(text);
  if (bytes !== undefined) return bytes;
  throw new SettingsError(`Expected --response-bytes-max 1024 or more, got "${text}"`);
}

function parseExecution(text: string): ExecutionKind {
  const kind = EXECUTION_KINDS.find((one) => one === text);
  if (kind) return kind;
  throw new SettingsError(`Expected --execution ${EXECUTION_KINDS.join(' or ')}, got "${text}"`);
}

function parseSafelistMode(text: string): SafelistRule['mode'] {
  const mode = SAFELIST_MODES.find((one) => one === text);
  if (mode) return mode;
  throw new SettingsError(`Expected --operations ${SAFELIST_MODES.join(' or ')}, got "${text}"`);
}

function parsePublicSchema(text: string): PublicSchema {
  const found = PUBLIC_SCHEMAS.find((one) => one === text);
  if (found) return found;
  throw new SettingsError(`Expected --public-schema ${PUBLIC_SCHEMAS.join(' or ')}, got "${text}"`);
}

/** RFC 9116 2.5.3: an address that can be followed. */
function parseContact(text: string): string {
  if (/^(mailto|tel|https):\S+$/.test(text)) return text;
  throw new SettingsError(`Expected --contact mailto:… or https:…, got "${text}"`);
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
