/**
 * A server with PostgreSQL's wire protocol 3.0 that responds to each query with the schemes a test has set,
 * or with any bytes.
 */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { frame, parseFrame, parseOpening, statementText, welcome } from '../../mocks/funds/wire.ts';

/** A row of schemes as the query of `subgraphs/funds/sql.ts` names its columns; null is NULL. */
export type SchemeRow = Readonly<Record<string, string | null>>;

export interface FakePostgres {
  readonly url: string;
  schemes: readonly SchemeRow[];
  /** Replaces the response to a query; `null` sends `schemes`. */
  respond: ((socket: Socket) => void) | null;
  /** Replaces the response to the startup message; `null` accepts every client. */
  greet: ((socket: Socket) => void) | null;
  stop(): Promise<void>;
}

const OIDS: Readonly<Record<string, number>> = {
  max_months: 23,
  opens_on: 1082,
  closes_on: 1082,
  budget: 20,
  maximum: 20,
  committed: 20,
  highest: 20,
  synthetic: 16,
  changed_at: 1184,
};
const TEXT = 25;
const TEXT_ARRAY = 1009;

/** The row of a scheme that is open and pays for any training; `changes` replaces columns. */
export function schemeRow(changes: SchemeRow = {}): SchemeRow {
  return {
    code: 'S1',
    name: 'Regeling',
    type: null,
    uses: 'OPL',
    programme: null,
    sectors: null,
    regions: null,
    target_groups: null,
    max_months: null,
    opens_on: null,
    closes_on: null,
    budget: '10000000',
    maximum: null,
    apply_at: null,
    contact: null,
    committed: '0',
    highest: null,
    synthetic: 't',
    changed_at: '2026-11-21 03:00:00+00',
    ...changes,
  };
}

export async function startFakePostgres(lists: 'comma' | 'array'): Promise<FakePostgres> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let rest: Buffer = Buffer.alloc(0);
    let isGreeted = false;
    let hasSettings = false;
    socket.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      if (!isGreeted) {
        const opening = parseOpening(rest);
        if (opening === undefined) return;
        rest = rest.subarray(opening.length);
        isGreeted = true;
        if (fake.greet) return fake.greet(socket);
        socket.write(welcome());
      }
      for (let next = parseFrame(rest); next; next = parseFrame(rest)) {
        rest = rest.subarray(next.bytes.length);
        if (next.type === 'P') hasSettings ||= statementText(next).includes('set_config');
        if (next.type === 'S') {
          if (hasSettings) socket.write(SETTINGS);
          hasSettings = false;
          if (fake.respond) fake.respond(socket);
          else socket.write(resultOf(fake.schemes, lists));
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakePostgres = {
    url: `postgresql://reader@127.0.0.1:${port}/fund`,
    schemes: [schemeRow()],
    respond: null,
    greet: null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return fake;
}

export const READY = frame('Z', Buffer.from('I'));
export const completed = (tag: string): Buffer => frame('C', Buffer.from(`${tag}\0`));

/** The messages that open the response to a query with values. */
export const PARSED = Buffer.concat([frame('1', Buffer.alloc(0)), frame('2', Buffer.alloc(0))]);

/** The response to the settings that precede a statement. */
const SETTINGS = Buffer.concat([PARSED, dataRow(['on']), completed('SELECT 1')]);

export function rowDescription(columns: readonly string[], lists: 'comma' | 'array'): Buffer {
  const isList = (name: string) =>
    ['uses', 'sectors', 'regions', 'target_groups'].includes(name) && lists === 'array';
  const fields = columns.map((name) => {
    const form = Buffer.alloc(18);
    form.writeUInt32BE(OIDS[name] ?? (isList(name) ? TEXT_ARRAY : TEXT), 6);
    return Buffer.concat([Buffer.from(`${name}\0`), form]);
  });
  return frame('T', Buffer.concat([int16(columns.length), ...fields]));
}

export function dataRow(values: readonly (string | null)[]): Buffer {
  const cells = values.map((value) => {
    if (value === null) return int32(-1);
    const bytes = Buffer.from(value);
    return Buffer.concat([int32(bytes.length), bytes]);
  });
  return frame('D', Buffer.concat([int16(values.length), ...cells]));
}

export function resultOf(rows: readonly SchemeRow[], lists: 'comma' | 'array'): Buffer {
  const columns = Object.keys(schemeRow());
  return Buffer.concat([
    PARSED,
    rowDescription(columns, lists),
    ...rows.map((row) => dataRow(columns.map((name) => row[name] ?? null))),
    completed(`SELECT ${rows.length}`),
    READY,
  ]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
