/** Random operations for a schema, for property tests. Most are valid, and they shrink to small ones. */
import * as fc from 'fast-check';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function operations(schema: GraphQLSchema): fc.Arbitrary<Operation> {
  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has no queries');
  return fc
    .record({
      selection: selections(schema, root, 4),
      on: fc.option(fc.boolean(), { nil: undefined }),
      off: fc.option(fc.boolean(), { nil: undefined }),
      n: fc.option(fc.nat(3), { nil: undefined }),
    })
    .map(({ selection, on, off, n }) => {
      const types = { on: 'Boolean! = true', off: 'Boolean = false', n: 'Int = 2' };
      const used = Object.entries(types).filter(([name]) => selection.includes(`$${name}`));
      const header = used.map(([name, type]) => `$${name}: ${type}`).join(', ');
      return {
        query: `query Q${header === '' ? '' : `(${header})`} ${selection}`,
        variables: Object.fromEntries(
          Object.entries({ on, off, n }).filter(([, value]) => value !== undefined),
        ),
      };
    });
}

function selections(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  depth: number,
): fc.Arbitrary<string> {
  const parts: fc.Arbitrary<string>[] = [fc.constantFrom('__typename', 'kind: __typename')];
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  for (const field of fields) {
    const isLeaf = !isCompositeType(getNamedType(field.type));
    if (isLeaf || depth > 0) parts.push(fieldSelection(schema, field, depth));
  }
  if (isAbstractType(type) && depth > 0) {
    for (const possible of schema.getPossibleTypes(type)) {
      parts.push(
        fc
          .tuple(selections(schema, possible, depth - 1), condition)
          .map(([inner, when]) => `... on ${possible.name}${when} ${inner}`),
      );
    }
  }
  return fc
    .array(fc.oneof(...parts), { minLength: 1, maxLength: 4 })
    .map((all) => `{ ${all.join(' ')} }`);
}

const condition = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(' @include(if: $on)', ' @skip(if: $off)', ' @skip(if: true)'),
  },
);

/** New aliases, and aliases that equal key fields, required fields or inherited properties. */
const alias = (name: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    { weight: 2, arbitrary: fc.constant(`${name}Again: `) },
    { weight: 1, arbitrary: fc.constantFrom('id: ', 'code: ', 'price: ', 'constructor: ') },
  );

function fieldSelection(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): fc.Arbitrary<string> {
  const named = getNamedType(field.type);
  const inner = isCompositeType(named)
    ? selections(schema, named, depth - 1).map((text) => ` ${text}`)
    : fc.constant('');
  return fc
    .tuple(alias(field.name), fieldArguments(field.args), condition, inner)
    .map(([as, text, when, below]) => `${as}${field.name}${text}${when}${below}`);
}

function fieldArguments(args: readonly GraphQLArgument[]): fc.Arbitrary<string> {
  const [argument] = args;
  if (!argument) return fc.constant('');
  const type = getNamedType(argument.type);
  const value = isEnumType(type)
    ? fc.constantFrom(...type.getValues().map(({ name }) => name))
    : fc.constantFrom('1', '2', '$n');
  const values = value.map((text) => `(${argument.name}: ${text})`);
  return isNonNullType(argument.type) ? values : fc.oneof(fc.constant(''), values);
}
