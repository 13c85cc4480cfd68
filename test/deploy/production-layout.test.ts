/** The image in a production layout: what it answers, and what it does when a process ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
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
  },
);
