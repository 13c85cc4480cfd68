/** All partners of one subgraph are unavailable; the data of the other subgraphs is returned. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPartners } from '../../subgraphs/partners.ts';
import { startStack, type GraphqlResult, type Stack } from '../support/stack.ts';

const developer = { role: 'developer', purpose: 'development' };
const { partners } = readPartners('subgraphs/partners.yaml');
const KINDS = ['uwv', 'funds', 'education', 'guidance', 'provinces'] as const;

const PROGRAMME = `{ programme(id: "gelders-vakmanschap") { name
  indicators { id value } roles { role organisation { name } } officials { name } publicEvents { id }
  voucherSchemes { id } pilots { id } grants { id } } }`;
const INSTRUMENTS = `{ instruments(for: { situation: JOBSEEKER, sector: TECHNIEK, region: { name: "Gelderland" } }) {
  fromFunds { id } fromSchools { id } fromGuidance { id } fromProvinces { id } } }`;
const RECORDS = `{ me { benefitEpisodes { type } enrolments { status } trajectories { kind } vouchers { status } } }`;

const OPERATIONS = [
  [null, PROGRAMME],
  [null, INSTRUMENTS],
  [{ role: 'citizen' }, RECORDS],
] as const;

let whole: readonly GraphqlResult[];
beforeAll(async () => {
  const stack = await startStack();
  whole = await Promise.all(OPERATIONS.map(([principal, query]) => stack.ask(principal, query)));
  await stack.stop();
});

/** Paths with a value in the full response that are null in the partial one. */
function lost(full: unknown, partial: unknown, path = ''): readonly string[] {
  if (partial === null && full !== null) return [path];
  if (typeof full !== 'object' || full === null) return full === partial ? [] : [`${path} differs`];
  if (Array.isArray(full) && Array.isArray(partial) && full.length !== partial.length) {
    return [`${path} has fewer entries`];
  }
  return Object.entries(full).flatMap(([key, value]) =>
    lost(value, (partial as Record<string, unknown> | undefined)?.[key], `${path}.${key}`),
  );
}

const failedSubgraphsIn = ({ errors = [] }: GraphqlResult): readonly string[] => {
  const failures = errors as readonly { extensions: { kind: string; partner: string | null } }[];
  return [...new Set(failures.map(({ extensions }) => extensions.kind))].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
};

/** Paths in the three responses that only this subgraph provides. */
const OWN_PATHS: Readonly<Record<(typeof KINDS)[number], readonly (readonly string[])[]>> = {
  uwv: [[], [], ['.me.benefitEpisodes']],
  funds: [['.programme.voucherSchemes'], ['.instruments.fromFunds'], ['.me.vouchers.0.status']],
  education: [[], ['.instruments.fromSchools'], ['.me.enrolments', '.me.vouchers']],
  guidance: [[], ['.instruments.fromGuidance'], ['.me.trajectories']],
  provinces: [['.programme.pilots', '.programme.grants'], ['.instruments.fromProvinces'], []],
};

describe.each(KINDS)('all partners of subgraph %s are down', (kind) => {
  let stack: Stack;
  beforeAll(async () => {
    const ids = partners.filter((one) => one.kind === kind).map(({ id }) => id);
    stack = await startStack({
      faults: Object.fromEntries(ids.map((id) => [id, 'down' as const])),
    });
  });
  afterAll(() => stack.stop());

  test('only the fields of this subgraph are null, and the errors name it', async () => {
    const responses = await Promise.all(
      OPERATIONS.map(([principal, query]) => stack.ask(principal, query)),
    );
    const gone = responses.map((response, index) => lost(whole[index]?.data, response.data));
    expect(gone).toEqual(OWN_PATHS[kind]);
    for (const [index, response] of responses.entries()) {
      const expected = new Set(failedSubgraphsIn(whole[index] ?? {}));
      if ((OWN_PATHS[kind][index] ?? []).length > 0) expected.add(kind);
      expect(new Set(failedSubgraphsIn(response))).toEqual(expected);
    }
  });
});

describe('the reference subgraph is unreachable', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ kinds: [...KINDS] });
  });
  afterAll(() => stack.stop());

  const failure = {
    code: 'PARTNER_NO_ANSWER',
    kind: 'reference',
    partner: null,
    fault: 'unreachable',
  };

  test('its root fields are null with one error', async () => {
    const response = await stack.ask(
      null,
      '{ programmes { nodes { id } } region(name: "Gelderland") { name } vocabulary(term: "voucher") { english } }',
    );
    expect(response.data).toEqual({ programmes: null, region: null, vocabulary: null });
    expect(
      (response.errors as { extensions: unknown }[]).map(({ extensions }) => extensions),
    ).toEqual([failure]);
  });

  test('lists of other subgraphs have data; names from reference are null', async () => {
    const response = await stack.ask(
      developer,
      `{ trainings(first: 1) { nodes { name provider { id name } } } vouchers(first: 1) { nodes { status } }
         pilots(first: 1) { nodes { name province { code name } } } jobseekers(first: 1) { nodes { id } } }`,
    );
    const ofCoach = await stack.ask(
      { role: 'coach', purpose: 'case-guidance' },
      '{ caseload(first: 1) { nodes { kind region { code name } } } }',
    );
    const text = expect.any(String);
    expect(response.data).toEqual({
      trainings: { nodes: [{ name: text, provider: { id: text, name: null } }] },
      vouchers: { nodes: [{ status: text }] },
      pilots: { nodes: [{ name: text, province: { code: text, name: null } }] },
      jobseekers: { nodes: [{ id: text }] },
    });
    expect(ofCoach.data).toEqual({
      caseload: { nodes: [{ kind: text, region: { code: text, name: null } }] },
    });
    for (const one of [response, ofCoach]) {
      const errors = one.errors as { extensions: unknown }[];
      expect(errors.map(({ extensions }) => extensions)).toEqual(errors.map(() => failure));
      expect(one.extensions).toEqual({
        partial: [{ partner: null, kind: 'reference', fault: 'unreachable' }],
      });
    }
  });
});
