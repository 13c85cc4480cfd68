/** `vakgraaf schema diff`: what a change of the SDL means for clients and for access, and which operations it breaks. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { visit, parse, Kind } from 'graphql';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { runSchemaDiff } from '../../cli/schema-diff/run-schema-diff.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import { changesBetween, versionOfSdl } from '../../schema/compare-schemas.ts';
import { deprecationProblem } from '../../schema/deprecation.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const fileOf = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

/** Runs the command; gives its exit code and its output. */
function run(options: Omit<Parameters<typeof runSchemaDiff>[0], 'json'>, json = false) {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  return { code: runSchemaDiff({ ...options, json }), lines: lines.join('\n').split('\n') };
}

const FUNDS = subgraphSdl('funds');

/** The SDL of funds, and the same with a change. */
function diffOfFunds(from: string, to: string) {
  expect(FUNDS).toContain(from);
  const sdl = fileOf(
    'new.graphql',
    FUNDS.replace(from, () => to),
  );
  return run({ against: fileOf('old.graphql', FUNDS), subgraph: 'funds', sdl });
}

/** The changes alone, each as its kind and its text; composing takes longer. */
function changesOfFunds(from: string, to: string): readonly string[] {
  expect(FUNDS).toContain(from);
  const changed = FUNDS.replace(from, () => to);
  return changesBetween(versionOfSdl(FUNDS), versionOfSdl(changed)).map(
    ({ kind, coordinate, text }) => `${kind} ${coordinate}: ${text}`,
  );
}

const NOTHING = 'composition errors: 0; changes: none; broken operations: 0';

test('the committed supergraph and the SDL do not differ, and the exit code is 0', () => {
  const against = join(projectRoot(), 'schema/supergraph.graphql');
  expect(run({ against })).toEqual({ code: 0, lines: [NOTHING] });
});

describe('a change of the SDL of funds', () => {
  test('that removes a field names the recorded operations that select it, and gives 1', () => {
    const from = '  "NL: voucherstatus. What became of the voucher."\n  status: VoucherStatus\n';
    expect(diffOfFunds(from, '')).toEqual({
      code: 1,
      lines: [
        'BREAKING     Voucher.status was removed (not deprecated before)',
        'BROKEN       operation Caseload: Cannot query field "status" on type "Voucher".',
        'BROKEN       operation VoucherOpNummer: Cannot query field "status" on type "Voucher".',
        'BROKEN       operation VouchersMetSchool: Cannot query field "status" on type "Voucher".',
        'composition errors: 0; changes: 1 breaking; broken operations: 3',
      ],
    });
  });

  test('that makes a list of a field breaks the operations that select it, although they are still valid', () => {
    const { code, lines } = diffOfFunds('  issuedOn: Date\n', '  issuedOn: [Date]\n');
    expect(code).toBe(1);
    expect(lines).toContain(
      'BROKEN       operation VouchersMetSchool: Voucher.issuedOn changed type from Date to [Date]',
    );
  });

  test('that no recorded operation selects is breaking, and gives 0', () => {
    expect(diffOfFunds('  requestedBy: RequesterKind ', '  requestedBy: String ')).toEqual({
      code: 0,
      lines: [
        'BREAKING     Voucher.requestedBy changed type from RequesterKind to String',
        'composition errors: 0; changes: 1 breaking; broken operations: 0',
      ],
    });
  });

  test.each([
    [
      'a policy more',
      '@policy(policies: [["purpose:case"], ["purpose:inzage"]]) {\n  """\n  NL: KVK',
      '@policy(policies: [["purpose:case"], ["purpose:inzage"], ["purpose:x"]]) {\n  """\n  NL: KVK',
      /^opens Employer: can be read by more clients/,
    ],
    [
      'a policy less and another more',
      '@policy(policies: [["purpose:case"], ["purpose:inzage"]]) {\n  """\n  NL: KVK',
      '@policy(policies: [["purpose:case", "purpose:x"], ["purpose:y"]]) {\n  """\n  NL: KVK',
      /^opens Employer\.kvkNumber: can be read by more clients/,
    ],
    [
      'another tag',
      'type Employer\n  @tag(name: "case")',
      'type Employer\n  @tag(name: "public")',
      /^opens Employer: its tags were "case" and are "public"$/,
    ],
  ])('that opens a type with %s is named as such', (_, from, to, line) => {
    expect(changesOfFunds(from, to)).toContainEqual(expect.stringMatching(line));
  });

  test('that protects what was public breaks the operations that read it', () => {
    const { code, lines } = diffOfFunds(
      'type VoucherScheme @key(fields: "id") @tag(name: "public") {',
      'type VoucherScheme @key(fields: "id") @tag(name: "public") @authenticated {',
    );
    expect(code).toBe(1);
    expect(lines).toContainEqual(
      expect.stringMatching(/^restricts +VoucherScheme: .*everyone before, @authenticated now/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^BROKEN {7}operation \w+: it needs access that it did not need before$/,
      ),
    );
  });

  test.each([
    [
      'cost',
      ': Voucher\n    @auth',
      ': Voucher\n    @cost(weight: 1) @auth',
      /^cost Query\.voucher: its cost was/,
    ],
    [
      'a new field',
      '  expiresOn: Date\n',
      '  expiresOn: Date\n  x: Int\n',
      /^safe Voucher\.x: is new$/,
    ],
    [
      'a new value',
      '  WITHDRAWN\n}',
      '  WITHDRAWN\n  X\n}',
      /^dangerous VoucherStatus\.X: X was added to enum type/,
    ],
    [
      'a key',
      'type VoucherScheme @key(fields: "id")',
      'type VoucherScheme @key(fields: "id name")',
      /^breaking VoucherScheme: its directives of Federation/,
    ],
    [
      'a description',
      'The day on which the fund issued it.',
      'The day of issue.',
      /^description Voucher\.issuedOn: has another/,
    ],
    ['a required argument', '    first: Int! = 20\n', '    first: Int!\n', /first/],
    [
      'a deprecation against the policy',
      '  use: VoucherUse\n',
      '  use: VoucherUse @deprecated(reason: "old")\n',
      /^dangerous Voucher\.use: is deprecated: expected "Since DAY/,
    ],
  ])('of %s is one line', (_, from, to, line) => {
    expect(changesOfFunds(from, to)).toEqual([expect.stringMatching(line)]);
  });

  test('that does not compose gives the errors of composition, and 1', () => {
    const { code, lines } = diffOfFunds('sector: Sector @external', 'sector: String @external');
    expect(code).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^COMPOSITION {2}.*Training\.sector/));
  });
});

test('a supergraph in which a hidden field is shown opens access', () => {
  const supergraph = join(projectRoot(), 'schema/supergraph.graphql');
  const current = versionOfSdl('type Query { a: Int b: Int }');
  const before = versionOfSdl('type Query { a: Int b: Int @inaccessible }');
  expect(changesBetween(before, current)).toEqual([
    { kind: 'opens', coordinate: 'Query.b', text: 'is no longer hidden by @inaccessible' },
  ]);
  expect(changesBetween(current, before)).toEqual([
    { kind: 'breaking', coordinate: 'Query.b', text: 'is hidden by @inaccessible' },
  ]);
  expect(run({ against: supergraph, supergraph }, true).lines.join('')).toContain('"changes": []');
});

test.each([
  [{ against: 'nowhere.graphql' }, 'Cannot read "nowhere.graphql"'],
  [{ against: 'x', sdl: 'y' }, '--sdl needs --subgraph'],
])('%j cannot be compared: %s', (options, sentence) => {
  expect(() => run(options)).toThrow(sentence);
});

describe('the policy of deprecation', () => {
  const exists = (coordinate: string) => coordinate === 'Voucher.use';

  test.each([
    ['Since 2026-01-01, until 2027-01-01: use `Voucher.use`', null],
    ['Since 2026-01-01, until 2027-06-01: nothing replaces it, because nobody asked.', null],
    ['Since 2026-01-01, until 2026-12-31: use `Voucher.use`', 'expected at least 365 days'],
    ['Since 2026-13-01, until 2029-01-01: use `Voucher.use`', 'expected at least 365 days'],
    [
      'Since 2026-01-01, until 2027-01-01: use `Voucher.gone`',
      'expected a replacement that is in the schema',
    ],
    ['Use something else.', 'expected "Since DAY, until DAY'],
    ['', 'expected "Since DAY, until DAY'],
  ])('%j gives %j', (reason, problem) => {
    const found = deprecationProblem(reason, exists);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toContain(problem);
  });

  test('every @deprecated in the SDL follows it', () => {
    const known = new Set<string>();
    for (const one of changesBetween(
      versionOfSdl('type Query { a: Int }'),
      versionOfSdl(SUBGRAPH_NAMES.map(subgraphSdl).join('\n')),
    )) {
      known.add(one.coordinate);
    }
    const problems = SUBGRAPH_NAMES.flatMap((name) => {
      const found: string[] = [];
      visit(parse(subgraphSdl(name)), {
        Directive({ name: { value }, arguments: given = [] }) {
          if (value !== 'deprecated') return;
          const reason = given[0]?.value.kind === Kind.STRING ? given[0].value.value : '';
          const problem = deprecationProblem(reason, (coordinate) => known.has(coordinate));
          if (problem !== null) found.push(`${name}: ${problem}`);
        },
      });
      return found;
    });
    expect(problems).toEqual([]);
  });
});
