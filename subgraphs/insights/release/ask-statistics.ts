/** Asks the statistics endpoint of one subgraph; only what is signed with the key of insights opens it. */
import { importJWK, SignJWT, type JWK } from 'jose';
import { Agent, type Dispatcher } from 'undici';
import { contextDigest } from '../../../core/federation/signed-context.ts';
import { isObject } from '../../../core/structures/is-object.ts';
import {
  STATISTICS_ISSUER,
  STATISTICS_PATH,
  STATISTICS_TOKEN_LIFE_S,
  statisticsAudience,
  type StatisticsRequest,
} from '../../kit/statistics/protocol.ts';
import type { SourceKind } from '../registry/registry.ts';
import { readStatistics, type StatisticsStream } from './read-statistics.ts';
import { ReleaseError } from './release-error.ts';

/** A subgraph may read all records of its partners before its first line. */
const WAIT_MS = 600_000;
const ERROR_BYTES_MAX = 65_536;
const ALGORITHM = 'EdDSA';

/** Sends one request and reads the head of the response. Throws `ReleaseError`. */
export type AskStatistics = (
  kind: SourceKind,
  request: StatisticsRequest,
  signal: AbortSignal,
) => Promise<StatisticsStream>;

/** Thrown where the endpoint says that no legal basis allows what was asked. */
export class NoLegalBasisError extends ReleaseError {}

/** Thrown where partners gave no records; the names are those that the endpoint told. */
export class MissingPartnersError extends ReleaseError {
  readonly partners: readonly string[];

  constructor(partners: readonly string[]) {
    super(`Cannot get the records of ${partners.join(', ')}`);
    this.partners = partners;
  }
}

export interface StatisticsClient {
  readonly ask: AskStatistics;
  readonly stop: () => Promise<void>;
}

/** `addresses` are those of the graph endpoints, by name of the subgraph. */
export async function createStatisticsClient(
  addresses: ReadonlyMap<string, string>,
  signingKey: JWK,
): Promise<StatisticsClient> {
  const key = await importJWK(signingKey, ALGORITHM);
  const header = { alg: ALGORITHM, ...(signingKey.kid !== undefined && { kid: signingKey.kid }) };
  const agent = new Agent({
    connections: 2,
    pipelining: 1,
    maxHeaderSize: 16_384,
    connectTimeout: 5_000,
    headersTimeout: WAIT_MS,
    bodyTimeout: WAIT_MS,
  });

  const sign = (kind: SourceKind, body: string) => {
    const nowS = Math.floor(Date.now() / 1_000);
    return new SignJWT({ digest: contextDigest(body) })
      .setProtectedHeader(header)
      .setIssuer(STATISTICS_ISSUER)
      .setAudience(statisticsAudience(kind))
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + STATISTICS_TOKEN_LIFE_S)
      .sign(key);
  };

  return {
    async ask(kind, request, signal) {
      const address = addresses.get(kind);
      if (address === undefined) throw new ReleaseError(`Cannot find the address of "${kind}"`);
      const body = JSON.stringify(request);
      const response = await send(agent, new URL(`.${STATISTICS_PATH}`, address), {
        kind,
        body,
        token: await sign(kind, body),
        signal,
      });
      if (response.statusCode === 200) return readStatistics(kind, faultless(response.body, kind));
      throw await refusal(kind, response);
    },
    stop: () => agent.destroy(),
  };
}

interface Sent {
  readonly kind: SourceKind;
  readonly body: string;
  readonly token: string;
  readonly signal: AbortSignal;
}

async function send(
  agent: Agent,
  url: URL,
  { kind, body, token, signal }: Sent,
): Promise<Dispatcher.ResponseData> {
  try {
    return await agent.request({
      origin: url.origin,
      path: url.pathname,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new ReleaseError(`Cannot reach the subgraph "${kind}": is it running?`, { cause: error });
  }
}

/** A connection that ends early is a response that is cut off. */
async function* faultless(
  body: AsyncIterable<Uint8Array>,
  kind: SourceKind,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new ReleaseError(`Cannot read the statistics of "${kind}": they are cut off`, {
      cause: error,
    });
  }
}

/** Names the status, the code of the error and the partners that are missing, and no other text that was sent. */
async function refusal(
  kind: SourceKind,
  { statusCode, body }: Dispatcher.ResponseData,
): Promise<ReleaseError> {
  const errors = await errorsOf(body).catch(() => []);
  const [code] = errors.flatMap((one) => textIn(one['code'], /^[A-Z_]{1,40}$/));
  const missing = errors.flatMap((one) => textIn(one['partner'], /^[a-z0-9-]{1,60}$/));
  if (statusCode === 503 && missing.length > 0) return new MissingPartnersError(missing);
  const text = `Cannot get the statistics of "${kind}": status ${statusCode}${code === undefined ? '' : ` (${code})`}`;
  if (statusCode === 429) {
    return new ReleaseError(`${text}: it counts for another release, try again when that is made`);
  }
  return statusCode === 403 && code === 'PURPOSE_DENIED'
    ? new NoLegalBasisError(text)
    : new ReleaseError(text);
}

/** The extensions of each error in the body. */
async function errorsOf(
  body: AsyncIterable<Uint8Array>,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > ERROR_BYTES_MAX) return [];
    chunks.push(chunk);
  }
  const content: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const errors: unknown = isObject(content) ? content['errors'] : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((one: unknown) => {
    const extensions = isObject(one) ? one['extensions'] : undefined;
    return isObject(extensions) ? [extensions] : [];
  });
}

const textIn = (value: unknown, form: RegExp): readonly string[] =>
  typeof value === 'string' && form.test(value) ? [value] : [];
