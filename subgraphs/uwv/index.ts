import { createReachable } from '../asking/reachable.ts';
import { credentialsOf } from '../credentials.ts';
import { partnersOf } from '../partners.ts';
import { readPurposes } from '../purposes.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createUwvLoaders, type Office, type UwvLoaders } from './loaders.ts';
import { uwvReferences, uwvResolvers } from './resolvers.ts';
import { createUwvSource } from './source.ts';

/** UWV: benefits, jobs and job seekers, asked by citizen number. */
export function createUwv({ partners, secretOf, log }: KindOptions): KindOfPartner<UwvLoaders> {
  const purposes = readPurposes();
  const offices: readonly Office[] = partnersOf(partners, 'uwv').map((entry) => ({
    ...createReachable(entry, log),
    source: createUwvSource(entry, credentialsOf(entry, secretOf)),
  }));
  return {
    keyDomains: ['person'],
    resolvers: uwvResolvers,
    references: uwvReferences,
    createLoaders: (scope) => createUwvLoaders(offices, purposes, scope),
    stop: async () => {
      await Promise.all(offices.map((office) => office.source.stop()));
    },
  };
}
