import { createReachable } from '../asking/reachable.ts';
import { credentialsOf } from '../credentials.ts';
import { partnersOf } from '../partners.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createGuidanceLoaders, type CaseSystem, type GuidanceLoaders } from './loaders.ts';
import { guidanceReferences, guidanceResolvers } from './resolvers.ts';
import { createCaseSystemSource } from './source.ts';

/** The case systems of labour market coaches: a Leerwerkloket, a Werkcentrum, a fund's project. */
export function createGuidance({
  partners,
  secretOf,
  log,
}: KindOptions): KindOfPartner<GuidanceLoaders> {
  const systems: readonly CaseSystem[] = partnersOf(partners, 'guidance').map((entry) => {
    const reachable = createReachable(entry, log);
    return {
      ...reachable,
      oin: entry.oin,
      holdsPersonKey: entry.holdsPersonKey,
      source: createCaseSystemSource(entry, credentialsOf(entry, secretOf), reachable.log),
    };
  });
  return {
    // Run by a fund alone, this kind may hold no person key, and does not start with one.
    keyDomains: systems.some((one) => one.holdsPersonKey) ? ['voucher', 'person'] : ['voucher'],
    resolvers: guidanceResolvers,
    references: guidanceReferences,
    createLoaders: (scope) => createGuidanceLoaders(systems, scope),
    stop: async () => {
      await Promise.all(systems.map((system) => system.source.stop()));
    },
  };
}
