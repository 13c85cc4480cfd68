/** Under guidance an id exists only for what the caseload of the own organisation gave out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import { trajectoriesOf } from '../../mocks/world/trajectories.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { decryptId, type IdLabel } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { createKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { composedSchema } from '../access/schemas.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const COACH = { role: 'coach', purpose: 'case-guidance' };
const CONTEXT = {
  consumer: '00000099000000001000',
  purpose: 'urn:llo:purpose:case-guidance',
};
const SYSTEM = 'leerwerkloket-stedenvierkant';
const now = new Date(`${TEST_DAY}T12:00:00Z`);
const world = createWorld({ date: TEST_DAY });
const caseload = trajectoriesOf(world).filter(({ system }) => system === SYSTEM);

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

function open(domain: 'voucher' | 'person', label: IdLabel, id: string): string {
  const file = join(projectRoot(), `mocks/demo-keys/${domain}.key.json`);
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: Record<string, string> };
  const text = decryptId(label, id, CONTEXT, createKeySet(domain, keys, true), now);
  return text ?? `cannot decrypt ${id}`;
}

/** Every way from the caseload to an id of a person, a voucher, an enrolment or a trajectory. */
const WALK = `query Walk($after: String) {
  caseload(first: 10, after: $after) {
    nodes {
      ...T
      person { ...P trajectories { ...T vouchers { ...V } person { ...P } } vouchers { ...V enrolments { ...E } }
        enrolments { ...E voucher { ...V trajectory { ...T person { ...P } } } } }
      vouchers { ...V trajectory { ...T } enrolments { ...E voucher { ...V } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
fragment T on Trajectory { __typename id }
fragment P on Person { __typename id }
fragment V on Voucher { __typename id }
fragment E on Enrolment { __typename id }`;

interface Page {
  readonly caseload: {
    readonly nodes: readonly unknown[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** The ids in a response by type. */
function collectIds(value: unknown, found: Map<string, Set<string>>): void {
  if (Array.isArray(value)) return value.forEach((one) => collectIds(one, found));
  if (typeof value !== 'object' || value === null) return;
  const { __typename: type, id } = value as { __typename?: string; id?: string };
  if (type !== undefined && id !== undefined) {
    found.set(type, (found.get(type) ?? new Set()).add(id));
  }
  for (const one of Object.values(value)) collectIds(one, found);
}

test(
  'every id that can be reached from the caseload is of somebody in the caseload of the own organisation',
  { timeout: 120_000 },
  async () => {
    const found = new Map<string, Set<string>>();
    let after: string | null = null;
    let rows = 0;
    for (let page = 0; page < 100; page += 1) {
      const { data } = await stack.ask(COACH, WALK, { after });
      const { nodes, pageInfo } = (data as Page).caseload;
      collectIds(nodes, found);
      rows += nodes.length;
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(rows).toBe(caseload.length);

    const people = new Set(caseload.map(({ personId }) => personId));
    const bsns = world.people.filter(({ id }) => people.has(id)).map(({ bsn }) => bsn);
    const texts = (type: string, domain: 'voucher' | 'person', label: IdLabel) =>
      [...(found.get(type) ?? [])].map((id) => open(domain, label, id)).toSorted();
    expect(texts('Person', 'person', 'llo-person/v1')).toEqual(bsns.toSorted());
    expect(texts('Trajectory', 'voucher', 'llo-trajectory/v1')).toEqual(
      caseload.map(({ system, number }) => `${system}:${number}`).toSorted(),
    );
    const holderOf = new Map(
      world.vouchers.map(({ fund, number, personId }) => [`${fund}:${number}`, personId]),
    );
    const vouchers = texts('Voucher', 'voucher', 'llo-voucher/v1');
    expect(vouchers.length).toBeGreaterThan(5);
    expect(vouchers.filter((text) => !people.has(holderOf.get(text) ?? ''))).toEqual([]);
    const learnerOf = new Map(
      world.associations.map(({ school, id, personId }) => [`${school}:${id}`, personId]),
    );
    const enrolments = texts('Enrolment', 'voucher', 'llo-enrolment/v1');
    expect(enrolments.length).toBeGreaterThan(5);
    expect(enrolments.filter((text) => !people.has(learnerOf.get(text) ?? ''))).toEqual([]);
  },
);

test('the fields that give ids under guidance are a closed list, of which caseload alone needs no id', () => {
  const schema = composedSchema();
  const { fields = {} } = readPurposes().get(CONTEXT.purpose) ?? {};
  const giving = Object.entries(fields).flatMap(([type, names]) => {
    const object = schema.getType(type);
    if (!isObjectType(object)) return [`${type} is no type`];
    return names
      .map((name) => object.getFields()[name])
      .filter((field) => field !== undefined)
      .filter((field) => fields[getNamedType(field.type).name]?.includes('id') === true)
      .map((field) => `${type}.${field.name}`);
  });
  expect(giving.toSorted()).toEqual([
    'Enrolment.voucher',
    'Person.benefitEpisodes',
    'Person.employments',
    'Person.enrolments',
    'Person.trajectories',
    'Person.vouchers',
    'Query.person',
    'Query.trajectory',
    'Trajectory.coach',
    'Trajectory.person',
    'Trajectory.vouchers',
    'Voucher.enrolments',
    'Voucher.trajectory',
  ]);
  const queries = schema.getQueryType()?.getFields() ?? {};
  const withoutId = (fields['Query'] ?? []).filter(
    (name) => queries[name]?.args.some((one) => one.name === 'id') !== true,
  );
  expect(withoutId).toEqual(['caseload']);
  // No public type leads to a record: see "waysIntoCases" in test/schema.
});
