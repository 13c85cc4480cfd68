/**
 * A proxy in front of a database that adds a planted column to every row and a notice to every
 * response, and whose errors contain secrets. PostgreSQL protocol 3, "Message Formats".
 */
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { PLANTED, PLANTED_FAULT } from './canaries.ts';
import type {
  PartnerRequest,
  CanaryPartner,
  CanaryFault,
  CanaryPartnerOptions,
} from './canary-partner.ts';
import { listenOnLoopback } from './loopback.ts';

export async function startCanaryDatabase({
  id,
  target,
}: CanaryPartnerOptions): Promise<CanaryPartner> {
  let fault: CanaryFault | null = null;
  const failed = new Map<CanaryFault, number>();
  const requests: PartnerRequest[] = [];
  const sockets = new Set<Socket>();
  const { hostname, port: targetPort } = new URL(target);

  const server = createServer((client) => {
    const upstream = connect(Number(targetPort), hostname);
    const splitMessages = createMessageSplitter();
    const end = () => [client, upstream].forEach((socket) => socket.destroy());
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on('data', (bytes: Buffer) => {
      requests.push({ partner: id, line: '', headers: {}, body: bytes.toString('latin1') });
      if (fault !== null) failed.set(fault, (failed.get(fault) ?? 0) + 1);
      if (fault === null || RESPONSE_FAULTS.includes(fault)) upstream.write(bytes);
      else failAs(client, fault);
    });
    upstream.on('data', (bytes: Buffer) => {
      const planted = Buffer.concat(splitMessages(bytes).map((one) => plant(one, fault)));
      if (fault !== 'half') return void client.write(planted);
      client.end(planted.subarray(0, planted.length / 2));
    });
  });

  const port = await listenOnLoopback(server);
  const url = new URL(target);
  url.port = String(port);
  return {
    id,
    url: url.href,
    setFault: (next) => {
      fault = next;
    },
    failed: () => failed,
    requests: () => requests,
    secrets: () => new Set(),
    numbers: () => new Set(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Faults that change the database's response; the others replace it. */
const RESPONSE_FAULTS: readonly CanaryFault[] = ['misfit', 'odd', 'half'];

function failAs(client: Socket, fault: CanaryFault): void {
  switch (fault) {
    case 'late':
      return;
    case 'down':
      client.resetAndDestroy();
      return;
    case 'unauthorized':
      client.end(errorMessage('28P01'));
      return;
    case 'broken':
      client.end(errorMessage('XX000'));
      return;
    case 'redirect':
      client.end(errorMessage('42501'));
      return;
    default:
      client.write(`${PLANTED_FAULT} is no message of PostgreSQL`);
  }
}

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

const fields = (given: Readonly<Record<string, string>>) =>
  Buffer.from(
    `${Object.entries(given)
      .map(([letter, text]) => `${letter}${text}\0`)
      .join('')}\0`,
  );

/** An error with planted text in every field in which PostgreSQL puts values. */
function errorMessage(code: string): Buffer {
  const texts = { M: PLANTED_FAULT, D: PLANTED_FAULT, H: PLANTED_FAULT, W: PLANTED_FAULT };
  return message('E', fields({ S: 'FATAL', V: 'FATAL', C: code, ...texts, t: 'kanarie_tabel' }));
}

const NOTICE = message('N', fields({ S: 'NOTICE', V: 'NOTICE', C: '01000', M: PLANTED_FAULT }));
const EXTRA_VALUE = Buffer.from(`${PLANTED.kanarieNaam} ${PLANTED.burgerservicenummer}`);
const DAY = /^\d{4}-\d{2}-\d{2}/;

function plant(whole: Buffer, fault: CanaryFault | null): Buffer {
  const type = String.fromCharCode(whole[0] ?? 0);
  if (type === 'T') return message(type, withOneMore(whole.subarray(5), extraColumn()));
  if (type === 'Z') return Buffer.concat([NOTICE, whole]);
  if (type !== 'D') return whole;
  const row = fault === 'misfit' ? misfitRow(whole.subarray(5)) : whole.subarray(5);
  return message(type, withOneMore(row, sized(EXTRA_VALUE)));
}

function withOneMore(body: Buffer, extra: Buffer): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(body.readInt16BE(0) + 1);
  return Buffer.concat([count, body.subarray(2), extra]);
}

function extraColumn(): Buffer {
  const TEXT = 25;
  const rest = Buffer.alloc(18);
  rest.writeInt32BE(TEXT, 6);
  rest.writeInt16BE(-1, 10);
  rest.writeInt32BE(-1, 12);
  return Buffer.concat([Buffer.from('kanarie_naam\0'), rest]);
}

function sized(value: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(value.length);
  return Buffer.concat([length, value]);
}

function misfitRow(body: Buffer): Buffer {
  const values: Buffer[] = [body.subarray(0, 2)];
  for (let at = 2; at < body.length;) {
    const length = body.readInt32BE(at);
    const value = body.subarray(at + 4, at + 4 + Math.max(length, 0));
    const isDay = length > 0 && DAY.test(value.toString('latin1'));
    values.push(
      isDay ? sized(Buffer.from(PLANTED_FAULT)) : body.subarray(at, at + 4 + value.length),
    );
    at += 4 + value.length;
  }
  return Buffer.concat(values);
}

/** Splits a stream into PostgreSQL messages. */
function createMessageSplitter(): (bytes: Buffer) => readonly Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const whole: Buffer[] = [];
    while (rest.length >= 5 && rest.length >= 1 + rest.readInt32BE(1)) {
      const end = 1 + rest.readInt32BE(1);
      whole.push(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    return whole;
  };
}
