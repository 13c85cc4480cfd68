/** The image in a production layout: what it answers, and what it does when a process ends. */
import { isObject } from '../../core/structures/is-object.ts';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { z } from 'zod';
import { parseRole } from '../../mocks/roles.ts';
import { createTestNumbers } from '../../mocks/world/test-number.ts';
import { coveringOperations } from '../support/covering-operations.ts';
import type { SavedOperation } from '../support/saved-operations.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { postgresMissing } from '../support/start-postgres.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { kubernetesLayout, readKubernetes } from './layouts.ts';
import { end, startProductionLayout, type Answer, type ProductionLayout } from './production.ts';

const operations = coveringOperations(TEST_DAY);
const forEveryone = operations.filter(({ principal }) => principal === null);
const operationOf = ({ document, variables }: SavedOperation) => ({ query: document, variables });

const STARTED = new Date().toISOString();

/**
 * The parts of a response that do not differ between the two layouts: ids and cursors are encrypted with keys that they
 * do not share, partners are real in one alone, and moments since the start are those of each question.
 */
function comparable(value: unknown): unknown {
  const text = JSON.stringify(value, (key, one: unknown) => {
    if (key === 'synthetic') return 'as the partner list says';
    if (typeof one !== 'string') return one;
    if (/^[\w-]{30,}$/.test(one)) return 'encrypted';
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(one) && one > STARTED ? 'now' : one;
  });
  return JSON.parse(text);
}

/** Their pages begin with other records, because the order follows the ids. */
const ORDERED_BY_ID = ['explorer/03-vouchers-van-alle-fondsen', 'explorer/12-werkzoekenden'];

/** The type of each value, at its place; of a value that may be null only that it is there. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (!isObject(value)) return 'value';
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
}

/** Pages of the same length, whose rows have the same fields. */
function comparablePages(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(comparable(value), (key, one: unknown) =>
      key === 'nodes' && Array.isArray(one) ? one.map(shapeOf) : one,
    ),
  );
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
      if (isCitizen) return await production.citizenToken(createTestNumbers(1)[0] ?? '');
      return production.token({ consumer, scopes, purposes });
    }

    const ask = async (operation: SavedOperation): Promise<Answer> =>
      production.ask(operationOf(operation), await tokenOf(operation));

    // Polled, because both layouts have just started and the machine may be busy.
    const POLL = { timeout: 60_000, interval: 500 };

    test.each(operations)(
      '$id gives what the demo gives',
      async (operation) => {
        const { principal, document, variables } = operation;
        if (principal?.purpose === 'development') {
          // Invented records alone have this purpose.
          expect((await ask(operation)).body).toMatchObject({
            errors: [{ extensions: { code: 'PURPOSE_DENIED' } }],
          });
          return;
        }
        const whole = async () => {
          const { errors, ...body } = await demo.ask(principal, document, variables);
          return errors === undefined ? { status: 200, body } : null;
        };
        const expected = await vi.waitUntil(whole, POLL);
        const compared = ORDERED_BY_ID.includes(operation.id) ? comparablePages : comparable;
        await expect
          .poll(async () => compared(await ask(operation)), POLL)
          .toEqual(compared(expected));
      },
      130_000,
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

    const healthCheck = async (url: string) =>
      (await production.run(join(production.folder, 'image/deploy/health-check.mjs'), [], url))
        .code;

    test('the issuer may not name a person: "me" is open with a token of the exchange alone', async () => {
      const { consumerOin: consumer, scopes, purposes } = parseRole('citizen');
      const own = operations.find(({ principal }) => principal?.role === 'citizen');
      if (own === undefined) throw new Error('No saved operation is for a citizen');
      const token = await production.token({ consumer, scopes, purposes });
      expect(await production.ask(operationOf(own), token)).toMatchObject({
        status: 401,
        body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
      });
    });

    test('an operation that is not in the manifest gives OPERATION_NOT_TRUSTED', async () => {
      expect(await production.ask({ query: '{ regions { nodes { code } } }' })).toMatchObject({
        status: 403,
        body: { errors: [{ extensions: { code: 'OPERATION_NOT_TRUSTED' } }] },
      });
    });

    test('the command of the image has no commands of the demo', async () => {
      const { code, printed } = await production.run(production.command, ['--help']);
      expect(code).toBe(0);
      expect(printed).toMatch(/^ {2}gateway .*\n {2}subgraph /m);
      expect(printed).not.toMatch(/^ {2}(demo|token) /m);
    });

    test('the doctor finds nothing to mend', async () => {
      const args = ['doctor', '--json', '--config', 'gateway-1.yaml'];
      const { code, printed } = await production.run(production.command, args);
      const findings = z
        .array(z.object({ subject: z.string(), status: z.string(), text: z.string() }))
        .parse(JSON.parse(printed));
      expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
      expect(findings.map(({ subject }) => subject)).toEqual(
        expect.arrayContaining(['configuration', 'subgraph funds', 'subgraph guidance']),
      );
      expect(code).toBe(0);
    });

    test('no process reads its settings again, and every line of a log is JSON', () => {
      const others = [...production.processes.values()].flatMap(({ name, printed }) =>
        printed()
          .split('\n')
          .filter((line) => line !== '' && !line.startsWith('{"level":'))
          .map((line) => `${name}: ${line}`),
      );
      expect(others).toEqual([]);
    });

    test('while one gateway after the other is killed, every request is answered when it is sent again', async () => {
      /** On a busy machine a partner may be late, which does not depend on the gateway; null then. */
      const inTime = (answer: Answer) =>
        JSON.stringify(answer.body).includes('"fault":"late"') ? null : comparable(answer);
      const whole = async (operation: SavedOperation) => {
        const answer = await ask(operation);
        return JSON.stringify(answer.body).includes('"errors"') ? null : comparable(answer);
      };
      const baseline = new Map<string, unknown>();
      for (const operation of forEveryone)
        baseline.set(operation.id, await vi.waitUntil(() => whole(operation), POLL));
      /** Four clients ask every operation once, and half of the way this happens, while requests are under way. */
      const askDuring = async (happen: () => Promise<void>) => {
        const waiting = [...forEveryone];
        let onHalf = () => {};
        const half = new Promise<void>((resolve) => (onHalf = resolve));
        let happened = Promise.resolve();
        const client = async () => {
          for (let operation = waiting.pop(); operation; operation = waiting.pop()) {
            // A request fails on a connection to a gateway that is killed, and once: its port is closed when it has ended.
            let answer = await ask(operation).catch(() => null);
            if (answer === null) {
              await happened;
              answer = await ask(operation);
            }
            expect(inTime(answer) ?? (await vi.waitUntil(() => whole(operation), POLL))).toEqual(
              baseline.get(operation.id),
            );
            if (waiting.length <= forEveryone.length / 2) onHalf();
          }
        };
        await Promise.all([
          client(),
          client(),
          client(),
          client(),
          half.then(() => (happened = happen())),
        ]);
      };
      for (const name of ['gateway-1', 'gateway-2']) {
        await askDuring(async () => {
          const { child } = production.processes.get(name) ?? {};
          if (child) await end(child, 'SIGKILL');
        });
        await askDuring(() => production.restart(name));
      }
      await askDuring(async () => {});
    }, 240_000);

    test('a subgraph that is restarted is unavailable meanwhile, and then answers as before', async () => {
      const operation = operations.find(({ id }) => id === 'explorer/02-open-voucherregelingen');
      if (operation === undefined) throw new Error('There is no such operation');
      const before = comparable(await ask(operation));
      const { child } = production.processes.get('funds') ?? {};
      if (child) await end(child);
      expect(await ask(operation)).toMatchObject({
        status: 200,
        body: { errors: [{ extensions: { code: 'PARTNER_NO_ANSWER' } }] },
      });
      await production.restart('funds');
      await expect
        .poll(async () => comparable(await ask(operation)), { timeout: 30_000 })
        .toEqual(before);
    });
  },
);
