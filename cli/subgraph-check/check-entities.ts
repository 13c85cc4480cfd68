/** `_entities`: batches in order, ids that nobody holds, and ids that do not decode. */
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../core/structures/is-object.ts';
import type { Purpose } from '../../core/purposes/purposes.ts';
import { expectFit } from './check-lists.ts';
import type { KnownEntity, Representation, SubgraphCheck } from './check-subgraph.ts';
import type { Reply } from './subgraph-client.ts';
import { NONE } from './test-ids.ts';
import type { EntityType } from './contract-graph.ts';
import { codesOf, describeReply, hasValues, listOf, areOnlyPartners } from './read-reply.ts';

const KNOWN_MAX = 3;
/** As many as a page of a hundred rows may ask for, with five records each. */
const MANY = 500;
/** The same inside encrypted ids, where no response may show it: it fits after the longest id of a partner. */
const SEALED = 'none-x';
/** A citizen number by the check of eleven, and nobody's. */
export const NOBODY = '111222333';

export async function checkEntities(check: SubgraphCheck): Promise<void> {
  for (const entity of check.graph.entities) {
    for (const purpose of check.purposesFor(entity.demands).slice(0, 1)) {
      await checkType(check, entity, purpose);
    }
  }
  await checkLookups(check);
  const [entity] = check.graph.entities;
  const reply = await check.ask(entitiesQuery('{ __typename }'), null, {
    them: [{ __typename: NONE }],
  });
  if (entity === undefined) return;
  check.expect('unknown type', !hasValues(reply.data) && reply.errors.length > 0, {
    expected: 'a representation of another type to be an error',
    came: reply,
    mend: 'answer BAD_REQUEST',
  });
}

export const entitiesQuery = (selection: string): string =>
  `query ($them: [_Any!]!) { _entities(representations: $them) ${selection} }`;

async function checkType(
  check: SubgraphCheck,
  entity: EntityType,
  purpose: Purpose | null,
): Promise<void> {
  const { graph, known, expect } = check;
  const { name } = entity.type;
  const selection = `{ __typename ... on ${name} ${graph.selectionOf(entity.type, purpose, 1)} }`;
  const query = entitiesQuery(selection);
  const askFor = (them: readonly Representation[]) => check.ask(query, purpose, { them });
  const held = known
    .filter((one) => one.representation.__typename === name && one.purpose === purpose)
    .slice(0, KNOWN_MAX);

  const none = unknownOf(check, entity, purpose);
  if (none !== null) {
    const reply = await askFor([none]);
    expect(
      `unknown ${name}`,
      listOf(reply)?.length === 1 && areOnlyPartners(reply) && isEmpty(listOf(reply)?.[0], entity),
      {
        expected: 'null, or an object of nulls, and no error for an id that nobody holds',
        came: reply,
        mend: 'an unknown id is no error: answer null',
      },
    );
  }
  if (held.length > 0) await checkBatch(check, { entity, query, held, none }, askFor);
  else check.skip(`entity ${name}`, `no ${name} is known: name one with --record ${name}=TEXT`);
  if (purpose !== null && check.ids.has(name))
    await checkIds(check, { name, purpose, held }, askFor);
}

interface Batch {
  readonly entity: EntityType;
  readonly query: string;
  readonly held: readonly KnownEntity[];
  readonly none: Representation | null;
}

type Ask = (them: readonly Representation[]) => Promise<Reply>;

async function checkBatch(check: SubgraphCheck, { entity, query, held, none }: Batch, askFor: Ask) {
  const { expect } = check;
  const { name } = entity.type;
  const alone: unknown[] = [];
  for (const { representation, seen } of held) {
    const reply = await askFor([representation]);
    const [one] = listOf(reply) ?? [];
    const isFine =
      areOnlyPartners(reply) &&
      isObject(one) &&
      one['__typename'] === name &&
      entity.keys.every((key) => one[key] === representation[key]) &&
      agrees(one, seen);
    alone.push(one);
    if (alone.length > 1 && isFine) continue;
    expect(`entity ${name}`, isFine, {
      expected:
        'a known entity with its __typename, its key and the values of its list, and errors of unavailable partners alone',
      came: reply,
      mend: 'select __typename on _Entity, and give the key as it came',
    });
    expectFit(check, `entity ${name}`, query, reply);
    if (!isFine) return;
  }
  // Twice the first, in another order than alone, with one that nobody holds between them.
  const order = [...held.keys()].toReversed();
  const them = [...order, 0]
    .map((index) => held[index]?.representation)
    .filter((one) => one !== undefined);
  const wanted = [...order, 0].map((index) => alone[index]);
  const at = 1;
  if (none !== null) {
    them.splice(at, 0, none);
    wanted.splice(at, 0, undefined);
  }
  const reply = await askFor(them);
  const list = listOf(reply);
  const isInOrder =
    list?.length === them.length &&
    list.every((one, index) =>
      wanted[index] === undefined ? isEmpty(one, entity) : isSame(one, wanted[index], entity),
    );
  expect(`batch of ${name}`, isInOrder, {
    expected: `${them.length} entities in the order of their representations, as each is alone`,
    came: list === null ? reply : `${list.length} entities, or others, or in another order`,
    mend: 'give one element for each representation, null for one that nobody holds',
  });
  const many = Array.from(
    { length: MANY },
    (_, index) => held[index % held.length]?.representation,
  );
  // Without the lists of an entity, which would make a larger response than any gateway asks for.
  const purpose = held[0]?.purpose ?? null;
  const leaves = check.graph.selectionOf(entity.type, purpose, 0);
  const large = await check.ask(entitiesQuery(`{ __typename ... on ${name} ${leaves} }`), purpose, {
    them: many.filter((one) => one !== undefined),
  });
  const keyOf = (one: unknown) => (isObject(one) ? entity.keys.map((key) => one[key]) : null);
  expect(`large batch of ${name}`, isDeepStrictEqual(listOf(large)?.map(keyOf), many.map(keyOf)), {
    expected: `${MANY} entities in the order of their representations`,
    came: large,
    mend: 'a page of lists in lists asks for that many: answer them in one response',
  });
}

/** A value that changes with each response, such as a measured time, must not count. */
function isSame(one: unknown, wanted: unknown, { keys }: EntityType): boolean {
  if (isDeepStrictEqual(one, wanted)) return true;
  return (
    isObject(one) &&
    isObject(wanted) &&
    keys.every((key) => one[key] === wanted[key]) &&
    Object.entries(wanted).every(
      ([name, value]) => typeof value === 'object' || isDeepStrictEqual(one[name], value),
    )
  );
}

/** Whether two responses say the same of one record, as far as both say it. */
const agrees = (one: Readonly<Record<string, unknown>>, seen: Readonly<Record<string, unknown>>) =>
  Object.entries(seen).every(
    ([name, value]) => typeof value === 'object' || !(name in one) || one[name] === value,
  );

interface IdsOfType {
  readonly name: string;
  readonly purpose: Purpose;
  readonly held: readonly KnownEntity[];
}

/** Ids that the server must not accept, each alone: a known one in the wrong form where there is one. */
async function checkIds(check: SubgraphCheck, { name, purpose, held }: IdsOfType, askFor: Ask) {
  const { ids, expect } = check;
  const [first] = held;
  const text =
    (first && ids.decrypt(name, first.representation['id'], purpose)) ?? textOfNone(check, name);
  const id = ids.encrypt(name, text, purpose);
  const otherLabel =
    name === 'Person' ? 'Employment' : name === 'Voucher' ? 'Trajectory' : 'Voucher';
  const other = id.at(5) === 'A' ? 'B' : 'A';
  const wrong: readonly (readonly [string, string])[] = [
    ['changed', `${id.slice(0, 5)}${other}${id.slice(6)}`],
    ['cut short', id.slice(0, -4)],
    ['with padding', `${id}=`],
    ['not encrypted', text],
    ['empty', ''],
    ['of another client', ids.encrypt(name, text, purpose, { consumer: '00000000000000000000' })],
    ['of another purpose', ids.encrypt(name, text, purpose, { purpose: `${purpose.uri}-other` })],
    ...(ids.has(otherLabel)
      ? [['of another type', ids.encrypt(name, text, purpose, { typeName: otherLabel })] as const]
      : []),
    ['without padding of its text', ids.encrypt(name, text, purpose, { isUnpadded: true })],
    ['of two quarters ago', ids.encrypt(name, text, purpose, { quartersAgo: 2 })],
  ];
  const accepted: string[] = [];
  for (const [what, given] of wrong) {
    const reply = await askFor([{ __typename: name, id: given }]);
    const isNull = !hasValues(listOf(reply)?.[0] ?? null);
    if (!isNull || !codesOf(reply).includes('ID_INVALID'))
      accepted.push(`an id ${what} gave ${describeReply(reply)}`);
  }
  expect(`ids that do not decode: ${name}`, accepted.length === 0, {
    expected:
      'null and ID_INVALID for an id of another client, purpose, type or quarter, and for none',
    came: accepted.join('; '),
    mend: 'decrypt each id with the label of its type and the client and purpose of the context',
  });
  const [changed] = wrong.map(([, given]) => given);
  if (first === undefined || changed === undefined) return;
  const batch = await askFor([{ __typename: name, id: changed }, first.representation]);
  expect(`error beside ${name}`, listOf(batch)?.length === 2 && hasValues(listOf(batch)?.[1]), {
    expected: 'an id that does not decode to cost its own entity alone',
    came: batch,
    mend: 'give null and an error for this element, and the others as usual',
  });
  const former = ids.encrypt(name, text, purpose, { quartersAgo: 1 });
  const reply = await askFor([{ __typename: name, id: former }]);
  expect(
    `id of the last quarter: ${name}`,
    !codesOf(reply).includes('ID_INVALID') && hasValues(reply.data),
    {
      expected: 'an id of the quarter before this one to be read',
      came: reply,
      mend: 'try the key of this quarter, and then that of the one before',
    },
  );
}

/** Root fields by id: the same rules. */
async function checkLookups(check: SubgraphCheck): Promise<void> {
  const { graph, ids, ask, expect } = check;
  for (const { name, node, demands } of graph.lookups) {
    const [purpose] = check.purposesFor(demands);
    const entity = graph.entities.find(({ type }) => type === node);
    if (purpose === undefined || entity === undefined) continue;
    const askFor = (id: unknown) =>
      ask(
        `query ($id: ID!) { ${name}(id: $id) { __typename ${entity.keys.join(' ')} } }`,
        purpose,
        { id },
      );
    const none = unknownOf(check, entity, purpose);
    if (none === null) continue;
    const unknown = await askFor(none['id']);
    const value = isObject(unknown.data) ? unknown.data[name] : undefined;
    const isKeyAlone = isObject(value) && value['id'] === none['id'];
    expect(`unknown ${name}`, areOnlyPartners(unknown) && (value === null || isKeyAlone), {
      expected: 'null and no error for an id that nobody holds',
      came: unknown,
      mend: 'an unknown id is no error: answer null',
    });
    if (purpose === null || !ids.has(node.name)) continue;
    const wrong = await askFor(NONE);
    expect(
      `ids that do not decode: ${name}`,
      !hasValues(wrong.data) && codesOf(wrong).includes('ID_INVALID'),
      {
        expected: 'null and ID_INVALID',
        came: wrong,
        mend: 'decrypt the id before a partner is asked',
      },
    );
  }
}

/** A representation that nobody holds; null where the check has no key for it, or no partner to name. */
export function unknownOf(
  check: SubgraphCheck,
  { type, keys }: EntityType,
  purpose: Purpose | null,
  partner?: string,
): Representation | null {
  const { graph, ids } = check;
  const fields = type.getFields();
  if (keys.length === 1 && keys[0] === 'id' && purpose !== null) {
    if (!ids.has(type.name)) return null;
    return {
      __typename: type.name,
      id: ids.encrypt(type.name, textOfNone(check, type.name, partner), purpose),
    };
  }
  const values = keys.map((key) => {
    const named = graph.schema.getType(String(fields[key]?.type).replaceAll(/\W/g, ''));
    return [
      key,
      named && 'getValues' in named
        ? named.getValues()[0]?.name
        : `${partner ?? partnerOf(check, type.name)}:${NONE}`,
    ];
  });
  return { __typename: type.name, ...Object.fromEntries(values) };
}

function textOfNone(check: SubgraphCheck, typeName: string, partner?: string): string {
  return typeName === 'Person' ? NOBODY : `${partner ?? partnerOf(check, typeName)}:${SEALED}`;
}

/** The partner in a known id of this type, so that it is asked. */
export function partnerOf({ known, ids }: SubgraphCheck, typeName: string): string {
  for (const { representation, purpose } of known) {
    if (representation.__typename !== typeName) continue;
    const { id } = representation;
    const text = purpose === null || !ids.has(typeName) ? id : ids.decrypt(typeName, id, purpose);
    if (typeof text === 'string' && text.includes(':')) return text.slice(0, text.indexOf(':'));
  }
  return NONE;
}

/** Null, or nothing but the key that came and objects without values. */
function isEmpty(one: unknown, { keys }: EntityType): boolean {
  if (!isObject(one)) return one === null;
  return !hasValues(
    Object.fromEntries(Object.entries(one).filter(([name]) => !keys.includes(name))),
  );
}
