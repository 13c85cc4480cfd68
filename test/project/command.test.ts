/** The `vakgraaf` command as users run it: its help, its output and its exit codes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { compiled } from '../support/compiled.ts';

const LONG_MS = 120_000;

function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: projectRoot(),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const vakgraaf = (...args: readonly string[]) => run('node', compiled('cli/main.ts'), ...args);

const COMMANDS = [
  'demo',
  'gateway',
  'subgraph',
  'plan',
  'certify',
  'token',
  'audit',
  'config',
  'doctor',
  'check',
  'partner',
  'release',
  'schema',
  'compose',
  'register',
  'manifest',
  'types',
  'dpia',
  'questions',
];

describe('vakgraaf', { timeout: LONG_MS }, () => {
  test('--help lists every command and the exit codes', () => {
    const { status, stdout } = vakgraaf('--help');
    expect(status).toBe(0);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) .*[A-Z]/gm)].map(([, name]) => name);
    expect(listed.filter((name) => name !== 'help')).toEqual(COMMANDS);
    expect(stdout).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}78 /);
  });

  test('each command with --help prints what the command is for and ends with 0', () => {
    const names = [...COMMANDS, 'config schema', 'partner check', 'schema diff'];
    const script = join(projectRoot(), 'test/support/print-helps.mjs');
    const { status, stdout, stderr } = run('node', script, compiled('cli/main.ts'), ...names);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(
      names.map((name) => [
        name,
        0,
        expect.stringMatching(new RegExp(`^Usage: vakgraaf ${name} .*\n\n[A-Z]`)),
      ]),
    );
  });

  test.each([
    [[], 2, 'Usage: vakgraaf'],
    [['tokn'], 2, '(Did you mean token?)'],
    [['audit', '--verfy'], 2, '(Did you mean --verify?)'],
    [['token'], 2, "missing required argument 'ROLE'"],
    [
      ['token', 'minister'],
      2,
      'Allowed choices are dashboard, analyst, developer, coach, fund-desk, citizen',
    ],
    [['token', 'citizen', '--life', 'astronaut'], 1, 'Cannot find life "astronaut"'],
    [['plan', 'nowhere.graphql'], 78, 'Cannot read "nowhere.graphql"'],
    [['demo', '--scale', 'many'], 78, 'Cannot use --scale "many": expected a whole number from 1'],
    [['demo', '--break', 'oomtt'], 78, 'did you mean "oomt"?'],
    [['release'], 2, "required option '--quarter <QUARTER>' not specified"],
    [['release', '--quarter', 'summer', '--config', 'x'], 2, 'Expected a quarter such as 2026Q3.'],
    [
      ['release', '--quarter', '2026Q3', '--config', 'nowhere.yaml'],
      78,
      'Cannot read "nowhere.yaml"',
    ],
    [['audit', '--since', 'noon'], 78, 'Cannot use --since "noon": expected a day or a moment'],
  ])('%j ends with %i and prints %j on standard error', (args, status, sentence) => {
    const result = vakgraaf(...args);
    expect(result).toMatchObject({ status, stdout: '' });
    expect(result.stderr).toContain(sentence);
  });

  test('token prints a token and nothing else', () => {
    const args = ['coach', '--purpose', 'case-guidance', '--hours', '2'];
    const { status, stdout, stderr } = run('npm', 'run', '-s', 'token', '--', ...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { consumer, purposes, exp = 0, nbf = 0 } = decodeJwt(stdout.trim());
    expect({ consumer, purposes, seconds: exp - nbf }).toEqual({
      consumer: '00000099000000001000',
      purposes: ['urn:llo:purpose:case-guidance'],
      seconds: 7_200,
    });
  });

  test('config schema prints a JSON Schema of the configuration file', () => {
    const { status, stdout } = vakgraaf('config', 'schema');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: {
        profile: { enum: ['full', 'public'], default: 'full' },
        gateway: {
          properties: {
            listen: {
              properties: {
                port: { type: 'integer', default: 4000, minimum: 0, maximum: 65_535 },
              },
            },
          },
        },
        subgraphs: {
          properties: {
            uwv: { properties: { listen: { properties: { port: { default: 4003 } } } } },
          },
        },
      },
    });
  });

  test('plan prints the query plan and its calls', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'vakgraaf-plan-')), 'operation.graphql');
    writeFileSync(file, '{ trainings { nodes { name payableWith { name } } } }');
    const { status, stdout } = vakgraaf('plan', file);
    rmSync(dirname(file), { recursive: true });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Cost: \d+; most expensive path: trainings\.nodes\.payableWith\n/);
    expect(stdout).toContain('\nQueryPlan {\n');
    expect(stdout).toMatch(/\nCalls:\n[^]* in total; \d+ as planned, /);
  });
});
