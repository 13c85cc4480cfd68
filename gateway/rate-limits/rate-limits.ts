/** Rate limits by cost: of the network address for the public, of the client for a request with a valid token. */
import type { Principal } from '../authentication/principal.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { RateKey, RateStore } from './rate-store.ts';

export interface RateLimits {
  /**
   * Charges a request before anything of it is read, so that invalid documents, tokens that are refused and bodies
   * that are too large cost something too. Throws `RATE_LIMITED`.
   */
  begin(network: string, hasToken: boolean): Promise<RequestCharges>;
  stop(): Promise<void>;
}

/** The charges of one request. */
export interface RequestCharges {
  /** Charges whoever sent the request. Throws `RATE_LIMITED`, and then does not charge this cost. */
  charge(principal: Principal, cost: number): Promise<void>;
  /** What is left, for the client (draft-ietf-httpapi-ratelimit-headers). */
  headers(): Readonly<Record<string, string>>;
}

export interface RateLimitOptions {
  readonly store: RateStore;
  /** Cost in one window of a network address without valid tokens; 0 is no limit. */
  readonly publicMax: number;
  /** Cost in one window of all requests of one client; 0 is no limit. */
  readonly clientMax: number;
  readonly windowS: number;
}

/** Any request, whatever comes of it: one of the smallest saved operations costs as much. */
export const REQUEST_COST = 10;
/** A document that is not known yet: parsing, validating and planning it take milliseconds. */
export const NEW_DOCUMENT_COST = 200;

export function createRateLimits(options: RateLimitOptions): RateLimits {
  const { store } = options;

  return {
    async begin(network, hasToken) {
      const budgetOf = (name: string) =>
        budget('public', { kind: 'address', name }, options.publicMax, options);
      // Tokens that prove to be invalid do not use up what the public may ask from the same address.
      const address = budgetOf(hasToken ? `token ${network}` : network);
      let current = address;
      await address.spend(0, REQUEST_COST);
      return {
        async charge(principal, cost) {
          if (current !== address) return await current.spend(cost);
          if (principal.isPublic) {
            // A gateway without tokens reads none.
            if (hasToken) current = budgetOf(network);
            return await current.spend(cost);
          }
          const client = { kind: 'client', name: principal.consumer } as const;
          current = budget('client', client, options.clientMax, options);
          address.refund(REQUEST_COST);
          return await current.spend(cost, REQUEST_COST);
        },
        headers: () => current.headers(),
      };
    },
    stop: () => store.stop(),
  };
}

/** For a request that nobody is charged for. */
export const NO_CHARGES: RequestCharges = { charge: async () => {}, headers: () => ({}) };

/** For a gateway without rate limits. */
export const NO_RATE_LIMITS: RateLimits = {
  begin: async () => NO_CHARGES,
  stop: () => Promise.resolve(),
};

interface Budget {
  /** Throws when too much is spent; what costs less may then still be possible, apart from the `fixed` cost. */
  spend(cost: number, fixed?: number): Promise<void>;
  refund(cost: number): void;
  headers(): Readonly<Record<string, string>>;
}

function budget(
  policy: 'public' | 'client',
  key: RateKey,
  max: number,
  { store, windowS }: RateLimitOptions,
): Budget {
  let left = max;
  let secondsLeft = windowS;
  const headers = () => ({
    'ratelimit-policy': `"${policy}";q=${max};w=${windowS}`,
    ratelimit: `"${policy}";r=${left};t=${secondsLeft}`,
  });
  if (max === 0) return { spend: async () => {}, refund() {}, headers: () => ({}) };
  return {
    async spend(cost, fixed = 0) {
      const points = Math.ceil(cost) + fixed;
      if (points === 0) return;
      const { consumedPoints, msBeforeNext } = await store.spend(key, points);
      left = Math.max(max - consumedPoints, 0);
      secondsLeft = Math.max(1, Math.ceil(msBeforeNext / 1000));
      if (consumedPoints <= max) return;
      if (points > fixed) store.refund(key, points - fixed);
      throw rateLimited(policy, secondsLeft, { ...headers(), 'retry-after': String(secondsLeft) });
    },
    refund: (cost) => store.refund(key, cost),
    headers,
  };
}

const WHO = {
  public: ['this network address', 'dit netwerkadres'],
  client: ['this client', 'deze client'],
} as const;

function rateLimited(
  policy: 'public' | 'client',
  seconds: number,
  headers: Readonly<Record<string, string>>,
): GatewayError {
  const [english, dutch] = WHO[policy];
  return new GatewayError(
    'RATE_LIMITED',
    `Too much was asked by ${english}: try again in ${seconds} s, and ask for less at once` +
      ` / Te veel gevraagd door ${dutch}: probeer het over ${seconds} s opnieuw, en vraag minder tegelijk`,
    429,
    headers,
  );
}
