/** Every list is at most as long as its SDL tells gateways, in every subgraph and for every field. */
import {
  getNamedType,
  GraphQLError,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLResolveInfo,
} from 'graphql';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../core/federation/subgraph-names.ts';
import { createRequestNumbers } from '../../subgraphs/kit/citizen-numbers/request-numbers.ts';
import { assumedSizeOf } from '../../subgraphs/kit/limits/limit-lists.ts';
import { createFailures } from '../../subgraphs/kit/partners/failures.ts';
import { createPartnerTraffic } from '../../subgraphs/kit/partners/partner-request.ts';
import { assembleSubgraph } from '../../subgraphs/kit/server/assemble-subgraph.ts';

interface LimitedField {
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly sizeMax: number;
}

/** The fields with an assumed size in the schema that a subgraph serves, which read the model as it is. */
function limitedFields(name: SubgraphName): readonly LimitedField[] {
  const { schema } = assembleSubgraph(
    {
      name,
      keyDomains: () => [],
      connect: () => ({ stop: () => Promise.resolve() }),
      createLoaders: () => ({}),
      resolvers: {},
      references: { Query: () => Promise.resolve(null) },
    },
    [],
    { secretOf: () => undefined, log: pino({ level: 'silent' }) },
  );
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) => {
          const sizeMax = assumedSizeOf(field);
          const coordinate = `${type.name}.${field.name}`;
          return sizeMax === undefined ? [] : [{ coordinate, field, sizeMax }];
        })
      : [],
  );
}

/** What a resolver gives for a model with this list, and which partners have failed. */
function resolve(name: SubgraphName, { field }: LimitedField, model: object) {
  const failures = createFailures();
  const numbers = createRequestNumbers(createPartnerTraffic(), name, failures);
  const path = { prev: undefined, key: field.name, typename: undefined };
  const info = { fieldName: field.name, path, returnType: field.type } as GraphQLResolveInfo;
  const value = field.resolve?.(model, {}, { failures, numbers }, info);
  return { value, failed: failures.list().map(({ unavailable }) => unavailable) };
}

const elements = (count: number, partner?: string) =>
  Array.from({ length: count }, () => (partner === undefined ? {} : { partner }));

/** What a list of this number of elements without a partner gives: its length, or the start of an error. */
function resultOf(name: SubgraphName, limited: LimitedField, count: number) {
  const { field } = limited;
  const list = isLeafType(getNamedType(field.type)) ? Array(count).fill('a') : elements(count);
  try {
    const { value } = resolve(name, limited, { [field.name]: list });
    return Array.isArray(value) ? value.length : value;
  } catch (error) {
    return error instanceof GraphQLError ? error.extensions['code'] : error;
  }
}

test.each(SUBGRAPH_NAMES)(
  'each list of %s may have the assumed size, and gives TOO_LARGE with one element more',
  (name) => {
    const fields = limitedFields(name);
    expect(fields.length).toBeGreaterThan(0);
    const results = fields.map((one) => [
      one.coordinate,
      resultOf(name, one, one.sizeMax),
      resultOf(name, one, one.sizeMax + 1),
    ]);
    expect(results).toEqual(
      fields.map(({ coordinate, sizeMax }) => [coordinate, sizeMax, 'TOO_LARGE']),
    );
  },
);

describe('a list with too much of one partner', () => {
  const [first] = limitedFields('education').filter(
    ({ coordinate }) => coordinate === 'Person.enrolments',
  );
  if (!first) throw new Error('Cannot find the list of enrolments');
  const limited = first;
  const { name } = limited.field;
  const garbled = (partner: string) => ({ partner, kind: 'education', fault: 'garbled' });

  test('has the elements of the others, and that partner has failed', () => {
    const others = elements(2, 'other');
    const list = [...elements(limited.sizeMax + 1, 'one'), ...others];
    expect(resolve('education', limited, { [name]: list })).toEqual({
      value: others,
      failed: [garbled('one')],
    });
  });

  test('is null where the record is of that partner', () => {
    const model = { partner: 'one', [name]: elements(limited.sizeMax + 1) };
    expect(resolve('education', limited, model)).toEqual({ value: null, failed: [garbled('one')] });
  });

  test('from a promise is held to its size as well', async () => {
    const model = { [name]: () => Promise.resolve(elements(limited.sizeMax + 1, 'one')) };
    const { value } = resolve('education', limited, model);
    expect(await value).toBeNull();
  });

  test('gives TOO_LARGE where no partner exceeds the size alone', () => {
    const list = [...elements(limited.sizeMax, 'one'), ...elements(1, 'other')];
    expect(() => resolve('education', limited, { [name]: list })).toThrow('has more than');
  });
});
