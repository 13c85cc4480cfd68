/** A proxy between the gateway and one subgraph that records requests and responses, and can change the latter. */
import { createServer } from 'node:http';
import {
  sentencesInJson,
  PLANTED,
  PLANTED_FAULT,
  PLANTED_HEADERS,
  plantInJson,
} from './canaries.ts';
import { listenOnLoopback, readAll, stopServer } from './loopback.ts';

/** One request and its response, as text. */
export interface Exchange {
  readonly kind: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly request: string;
  readonly response: string;
}

/** What a hostile subgraph could put in its responses. */
export const TAMPERINGS = [
  'fields that were not selected',
  'values that do not fit',
  'errors with secrets',
  'a status of 500 and a stack',
] as const;
/** `a leak` puts a canary in a field that may contain text, to prove that the search finds it. */
export type Tampering = (typeof TAMPERINGS)[number] | 'a leak';

export interface Recorder {
  readonly url: string;
  exchanges(): readonly Exchange[];
  setTampering(tampering: Tampering | null): void;
  stop(): Promise<void>;
}

export async function startRecorder(subgraphName: string, target: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  let tampering: Tampering | null = null;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await readAll(request);
      const requestHeaders = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const { host: _, connection: __, 'content-length': ___, ...passed } = requestHeaders;
      const upstream = await fetch(target, { method: 'POST', headers: passed, body });
      const text = await upstream.text();
      const line = `${request.method} ${request.url}`;
      exchanges.push({
        kind: subgraphName,
        requestHeaders,
        request: `${line}\n${body.toString('utf8')}`,
        response: `${JSON.stringify([...upstream.headers])}\n${text}`,
      });
      const sent = tamper(text, tampering);
      response.writeHead(tampering === 'a status of 500 and a stack' ? 500 : upstream.status, {
        'content-type': 'application/json; charset=utf-8',
        ...(tampering === null ? {} : PLANTED_HEADERS),
      });
      response.end(sent);
    })().catch(() => response.destroy());
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    exchanges: () => exchanges,
    setTampering: (next) => {
      tampering = next;
    },
    stop: () => stopServer(server),
  };
}

function tamper(text: string, tampering: Tampering | null): string {
  if (tampering === null) return text;
  if (tampering === 'a leak')
    return text.replaceAll(/"name":"[^"]*"/g, `"name":"${PLANTED.kanarieNaam}"`);
  const response = JSON.parse(text) as { data?: unknown; errors?: unknown[] };
  if (tampering === 'fields that were not selected') {
    return JSON.stringify({ ...response, data: plantInJson(response.data), extensions: PLANTED });
  }
  if (tampering === 'values that do not fit')
    return JSON.stringify({ ...response, data: sentencesInJson(response.data) });
  const body = { message: PLANTED_FAULT, stack: PLANTED_FAULT };
  const extensions = {
    partner: PLANTED_FAULT,
    kind: PLANTED_FAULT,
    fault: PLANTED_FAULT,
    ...PLANTED,
  };
  const errors = ['INTERNAL', 'PARTNER_NO_ANSWER', 'kanarie-code', undefined].map((code) => ({
    ...body,
    extensions: { ...extensions, reference: PLANTED_FAULT, code },
  }));
  return JSON.stringify(
    tampering === 'a status of 500 and a stack'
      ? { ...body, errors }
      : { ...response, errors, extensions: PLANTED },
  );
}
