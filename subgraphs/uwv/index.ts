import { createPartnerHealth } from '../asking/partner-health.ts';
import { credentialsOf } from '../credentials.ts';
import { partnersOf } from '../partners.ts';
import { readPurposes } from '../purposes.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createUwvLoaders, type Office, type UwvLoaders } from './loaders.ts';
import { uwvReferences, uwvResolvers } from './resolvers.ts';
import { createUwvSource } from './source.ts';

/** UWV: benefits, jobs and job seekers, asked by citizen number. */
export function createUwv({ partners, secretOf }: KindOptions): KindOfPartner<UwvLoaders> {
  const purposes = readPurposes();
  const offices: readonly Office[] = partnersOf(partners, 'uwv').map((entry) => ({
    id: entry.id,
    kind: entry.kind,
    name: entry.name,
    deadlineMs: entry.deadlineMs,
    isSynthetic: entry.synthetic,
    health: createPartnerHealth(entry.deadlineMs / 2),
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
