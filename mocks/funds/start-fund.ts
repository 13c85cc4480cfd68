import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { MockFault, PartnerSystem } from '../partner-system.ts';
import type { FundId } from '../world/world.ts';
import type { FundSchema } from './database.ts';
import { serveSession } from './session.ts';
import type { Backend } from './session.ts';

/** A running database of a fund. */
export interface FundSystem extends PartnerSystem {
  readonly id: FundId;
  /** Runs statements for a test; they are not counted, and faults do not apply. */
  execute(sql: string): Promise<void>;
}

export interface FundSettings {
  readonly fund: FundId;
  /** 0 means a free port. */
  readonly port: number;
  readonly schema: FundSchema;
  readonly statements: readonly string[];
}

/** Opens or closes a transaction, or sets what holds in one. */
const BOOKKEEPING =
  /^(select pg_catalog\.set_config|begin|start transaction|set local|commit|end|rollback|abort)\b/i;

/** Serves a fund's schema on loopback, with the PostgreSQL wire protocol, as if it were a database of its own. */
export async function startFund(settings: FundSettings): Promise<FundSystem> {
  const { fund, statements, schema } = settings;
  const { turns } = schema;
  const execute = async (...all: readonly string[]) => {
    const end = await turns.take();
    try {
      for (const one of all) await schema.execute(one);
    } finally {
      end();
    }
  };
  await execute(...statements);

  let fault: MockFault = null;
  let calls = 0;
  let delayMs = 0;
  const sockets = new Set<Socket>();
  const waiting = new Set<Socket>();
  const backend: Backend = {
    turns,
    run: (messages) => schema.run(messages),
    rollback: () => schema.execute('rollback'),
    fault: () => fault,
    delayMs: () => delayMs,
    record: (text) => {
      calls += countStatements(text);
    },
    keepWaiting: (socket) => void waiting.add(socket),
  };
  const server = createServer((socket) => {
    if (fault === 'down') {
      socket.on('error', () => undefined).resetAndDestroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveSession(socket, backend);
  });
  const port = await listen(server, settings.port);

  return {
    id: fund,
    kind: 'funds',
    url: `postgresql://vakgraaf_reader@127.0.0.1:${port}/${fund.replaceAll('-', '_')}`,
    calls: () => calls,
    resetCalls: () => {
      calls = 0;
    },
    setFault: (next) => {
      fault = next;
      // Connections that were left waiting never get a response, so clients must reconnect.
      for (const socket of next === 'down' ? sockets : waiting) socket.resetAndDestroy();
      waiting.clear();
    },
    setDelay: (next) => {
      delayMs = next;
    },
    execute: (sql) => execute(sql),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await schema.close();
    },
  };
}

function countStatements(text: string): number {
  return text
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && !BOOKKEEPING.test(statement)).length;
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('Cannot read the port'));
      else resolve(address.port);
    });
  });
}
