import type { GraphQLResolveInfo } from 'graphql';
import type { Silent } from './unavailable-partner.ts';

export interface Silences {
  report(silent: readonly Silent[], path: Path): void;
  /** One entry a partner and field, with the path of the first place. */
  list(): readonly { readonly silent: Silent; readonly path: readonly (string | number)[] }[];
  /** Partners that do not offer what was asked, each once: that is no error. */
  notOffered(): readonly Silent[];
}

export function createSilences(): Silences {
  const seen = new Map<string, { silent: Silent; path: readonly (string | number)[] }>();
  const notOffered = new Map<string, Silent>();
  return {
    report: (silent, path) => {
      const steps = stepsOf(path);
      const field = steps.filter((step) => typeof step === 'string').join('.');
      for (const one of silent) {
        if (one.fault === null) {
          notOffered.set(one.partner ?? '', one);
          continue;
        }
        const key = `${one.partner} ${field}`;
        if (!seen.has(key)) seen.set(key, { silent: one, path: steps });
      }
    },
    list: () => [...seen.values()],
    notOffered: () => [...notOffered.values()],
  };
}

export function stepsOf(path: Path): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: Path | undefined = path; at !== undefined; at = at.prev) steps.unshift(at.key);
  return steps;
}

export type Path = GraphQLResolveInfo['path'];
