/** The programs in docs/clients/, each against a gateway of which one fund is down, and then answers. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { issueToken } from '../../mocks/issuer.ts';
import { parseRole } from '../../mocks/roles.ts';
import { runCommand } from '../support/run-command.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const root = projectRoot();
const folder = join(root, 'docs/clients');
const NOWHERE = 'http://127.0.0.1:1';
let stack: Stack;
/** With two purposes, so that the header chooses. */
let token: string;

beforeAll(async () => {
  stack = await startStack({ kinds: ['funds'] });
  ({ token } = await issueToken(parseRole('developer'), {}));
});
afterAll(() => stack.stop());
beforeEach(() => stack.setFault('oom', null));

interface Output {
  readonly lines: readonly string[];
  readonly code: number | null;
}

async function run(
  command: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Output> {
  const running = runCommand(command, variables);
  const code = await running.ended;
  const lines = running.printed().split('\n');
  return { lines: lines.filter((line) => line !== '').toSorted(), code };
}

const tsx = (file: string, ...args: readonly string[]) => [
  join(root, 'node_modules/.bin/tsx'),
  join(folder, 'typescript', file),
  ...args,
];

interface Schemes {
  readonly voucherSchemes: {
    readonly nodes: readonly {
      readonly name: string;
      readonly availability: string;
      readonly budgetLeftPercent: number | null;
    }[];
  };
}

async function schemes() {
  const document = readFileSync(join(folder, 'open-schemes.graphql'), 'utf8');
  const { data } = await stack.ask(null, document, { day: TEST_DAY });
  return (data as Schemes).voucherSchemes.nodes;
}

describe('typescript', () => {
  const vouchers = (url: string, variables = { VAKGRAAF_TOKEN: token }) =>
    run(tsx('vouchers.ts', url), variables);

  test('vouchers.ts prints a line for each voucher, and names a fund that is down', async () => {
    const expected = async () => {
      const query = readFileSync(join(folder, 'typescript/vouchers.graphql'), 'utf8');
      const principal = { role: 'developer', purpose: 'development' };
      const { data } = await stack.ask(principal, query, { first: 10 });
      const { nodes } = (
        data as { vouchers: { nodes: Record<'type' | 'status' | 'issuedOn', string>[] } }
      ).vouchers;
      return nodes.map(({ type, status, issuedOn }) => `${issuedOn} ${type} ${status} `);
    };
    const starts = (lines: readonly string[]) =>
      lines.map((line) => /^\S+ \S+ \S+ (?=.)/.exec(line)?.[0]);
    const whole = await vouchers(stack.url);
    expect(starts(whole.lines)).toEqual((await expected()).toSorted());
    expect([whole.lines.length, whole.code]).toEqual([10, 0]);

    stack.setFault('oom', 'down');
    const { lines, code } = await vouchers(stack.url);
    expect(lines.at(-1)).toBe('incomplete: oom (unreachable)');
    expect(starts(lines.slice(0, -1))).toEqual((await expected()).toSorted());
    expect(code).toBe(0);
  });

  test('vouchers.ts ends with 1 and says why, with a token that is not valid and without a gateway', async () => {
    const { lines, code } = await vouchers(stack.url, { VAKGRAAF_TOKEN: 'none' });
    expect([lines.map((line) => line.split(':')[0]), code]).toEqual([['UNAUTHENTICATED'], 1]);
    expect((await vouchers(NOWHERE)).code).toBe(1);
  });

  test('codegen.ts writes the types that are committed', async () => {
    const own = mkdtempSync(join(tmpdir(), 'vakgraaf-types-'));
    try {
      const file = join(own, 'generated.ts');
      const { lines, code } = await run(tsx('codegen.ts', stack.url, file), {
        VAKGRAAF_TOKEN: token,
      });
      expect({ lines, code }).toEqual({ lines: [], code: 0 });
      const committed = readFileSync(join(folder, 'typescript/generated.ts'), 'utf8');
      expect(readFileSync(file, 'utf8')).toBe(committed);
    } finally {
      rmSync(own, { recursive: true });
    }
  });
});

const percent = (left: number | null) =>
  left === null ? 'budget unknown' : `${left}% of the budget left`;

/** Programs that ask for schemes; one that this machine lacks is skipped by name. */
const PROGRAMS = [
  {
    program: 'python3',
    file: 'open_schemes.py',
    line: ({ name, availability, budgetLeftPercent }: Schemes['voucherSchemes']['nodes'][number]) =>
      `${name}: ${availability}, ${percent(budgetLeftPercent)}`,
    incomplete: 'incomplete: oom (unreachable)',
    invalid: 'ARGUMENT_INVALID',
  },
  {
    program: 'sh',
    file: 'open-schemes.sh',
    line: (scheme: object) => JSON.stringify(scheme),
    incomplete: 'incomplete: "partial":[{"partner":"oom","kind":"funds","fault":"unreachable"}]}}',
    invalid: '"code":"ARGUMENT_INVALID"',
  },
].map((one) => {
  const needed = one.program === 'sh' ? 'curl' : one.program;
  const isMissing = spawnSync(needed, ['--version']).status !== 0;
  return { ...one, isMissing, title: `${one.file}${isMissing ? ` (skipped: no ${needed})` : ''}` };
});

describe.each(PROGRAMS)('$title', ({ program, file, line, incomplete, invalid, isMissing }) => {
  const start = (day: string, url: string) => run([program, join(folder, file), day, url]);

  test.skipIf(isMissing)(
    'prints a line for each scheme, names a fund that is down, and ends with 1 when it has no data',
    async () => {
      const all = await schemes();
      expect(all.length).toBeGreaterThan(0);
      expect(await start(TEST_DAY, stack.url)).toEqual({
        lines: all.map(line).toSorted(),
        code: 0,
      });

      stack.setFault('oom', 'down');
      const others = await schemes();
      expect(others.length).toBeLessThan(all.length);
      expect(await start(TEST_DAY, stack.url)).toEqual({
        lines: [...others.map(line), incomplete].toSorted(),
        code: 0,
      });

      const wrong = await start('tomorrow', stack.url);
      expect(wrong.lines.join()).toContain(invalid);
      expect(wrong.code).toBe(1);
      expect((await start(TEST_DAY, NOWHERE)).code).toBe(1);
    },
  );
});
