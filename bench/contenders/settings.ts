/** Settings of a contender, and the message with which it reports that it is ready. */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedCall } from '../subgraph-server.ts';

export interface ContenderSettings {
  readonly supergraphSdl: string;
  readonly supergraphFile: string;
  readonly subgraphUrls: Readonly<Record<string, string>>;
  /** For the floors: the subgraph calls to make, and the response to send. */
  readonly calls: readonly RecordedCall[];
  readonly subgraphsUrl: string;
  readonly response: unknown;
}

export function readSettings(): ContenderSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by gateways.ts
  return JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ContenderSettings;
}

export function ready(url: string): void {
  process.send?.({ ready: url });
  process.once('disconnect', () => process.exit(0));
  process.once('SIGINT', () => process.exit(0));
}

export function portOf(server: Server): number {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  return (server.address() as AddressInfo).port;
}
