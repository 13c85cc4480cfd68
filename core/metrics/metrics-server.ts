import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHttpServer, urlOf, type Listen } from '../http/http-server.ts';
import { collectProcessMetrics, METRICS_TYPE, metricsText } from './metrics.ts';

export interface MetricsServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Other texts that operators alone may read, by path. */
export type OperatorTexts = Readonly<Record<string, () => string>>;

/**
 * Serves `/metrics` at a port of its own, so that a firewall can keep it from clients. Throws `ConfigError` when its
 * certificate cannot be used.
 */
export async function startMetricsServer(
  listen: Listen,
  texts: OperatorTexts = {},
): Promise<MetricsServer> {
  collectProcessMetrics();
  const server = createHttpServer({}, listen.tls, (request, response) => {
    void respond(request, response, texts).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, resolve);
  });
  return {
    url: urlOf(server, listen.host),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  texts: OperatorTexts,
): Promise<void> {
  const [path = ''] = url.split('?', 1);
  const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
  if (path !== '/metrics' && text === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here: look at /metrics\n');
  } else if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD', 'content-type': 'text/plain' }).end();
  } else {
    const body = text === undefined ? await metricsText() : text();
    const type = text === undefined ? METRICS_TYPE : 'text/plain; charset=utf-8';
    response.writeHead(200, { 'content-type': type }).end(method === 'HEAD' ? undefined : body);
  }
}
