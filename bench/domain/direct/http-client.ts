/** The HTTP client of the hand-written code: a connection pool, JSON, a token, ETags. */
import { Pool } from 'undici';

export interface HttpClient {
  getJson<Body>(path: string): Promise<Body>;
  postJson<Body>(path: string, body: unknown): Promise<Body>;
  /** The parsed file; it is not parsed again while the partner responds 304. */
  readFile<Content>(path: string, parse: (bytes: Buffer) => Content): Promise<Content>;
}

export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** The number that our subgraphs open to one partner. */
export const CONNECTIONS_MAX = 8;
const RENEW_BEFORE_MS = 30_000;

export function createHttpClient(url: string, credentials?: Credentials): HttpClient {
  const pool = new Pool(url, { connections: CONNECTIONS_MAX });
  const bearer = credentials && createBearer(pool, credentials);
  const files = new Map<string, { readonly etag: string; readonly content: unknown }>();

  const ask = async (path: string, headers: Readonly<Record<string, string>>, body?: string) => {
    const authorization = bearer && { authorization: await bearer() };
    return pool.request({
      method: body === undefined ? 'GET' : 'POST',
      path,
      headers: { ...authorization, ...headers },
      body: body ?? null,
    });
  };

  return {
    getJson: async <Body>(path: string) => {
      const response = await ask(path, { accept: 'application/json' });
      return okJson<Body>(response.statusCode, response.body, path);
    },
    postJson: async <Body>(path: string, body: unknown) => {
      const headers = { accept: 'application/json', 'content-type': 'application/json' };
      const response = await ask(path, headers, JSON.stringify(body));
      return okJson<Body>(response.statusCode, response.body, path);
    },
    readFile: async <Content>(path: string, parse: (bytes: Buffer) => Content) => {
      const kept = files.get(path);
      const { statusCode, headers, body } = await ask(
        path,
        kept ? { 'if-none-match': kept.etag } : {},
      );
      if (statusCode === 304 && kept) {
        await body.dump();
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the same function
        return kept.content as Content;
      }
      if (statusCode !== 200) throw new Error(`Cannot read "${path}": ${statusCode}`);
      const content = parse(Buffer.from(await body.arrayBuffer()));
      if (typeof headers['etag'] === 'string') files.set(path, { etag: headers['etag'], content });
      return content;
    },
  };
}

async function okJson<Body>(
  status: number,
  body: { json(): Promise<unknown> },
  path: string,
): Promise<Body> {
  if (status !== 200) throw new Error(`Cannot read "${path}": ${status}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- hand-written code trusts its partner
  return (await body.json()) as Body;
}

/** OAuth 2.0 client credentials (RFC 6749, section 4.4); a token is kept until shortly before it expires. */
function createBearer(pool: Pool, { id, secret }: Credentials): () => Promise<string> {
  let header = '';
  let renewAtMs = 0;
  return async () => {
    if (Date.now() < renewAtMs) return header;
    const response = await pool.request({
      method: 'POST',
      path: '/oauth/token',
      headers: {
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const token = await okJson<{ access_token: string; expires_in: number }>(
      response.statusCode,
      response.body,
      '/oauth/token',
    );
    renewAtMs = Date.now() + token.expires_in * 1_000 - RENEW_BEFORE_MS;
    header = `Bearer ${token.access_token}`;
    return header;
  };
}
