/** Remembers which tokens were used, by issuer and `jti`, until they expire. */
export interface UsedTokens {
  /** True when the token was not used before, and now is. Throws `TooManyTokens` when nothing more can be kept. */
  use(issuer: string, jti: string, expiresAtS: number): boolean;
}

/** Thrown rather than forgetting a token that could then be used again. */
export class TooManyTokens extends Error {
  override readonly name = 'TooManyTokens';
}

const KEPT_MAX = 100_000;

export function createUsedTokens(nowS: () => number, keptMax = KEPT_MAX): UsedTokens {
  const used = new Map<string, number>();
  return {
    use(issuer, jti, expiresAtS) {
      const key = JSON.stringify([issuer, jti]);
      if ((used.get(key) ?? 0) >= nowS()) return false;
      if (used.size >= keptMax) {
        for (const [old, endsAtS] of used) if (endsAtS < nowS()) used.delete(old);
      }
      if (used.size >= keptMax) throw new TooManyTokens('Too many tokens are in use');
      used.set(key, expiresAtS);
      return true;
    },
  };
}
