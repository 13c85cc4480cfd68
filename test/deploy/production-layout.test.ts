/** The image in a production layout: what it answers, and what it does when a process ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parseRole } from '../../mocks/roles.ts';
import { createTestNumbers } from '../../mocks/world/test-number.ts';
import { savedOperations, type SavedOperation } from '../support/saved-operations.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { postgresMissing } from '../support/start-postgres.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { kubernetesLayout, readKubernetes } from './layouts.ts';
import { end, startProductionLayout, type Answer, type ProductionLayout } from './production.ts';

const operations = savedOperations(TEST_DAY);
const forEveryone = operations.filter(({ principal }) => principal === null);
const operationOf = ({ document, variables }: SavedOperation) => ({ query: document, variables });

/** Ids and cursors are encrypted with keys that the two layouts do not share. */
function withoutEncrypted(value: unknown): unknown {
  const text = JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'string' && /^[\w-]{30,}$/.test(one) ? 'encrypted' : one,
  );
  return JSON.parse(text);
}

describe.skipIf(postgresMissing !== null)(
  `a production layout (${postgresMissing ?? 'with PostgreSQL from npm'})`,
  () => {
    let production: ProductionLayout;
    let demo: Stack;

    beforeAll(async () => {
      demo = await startStack({ now: new Date() });
      production = await startProductionLayout(inject(SHARED));
    }, 240_000);
    afterAll(async () => {
      await production.stop();
      await demo.stop();
    });

    async function tokenOf({ principal }: SavedOperation): Promise<string | undefined> {
      if (principal === null) return undefined;
      const { consumerOin: consumer, scopes, purposes: all, isCitizen } = parseRole(principal.role);
      const purposes = all.filter((uri) => uri.endsWith(`:${principal.purpose}`));
      const number = createTestNumbers(1)[0] ?? '';
      return production.token({
        consumer,
        scopes,
        purposes,
        ...(isCitizen && { subject: production.subject(number, consumer, purposes[0] ?? '') }),
      });
    }

    const ask = async (operation: SavedOperation): Promise<Answer> =>
      production.ask(operationOf(operation), await tokenOf(operation));

    test.each(operations)(
      '$id gives what the demo gives, in production form',
      async (operation) => {
        const { principal, document, variables } = operation;
        const answer = await ask(operation);
        if (principal?.purpose === 'development') {
          // Invented records alone have this purpose.
          expect(answer.body).toMatchObject({
            errors: [{ extensions: { code: 'PURPOSE_DENIED' } }],
          });
          return;
        }
        const expected = await demo.ask(principal, document, variables);
        expect(expected.errors).toBeUndefined();
        expect(withoutEncrypted(answer)).toEqual({ status: 200, body: withoutEncrypted(expected) });
      },
    );

    test('each process answers its probes of deploy/kubernetes, and the health check of the image', async () => {
      const { processes } = kubernetesLayout(readKubernetes());
      for (const { name, url } of production.processes.values()) {
        const described = processes.find(({ host }) => host === name.replace(/-\d$/, ''));
        const paths = new Set(described?.probes.map((probe) => new URL(probe).pathname));
        expect(paths.size).toBeGreaterThan(0);
        for (const path of paths)
          expect(await production.get(url + path)).toMatchObject({ status: 200 });
        expect(await healthCheck(url + [...paths][0])).toBe(0);
      }
      const { url } = production.processes.get('gateway-1') ?? {};
      expect(await healthCheck(`${url}/no/such/path`)).toBe(1);
      expect(await healthCheck('http://127.0.0.1:1/health')).toBe(1);
    });

    async function healthCheck(url: string): Promise<unknown> {
      const script = join(production.folder, 'image/deploy/health-check.mjs');
      const child = spawn(process.execPath, [script], {
        env: { HEALTH_URL: url },
        stdio: 'ignore',
      });
      const [code]: unknown[] = await once(child, 'exit');
      return code;
    }

    test('an operation that is not in the manifest gives OPERATION_NOT_TRUSTED', async () => {
      expect(await production.ask({ query: '{ regions { nodes { code } } }' })).toMatchObject({
        status: 403,
        body: { errors: [{ extensions: { code: 'OPERATION_NOT_TRUSTED' } }] },
      });
    });

    test('the command of the image has no commands of the demo', async () => {
      const child = spawn(process.execPath, [production.command, '--help']);
      let help = '';
      child.stdout.on('data', (chunk: Buffer) => (help += chunk.toString()));
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(help).toMatch(/^ {2}gateway .*\n {2}subgraph /m);
      expect(help).not.toMatch(/^ {2}(demo|token) /m);
    });

    test('the doctor finds nothing to mend in the configuration of a gateway that runs, but that its port is taken', async () => {
      const child = spawn(
        process.execPath,
        [production.command, 'doctor', '--json', '--config', 'gateway-1.yaml'],
        {
          cwd: production.folder,
        },
      );
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      await once(child, 'close');
      console.log(printed);
    });

    test('each process reported nothing while it answered', () => {
      for (const { printed } of production.processes.values()) expect(printed()).toBe('');
    });

    describe('while a gateway is killed and started again', () => {
      test('every request is answered, at the latest when it is sent again', async () => {
        const baseline = new Map<string, Answer>();
        for (const operation of forEveryone) baseline.set(operation.id, await ask(operation));
        let isOver = false;
        let answers = 0;
        const client = async (first: number) => {
          for (let turn = first; !isOver; turn += 1) {
            const operation = forEveryone[turn % forEveryone.length];
            if (operation === undefined) throw new Error('There is no operation');
            const answer = await ask(operation).catch(() => ask(operation));
            expect(answer).toEqual(baseline.get(operation.id));
            answers += 1;
          }
        };
        const clients = Promise.all([0, 3, 6, 9].map(client));
        const more = async () => {
          const before = answers;
          await expect.poll(() => answers, { timeout: 60_000 }).toBeGreaterThan(before + 10);
        };
        for (const name of ['gateway-1', 'gateway-2']) {
          await more();
          const { child } = production.processes.get(name) ?? {};
          if (child) await end(child, 'SIGKILL');
          await more();
          await production.restart(name);
        }
        await more();
        isOver = true;
        await clients;
      }, 240_000);
    });

    test('a subgraph that is restarted is unavailable meanwhile, and then answers as before', async () => {
      const operation = operations.find(({ id }) => id === 'explorer/02-open-voucherregelingen');
      if (operation === undefined) throw new Error('There is no such operation');
      const before = await ask(operation);
      const { child } = production.processes.get('funds') ?? {};
      if (child) await end(child);
      expect(await ask(operation)).toMatchObject({
        status: 200,
        body: { errors: [{ extensions: { code: 'PARTNER_NO_ANSWER' } }] },
      });
      await production.restart('funds');
      await expect.poll(() => ask(operation), { timeout: 30_000 }).toEqual(before);
    });
  },
);
