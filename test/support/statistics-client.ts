/** Asks the statistics endpoint of a subgraph as insights would. */
import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet } from 'jose';
import { contextDigest } from '../../core/federation/signed-context.ts';
import {
  STATISTICS_ISSUER,
  statisticsAudience,
  statisticsHead,
  type StatisticsHead,
  type StatisticsTableRequest,
} from '../../subgraphs/kit/statistics/protocol.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

/** The newest quarter that has ended on the day of the tests. */
export const RELEASE = '2026Q3';
export const KEY_QUARTER = '2026Q4';

const insights = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
/** Its public keys, for `statisticsKeys`. */
export const STATISTICS_KEYS: JSONWebKeySet = { keys: [await exportJWK(insights.publicKey)] };

export type Row = readonly (string | number | null)[];

export interface StatisticsResult {
  readonly status: number;
  readonly text: string;
  /** Of a response with status 200. */
  readonly head: StatisticsHead;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** What of a token differs from a valid one. */
export interface TokenChanges {
  readonly issuer?: string;
  readonly audience?: string | string[];
  readonly digest?: string;
  readonly issuedAt?: number;
  readonly lifeS?: number;
  readonly key?: CryptoKey;
}

export function statisticsToken(
  kind: SubgraphName,
  body: string,
  { issuer, audience, digest, issuedAt, lifeS = 60, key }: TokenChanges = {},
): Promise<string> {
  const iat = issuedAt ?? Math.floor(Date.now() / 1000);
  return new SignJWT({ digest: digest ?? contextDigest(body) })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(issuer ?? STATISTICS_ISSUER)
    .setAudience(audience ?? statisticsAudience(kind))
    .setIssuedAt(iat)
    .setExpirationTime(iat + lifeS)
    .sign(key ?? insights.privateKey);
}

/** A table of a request; of every programme, as counts. */
export function table(
  recordSet: string,
  columns: readonly string[],
  changes: Partial<StatisticsTableRequest> = {},
): StatisticsTableRequest {
  return {
    id: 'one',
    recordSet,
    programme: null,
    give: 'counts',
    columns: [...columns],
    ...changes,
  };
}

export const statisticsBody = (
  tables: readonly StatisticsTableRequest[],
  changes: object = {},
): string => JSON.stringify({ release: RELEASE, keyQuarter: KEY_QUARTER, tables, ...changes });

/** Sends a request to the subgraph with this address of its graph. Rejects a stream that was cut off. */
export async function askStatistics(
  graphUrl: string,
  kind: SubgraphName,
  tables: readonly StatisticsTableRequest[],
  changes: object = {},
): Promise<StatisticsResult> {
  const body = statisticsBody(tables, changes);
  return sendStatistics(graphUrl, body, `Bearer ${await statisticsToken(kind, body)}`);
}

export async function sendStatistics(
  graphUrl: string,
  body: string,
  authorization: string | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<StatisticsResult> {
  const response = await fetch(statisticsUrl(graphUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization !== null && { authorization }),
      ...headers,
    },
    body,
  });
  const text = await response.text();
  const { status } = response;
  if (status !== 200) {
    const { errors } = JSON.parse(text) as Pick<StatisticsResult, 'errors'>;
    return { status, text, head: { partners: [] }, tables: {}, errors };
  }
  return { status, text, ...readLines(text), errors: [] };
}

export const statisticsUrl = (graphUrl: string): string =>
  graphUrl.replace(/\/graphql$/, '/statistics');

/** Throws where the last line does not say how many rows there are. */
export function readLines(text: string): Pick<StatisticsResult, 'head' | 'tables'> {
  const lines = text.split('\n').filter((line) => line !== '');
  const [first = '', ...rest] = lines;
  const tables: Record<string, Row[]> = {};
  let rows: Row[] | undefined;
  let count = 0;
  for (const line of rest.slice(0, -1)) {
    const value = JSON.parse(line) as Row | { readonly table: string };
    if ('table' in value) rows = tables[value.table] = [];
    else if (rows !== undefined) count += rows.push(value) > 0 ? 1 : 0;
  }
  const { end } = JSON.parse(rest.at(-1) ?? '{}') as { readonly end?: number };
  if (end !== count) throw new Error('The response is cut off');
  return { head: statisticsHead.parse(JSON.parse(first)), tables };
}
