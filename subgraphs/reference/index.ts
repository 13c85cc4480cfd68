import type { OpenSources } from '../kit/partners/connect-partners.ts';
import type { SubgraphDefinition } from '../kit/subgraph/subgraph-definition.ts';
import { createReferenceLoaders, type ReferenceLoaders } from './loaders.ts';
import type { ListedPartner } from './partner-entry.ts';
import { referenceReferences, referenceResolvers } from './resolvers.ts';
import { readFacts } from './source.ts';

/** Facts are in memory and the same for every request, so all requests share one set of loaders. */
interface Facts extends OpenSources {
  readonly loaders: ReferenceLoaders;
}

/** Published data, the same for everyone: files of the content folder, without partner systems and keys. */
export const reference: SubgraphDefinition<ListedPartner, Facts, ReferenceLoaders> = {
  name: 'reference',
  keyDomains: () => [],
  connect: (entries, { contentFolder, profile = 'full' }) => {
    const facts = readFacts(entries, contentFolder);
    const partnerIds = entries.map(({ id }) => id);
    return {
      loaders: createReferenceLoaders(facts, partnerIds, profile),
      stop: () => Promise.resolve(),
    };
  },
  createLoaders: ({ loaders }, { partnerRequest }) => {
    // Facts do not change while they are served: a changed file is read into new ones.
    partnerRequest.usedLists?.lists.push(() => true);
    return loaders;
  },
  resolvers: referenceResolvers,
  references: referenceReferences,
};
