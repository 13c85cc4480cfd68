/** Which kinds of records a lookup was about: in the line by type, for the person by the Dutch term of the type. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { dataCategoriesOf, dutchCategories } from '../../subgraphs/kit/audit/data-categories.ts';

const schema = buildSchema(readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8'), {
  assumeValidSDL: true,
  assumeValid: true,
});
const caseTypes = Object.values(schema.getTypeMap()).filter(
  (type) =>
    isObjectType(type) &&
    type.astNode?.directives?.some(
      ({ name, arguments: args }) =>
        name.value === 'tag' &&
        args?.some(({ value }) => 'value' in value && value.value === 'case'),
    ) &&
    !/^(Lookups?|\w+(Connection|Edge))$/.test(type.name),
);
const select = (...coordinates: readonly string[]) =>
  dataCategoriesOf(coordinates.map((coordinate) => ({ coordinate, path: [], demands: [] })));

test('every type of case records is a category under the Dutch term of its description', () => {
  const terms = caseTypes.map(({ name, description }) =>
    name === 'Person' ? 'persoonsnummer' : /^NL: ([^.,]+)/.exec(description ?? '')?.[1],
  );
  expect(terms.length).toBeGreaterThan(7);
  expect(dutchCategories(caseTypes.map(({ name }) => name))).toEqual(terms);
});

test('an operation has the categories of what it selects, each once; of a person the id alone counts', () => {
  expect(
    select('Query.me', 'Person.vouchers', 'Voucher.id', 'Voucher.amount', 'BenefitEpisode.type'),
  ).toEqual(['BenefitEpisode', 'BenefitEpisode.type', 'Voucher']);
  expect(select('Query.jobseekers', 'PersonConnection.nodes', 'Person.id')).toEqual(['Person']);
  expect(select('Person.lookups', 'Lookups.uwv', 'Lookup.at')).toEqual(['Lookup']);
});

test('a field with a special category of data is a category of its own, where it is selected', () => {
  const fields = ['BenefitEpisode.type', 'Trajectory.targetGroup'];
  expect(select('BenefitEpisode.startedOn', 'Trajectory.kind')).toEqual([
    'BenefitEpisode',
    'Trajectory',
  ]);
  expect(select(...fields)).toEqual([
    'BenefitEpisode',
    'BenefitEpisode.type',
    'Trajectory',
    'Trajectory.targetGroup',
  ]);
  expect(dutchCategories(fields)).toEqual([
    'soort uitkering (kan iets zeggen over gezondheid)',
    'doelgroep (zoals statushouders)',
  ]);
});

test('a type that is no longer there has no Dutch term', () => {
  expect(dutchCategories(['Voucher', 'Allowance', 'constructor'])).toEqual(['scholingsvoucher']);
});
