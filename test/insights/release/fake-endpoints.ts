/** Statistics endpoints over HTTP that give what a test says, and check who asks like the real ones. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { contextDigest } from '../../../core/federation/signed-context.ts';
import { createStatisticsAuthorizer } from '../../../subgraphs/kit/statistics/authorize-statistics.ts';
import type { StatisticsRequest } from '../../../subgraphs/kit/statistics/protocol.ts';

export type Row = readonly (string | number | null)[];

/** What one endpoint gives for a request: rows by id of the table, or another response as it stands. */
export type Given =
  | {
      readonly partners: readonly string[];
      readonly rows: Readonly<Record<string, readonly Row[]>>;
    }
  | { readonly status: number; readonly text: string };

export interface FakeEndpoints {
  readonly addresses: ReadonlyMap<string, string>;
  readonly signingKey: JWK;
  /** What each endpoint was asked. */
  readonly asked: { readonly kind: string; readonly request: StatisticsRequest }[];
  readonly stop: () => Promise<void>;
}

export const AS_OF = '2026-10-02T03:00:00.000Z';

export async function startFakeEndpoints(
  given: Readonly<Record<string, Given>>,
): Promise<FakeEndpoints> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const keys = { keys: [await exportJWK(publicKey)] };
  const asked: { readonly kind: string; readonly request: StatisticsRequest }[] = [];
  const servers = Object.entries(given).map(([kind, one]) => {
    const authorize = createStatisticsAuthorizer(keys, kind);
    return createServer((incoming, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        await authorize(incoming.headers.authorization, contextDigest(body));
        const request = JSON.parse(body.toString('utf8')) as StatisticsRequest;
        asked.push({ kind, request });
        if ('status' in one) response.writeHead(one.status).end(one.text);
        else response.end(linesOf(one, request));
      })().catch(() => response.writeHead(401).end());
    });
  });
  const urls = await Promise.all(
    servers.map(
      (server) =>
        new Promise<string>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
          });
        }),
    ),
  );
  return {
    addresses: new Map(Object.keys(given).map((kind, index) => [kind, urls[index] ?? ''])),
    signingKey: await exportJWK(privateKey),
    asked,
    stop: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function linesOf(
  { partners, rows }: Extract<Given, { readonly partners: readonly string[] }>,
  { tables }: StatisticsRequest,
): string {
  const perTable = tables.map(({ id }) => rows[id] ?? []);
  const lines = [
    { partners: partners.map((id) => ({ id, asOf: AS_OF })) },
    ...tables.flatMap(({ id }, index) => [{ table: id }, ...(perTable[index] ?? [])]),
    { end: perTable.flat().length },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
