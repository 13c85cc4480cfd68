/** Where points are counted: in the memory of this process, or in a store that several gateways share. */
import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import { ConfigError } from '../../core/config/read-config.ts';

/** What a key has spent in its window, and when the window ends. */
export type Spent = Pick<RateLimiterRes, 'consumedPoints' | 'msBeforeNext'>;

export interface RateStore {
  /** Adds points to what a key has spent. */
  spend(key: RateKey, points: number): Promise<Spent>;
  /** Gives points back, without waiting. */
  refund(key: RateKey, points: number): void;
  stop(): Promise<void>;
}

/** Anybody can take many addresses; clients are as many as issuers have registered. */
export interface RateKey {
  readonly kind: 'client' | 'address';
  readonly name: string;
}

/** An attacker with more addresses than this cannot make the table larger: addresses then share a counter. */
const ADDRESS_COUNTERS = 65_536;

/** Counts in memory, where each gateway has its own counters. */
export function createMemoryStore(windowS: number): RateStore {
  const limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: windowS });
  const secret = randomBytes(16);
  const counterOf = ({ kind, name }: RateKey) => {
    if (kind === 'client') return `client ${name}`;
    // With a secret, nobody can look for an address that shares the counter of another.
    const hash = createHmac('sha256', secret).update(name).digest();
    return `address ${hash.readUInt32BE() % ADDRESS_COUNTERS}`;
  };
  return {
    spend: (key, points) => limiter.penalty(counterOf(key), points),
    refund: (key, points) => void limiter.reward(counterOf(key), points),
    stop: () => Promise.resolve(),
  };
}

export interface SharedStoreOptions {
  /** `redis://` or, with TLS, `rediss://`; Valkey speaks the same protocol. */
  readonly url: string;
  readonly password?: string | undefined;
  readonly windowS: number;
  readonly report?: (sentence: string) => void;
}

/** A slower response counts as none. */
const RESPONSE_MS = 250;
/** After a failure the store is left alone for this time, so that not every request waits for it. */
const PAUSE_MS = 1_000;
const CONNECT_MS = 2_000;
const COMMANDS_MAX = 10_000;
const PREFIX = 'vakgraaf-rate';

/**
 * Counts in Valkey or Redis. While it does not respond, this gateway counts in memory: a limit that each gateway
 * keeps for itself is better than none, and than no service.
 */
export async function startSharedStore(options: SharedStoreOptions): Promise<RateStore> {
  const { url, password, windowS, report = console.error } = options;
  const { createClient } = await importClient();
  const client = createClient({
    url,
    RESP: 2,
    ...(password !== undefined && { password }),
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5_000),
    },
    // Without a connection a command fails at once.
    disableOfflineQueue: true,
    commandsQueueMaxLength: COMMANDS_MAX,
  });
  const failed = new Promise<void>((resolve) => {
    // Each failed command is reported below; an error without a listener would end the process.
    client.on('error', () => resolve());
  });
  await within(CONNECT_MS, Promise.race([client.connect(), failed])).catch(() => undefined);

  const limiter = new RateLimiterRedis({
    storeClient: client,
    useRedisPackage: true,
    keyPrefix: PREFIX,
    points: Number.MAX_SAFE_INTEGER,
    duration: windowS,
  });
  const local = createMemoryStore(windowS);
  let pausedUntilMs = -Infinity;
  let isShared = true;
  const noteShared = (now: boolean) => {
    if (now !== isShared) report(now ? IS_SHARED : IS_LOCAL);
    isShared = now;
  };
  const ask = async (asked: () => Promise<Spent>, otherwise: () => Promise<Spent>) => {
    if (performance.now() < pausedUntilMs) return await otherwise();
    try {
      const spent = await within(RESPONSE_MS, asked());
      noteShared(true);
      return spent;
    } catch {
      pausedUntilMs = performance.now() + PAUSE_MS;
      noteShared(false);
      return await otherwise();
    }
  };
  const keyOf = ({ kind, name }: RateKey) => `${kind}:${name}`;
  return {
    spend: (key, points) =>
      ask(
        () => limiter.penalty(keyOf(key), points),
        () => local.spend(key, points),
      ),
    refund(key, points) {
      if (isShared) void limiter.reward(keyOf(key), points).catch(() => undefined);
      else local.refund(key, points);
    },
    async stop() {
      client.destroy();
    },
  };
}

const IS_LOCAL =
  'The store of rate limits does not respond: this gateway counts by itself until it does';
const IS_SHARED = 'The store of rate limits responds again';

async function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An optional package: a gateway that counts in memory needs none. */
async function importClient() {
  try {
    return await import('@redis/client');
  } catch {
    throw new ConfigError(
      'Cannot use --rate-store without the package "@redis/client": install it',
    );
  }
}
