/** Issuers, subgraphs, ports, and the clock. */
import { createServer } from 'node:net';
import { request, type Dispatcher } from 'undici';
import type { Listen } from '../../core/http/http-server.ts';
import { parseKeys } from '../../gateway/authentication/key-source.ts';
import { failure, ok, warning, type Finding } from '../../core/findings/finding.ts';

const DEADLINE_MS = 3_000;
const BODY_BYTES_MAX = 262_144;
/** Contexts live 60 s and tokens may be young, so that more difference refuses them. */
const CLOCK_DIFFERENCE_MS = 5_000;

/** The keys that an issuer publishes, and the difference between its clock and ours. */
export async function lookAtIssuer(url: URL, isDemo: boolean): Promise<readonly Finding[]> {
  const subject = `issuer ${url.origin}`;
  try {
    const response = await get(url);
    const { keys } = parseKeys(JSON.parse(await textOf(response)), isDemo);
    return [ok(subject, `${keys.length} keys`), ...clockFindings(response, url)];
  } catch (error) {
    return [
      failure(subject, `it gives no keys at ${url.pathname} (${reasonOf(error)}): look at it`),
    ];
  }
}

/** Servers send the time in whole seconds. */
function clockFindings({ headers }: Dispatcher.ResponseData, url: URL): readonly Finding[] {
  const theirs = Date.parse(String(headers['date'] ?? ''));
  if (Number.isNaN(theirs)) return [];
  const seconds = Math.round((Date.now() - theirs) / 1_000);
  const subject = `clock, compared with ${url.host}`;
  return [
    Math.abs(Date.now() - theirs) > CLOCK_DIFFERENCE_MS
      ? failure(subject, `${seconds} s apart: synchronise the clock of this machine (NTP)`)
      : ok(subject, `${Math.max(0, Math.abs(seconds) - 1)} s apart`),
  ];
}

/** Whether a subgraph answers where the gateway expects it. */
export async function lookAtSubgraph(name: string, url: string): Promise<Finding> {
  const subject = `subgraph ${name}`;
  try {
    const response = await get(new URL('/health', url));
    await response.body.dump();
    if (response.statusCode === 200) return ok(subject, `it answers at ${url}`);
    return failure(subject, `${url} answers with status ${response.statusCode}: is it a subgraph?`);
  } catch (error) {
    return warning(
      subject,
      `${url} does not answer (${reasonOf(error)}): start it, or change its url`,
    );
  }
}

/** Whether a process can listen there. */
export function lookAtPort(name: string, { host, port }: Listen): Promise<Finding> {
  const subject = `${name}, ${host}:${port}`;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? warning(subject, 'it is in use: by this process itself, or choose another port')
          : failure(subject, `this user cannot listen there (${error.code}): choose another`),
      ),
    );
    server.listen(port, host, () => server.close(() => resolve(ok(subject, 'it is free'))));
  });
}

/** Not by `fetch`, which refuses some ports that a server may have. */
function get(url: URL): Promise<Dispatcher.ResponseData> {
  return request(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
}

async function textOf({ statusCode, body }: Dispatcher.ResponseData): Promise<string> {
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new Error('too long a response');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The code of a failed connection, or the message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.message;
}
