import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createReferenceLoaders, type ReferenceLoaders } from './loaders.ts';
import { referenceReferences, referenceResolvers } from './resolvers.ts';
import { readFacts } from './source.ts';
import { createVocabulary } from './vocabulary.ts';

/** What is published and the same for everyone: files of this house, no partner system, no key. */
export function createReference({ partners }: KindOptions): KindOfPartner<ReferenceLoaders> {
  const facts = readFacts(partners.partners);
  const partnerIds = partners.partners.map(({ id }) => id);
  const loaders = createReferenceLoaders(facts, createVocabulary(facts.targetGroups), partnerIds);
  return {
    keyDomains: [],
    resolvers: referenceResolvers,
    references: referenceReferences,
    createLoaders: () => loaders,
    stop: () => Promise.resolve(),
  };
}
