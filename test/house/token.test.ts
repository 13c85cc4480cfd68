import { spawnSync } from 'node:child_process';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';

function token(...args: readonly string[]) {
  const run = spawnSync('npm', ['run', '-s', 'token', '--', ...args], {
    cwd: projectRoot(),
    encoding: 'utf8',
  });
  return { status: run.status, out: run.stdout, said: run.stderr };
}

test('the command prints a token and nothing else', () => {
  const { status, out } = token('coach', '--purpose', 'case-guidance', '--hours', '2');
  expect(status).toBe(0);
  expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const { consumer, purposes, exp = 0, nbf = 0 } = decodeJwt(out.trim());
  expect({ consumer, purposes, seconds: exp - nbf }).toEqual({
    consumer: '00000099000000001000',
    purposes: ['urn:llo:purpose:case-guidance'],
    seconds: 7_200,
  });
});

test('an unknown role is answered with the roles there are', () => {
  const { status, out, said } = token('minister');
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(said).toContain(
    'Cannot find role "minister": the roles of the demo are dashboard, analyst, developer, coach, citizen',
  );
});
