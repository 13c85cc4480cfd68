/** Journey (l): a word is found by either of its names. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_CONTENT } from '../../mocks/content/index.ts';
import { readFacts } from '../../subgraphs/reference/source.ts';
import { startReference, type ReferenceGraph } from './support/reference-harness.ts';

let graph: ReferenceGraph;

beforeAll(async () => {
  graph = await startReference();
});
afterAll(() => graph.stop());

const LOOK_UP = `query ($term: String!) {
  vocabulary(term: $term) { dutch english typePath }
}`;

async function typePathsFor(term: string): Promise<readonly string[]> {
  const { data } = await graph.ask(LOOK_UP, { term });
  const terms = (data as { vocabulary: readonly { readonly typePath: string }[] }).vocabulary;
  return terms.map(({ typePath }) => typePath);
}

test('vocabulary finds Trajectory for "begeleidingstraject", with the source of the term', async () => {
  const response = await graph.ask(
    `{ vocabulary(term: "begeleidingstraject") { dutch english typePath source { file } } }`,
  );
  const [first] = (response.data as { vocabulary: readonly unknown[] }).vocabulary;
  expect({ first, errors: response.errors }).toEqual({
    first: {
      dutch: 'begeleidingstraject',
      english: 'Trajectory',
      typePath: 'Trajectory',
      source: { file: '002_0d6731b704eda0a3.txt' },
    },
    errors: undefined,
  });
});

test.each([
  ['Begeleidingstraject', 'Trajectory'],
  ['TRAJECTORY', 'Trajectory'],
  ['uitkeringsperiode', 'BenefitEpisode'],
  ['doelgroep', 'TargetGroup'],
  ['BEEINDIGD OP', 'Pilot.endedOn'],
  ['budget left percent', 'VoucherScheme.budgetLeftPercent'],
  ['Voucher.redeemedOn', 'Voucher.redeemedOn'],
  ['statushouder', 'TargetGroup.code.STATUS_HOLDER'],
  ['energietransitie', 'Sector.ENERGY_TRANSITION'],
])('vocabulary finds for "%s": %s', async (term, typePath) => {
  expect(await typePathsFor(term)).toContain(typePath);
});

test('vocabulary searches definitions when no name matches', async () => {
  expect(await typePathsFor('plumbing')).toEqual(['Sector.INSTALLATION_TECHNOLOGY']);
});

test('vocabulary is empty for an unknown word', async () => {
  expect(await graph.ask(LOOK_UP, { term: 'xyzzy' })).toEqual({ data: { vocabulary: [] } });
});

test.each(['', '  ', '?!'])('vocabulary(term: "%s") is ARGUMENT_INVALID', async (term) => {
  expect(await graph.ask(LOOK_UP, { term })).toEqual({
    data: { vocabulary: null },
    errors: [
      {
        message: 'Cannot look up an empty term: expected a word',
        path: ['vocabulary'],
        extensions: { code: 'ARGUMENT_INVALID' },
      },
    ],
  });
});

test('every word of a source document is a term of the graph', async () => {
  const words = readFacts([], DEMO_CONTENT).sourceDocuments.flatMap((document) => document.words);
  const unknown = await Promise.all(
    words.map(async (word) => {
      const { data } = await graph.ask(LOOK_UP, { term: word });
      const terms = (data as { vocabulary: readonly { readonly dutch: string }[] }).vocabulary;
      return terms.some(({ dutch }) => dutch === word) ? [] : [word];
    }),
  );
  expect(unknown.flat()).toEqual([]);
});

test('types for paging are not in the vocabulary', async () => {
  const paths = await typePathsFor('lijst van');
  expect(paths.filter((path) => /Connection|Edge/.test(path))).toEqual([]);
});
