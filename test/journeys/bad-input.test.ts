/** Invalid input gives an error with a code and leaves the other fields of the response intact. */
import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { movePartners, readPartners } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startStack, type Stack } from '../support/stack.ts';

const developer = { role: 'developer', purpose: 'development' };
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'education'] });
});
afterAll(() => stack.stop());

/** Data, and code, path and message of every error. */
async function outcome(query: string, variables: object = {}) {
  const response = await stack.ask(developer, query, variables);
  const errors = (response.errors ?? []) as {
    message: string;
    path?: unknown;
    extensions: { code: string };
  }[];
  return {
    data: response.data,
    errors: errors.map(({ message, path, extensions }) => [extensions.code, path, message]),
  };
}

describe('invalid input', () => {
  test('a null for "first" in a variable with a default gives ARGUMENT_INVALID at its field', async () => {
    const query =
      'query ($first: Int = 5) { trainings(first: $first) { nodes { id } } voucherSchemes(first: 1) { __typename } }';
    expect(await outcome(query, { first: null })).toEqual({
      data: { trainings: null, voucherSchemes: { __typename: 'VoucherSchemeConnection' } },
      errors: [
        [
          'ARGUMENT_INVALID',
          ['trainings'],
          'Argument "first" must not be null: leave it out, or give a value' +
            ' / Argument "first" mag niet null zijn: laat het weg, of geef een waarde',
        ],
      ],
    });
  });

  test('a cursor from another sort order gives CURSOR_INVALID and leaves the other field intact', async () => {
    const first = await stack.ask(developer, '{ vouchers(first: 1) { pageInfo { endCursor } } }');
    const { endCursor } = (first.data as { vouchers: { pageInfo: { endCursor: string } } }).vouchers
      .pageInfo;
    expect(
      await outcome(
        `query ($after: String) { vouchers(after: $after, sort: { direction: DESC }) { nodes { id } }
          voucherSchemes(first: 1, filter: { programme: "gelders-vakmanschap" }) { pageInfo { hasNextPage } } }`,
        { after: endCursor },
      ),
    ).toEqual({
      data: { vouchers: null, voucherSchemes: { pageInfo: { hasNextPage: true } } },
      errors: [
        [
          'CURSOR_INVALID',
          ['vouchers'],
          'Cannot continue from this cursor: it belongs to another request; start again without "after"',
        ],
      ],
    });
  });

  test('an unknown region, fund or school gives ARGUMENT_INVALID with the nearest name', async () => {
    expect(
      await outcome(`{
        a: vouchers(filter: { region: { name: "Geldrland" } }) { nodes { id } }
        b: vouchers(filter: { funds: ["otip"] }) { nodes { id } }
        c: trainings(filter: { providers: ["aventis"] }) { nodes { id } }
      }`),
    ).toEqual({
      data: { a: null, b: null, c: null },
      errors: expect.arrayContaining([
        [
          'ARGUMENT_INVALID',
          ['a'],
          'Cannot use this region: No region has this name; nearest are "Gelderland"',
        ],
        ['ARGUMENT_INVALID', ['b'], 'Cannot find this partner: did you mean "otib"?'],
        ['ARGUMENT_INVALID', ['c'], 'Cannot find this partner: did you mean "aventus"?'],
      ]),
    });
  });

  test('first: 0, 101 or -1 and an impossible date give ARGUMENT_INVALID', async () => {
    const codes = await Promise.all(
      [
        '{ vouchers(first: 0) { nodes { id } } }',
        '{ vouchers(first: 101) { nodes { id } } }',
        '{ vouchers(first: -1) { nodes { id } } }',
        '{ voucherSchemes(filter: { openOn: "2026-02-30" }) { nodes { id } } }',
        '{ trainings(filter: { freeSeatsOn: "tomorrow" }) { nodes { id } } }',
      ].map(async (query) => (await outcome(query)).errors.map(([code]) => code)),
    );
    expect(codes).toEqual(codes.map(() => ['ARGUMENT_INVALID']));
  });

  test('an unknown enum value gives GRAPHQL_VALIDATION_FAILED, as a variable BAD_USER_INPUT', async () => {
    expect(
      (await outcome('{ vouchers(filter: { statuses: [GONE] }) { nodes { id } } }')).errors,
    ).toEqual([['GRAPHQL_VALIDATION_FAILED', undefined, expect.stringContaining('"GONE"')]]);
    const query =
      'query ($s: [VoucherStatus!]) { vouchers(filter: { statuses: $s }) { nodes { id } } }';
    expect((await outcome(query, { s: ['GONE'] })).errors.map(([code]) => code)).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  test('the id of an enrolment as the id of a voucher gives ID_INVALID', async () => {
    const list = await stack.ask(
      developer,
      '{ vouchers(first: 20, filter: { statuses: [REDEEMED], programme: "gelders-vakmanschap" }) { nodes { enrolments { id } } } }',
    );
    const nodes = (list.data as { vouchers: { nodes: { enrolments: { id: string }[] }[] } })
      .vouchers.nodes;
    const enrolment = nodes.flatMap((node) => node.enrolments)[0];
    const response = await outcome('query ($id: ID!) { voucher(id: $id) { status } }', {
      id: enrolment?.id,
    });
    expect([response.data, response.errors.map(([code]) => code)]).toEqual([
      { voucher: null },
      ['ID_INVALID'],
    ]);
  });
});

describe('documents over the limits', () => {
  const fragments = (levels: number) =>
    `{ ...f0 } ${Array.from({ length: levels }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(' ')} fragment f${levels} on Query { __typename }`;
  const schemes = (depth: number): string =>
    depth === 0 ? 'id' : `programme { voucherSchemes { ${schemes(depth - 1)} } }`;

  test.each([
    ['eight nested lists', `{ programme(id: "x") { voucherSchemes { ${schemes(7)} } } }`],
    ['exponentially nested fragments', fragments(24)],
    ['five thousand nested selection sets', '{ a '.repeat(5_000) + '}'.repeat(5_000)],
    [
      'a thousand aliases',
      `{ ${Array.from({ length: 1_000 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
    ],
  ])('%s gives TOO_LARGE and the next operation succeeds', async (_, query) => {
    const { data, errors } = await outcome(query);
    expect([data, errors.map(([code]) => code)]).toEqual([undefined, ['TOO_LARGE']]);
    expect((await outcome('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});

test('a fund without a mapped column has the fault "garbled"; vouchers of the other funds are returned', async () => {
  const text = readFileSync(join(projectRoot(), 'subgraphs/partners.yaml'), 'utf8');
  const file = join(mkdtempSync(join(tmpdir(), 'partners-')), 'partners.yaml');
  writeFileSync(file, text.replace('redeemedOn: redemption_date', 'redeemedOn: redeemed_when'));
  const shared = Object.entries(inject(SHARED));
  const subgraph = await startSubgraph({
    kind: 'funds',
    port: 0,
    isDemo: true,
    partners: movePartners(readPartners(file), new Map(shared)),
    gatewayKeys: JSON.parse(
      readFileSync(join(projectRoot(), 'mocks/demo-keys/gateway.public.json'), 'utf8'),
    ) as { keys: [] },
    keyFiles: [join(projectRoot(), 'mocks/demo-keys/voucher.key.json')],
  });
  const mapped = await startStack({ subgraphUrls: { funds: subgraph.url }, kinds: [] });
  const response = await mapped.ask(
    developer,
    '{ vouchers(first: 1) { nodes { provenance { partner } } } }',
  );
  await Promise.all([mapped.stop(), subgraph.stop()]);
  expect(response.errors).toEqual(
    ['oom', 'a-en-o-metalektro'].map((partner) => ({
      message: `Partner "${partner}" gave no answer: garbled`,
      path: ['vouchers'],
      extensions: { code: 'PARTNER_NO_ANSWER', partner, kind: 'funds', fault: 'garbled' },
    })),
  );
  expect(response.data).toEqual({
    vouchers: { nodes: [{ provenance: { partner: expect.stringMatching(/^(otib|oomt)$/) } }] },
  });
});
