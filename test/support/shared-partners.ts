/**
 * Starts the partner systems of the demo once for all journeys of a run, in processes of their own,
 * and tells the test files where they are. Each test reaches them through doors of its own.
 */
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startProcess } from '../../mocks/start/demo-process.ts';
import type { DemoProcess } from '../../mocks/start/demo-process.ts';
import { DEMO_KINDS, partnerUrl } from '../../mocks/start/demo-parts.ts';
import type { DemoKind, Household } from '../../mocks/start/demo-parts.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import { projectRoot } from '../../schema/project-root.ts';
import { TEST_DAY } from './test-day.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Partner id to address, of the systems shared by all test files. */
    partnerUrls: Record<string, string>;
  }
}

/** The name under which the addresses are provided. */
export const SHARED = 'partnerUrls';

const READY_MS = 50_000;

interface Home {
  readonly demo: DemoKind;
  readonly household: Household;
  readonly id: string;
  readonly port: number;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const homes = await findHomes();
  const processes = (['databases', 'servers'] as const).map((household) =>
    startProcess(
      {
        name: household,
        module: join(projectRoot(), 'mocks/main.ts'),
        args: [
          '--date',
          TEST_DAY,
          ...homes
            .filter((home) => home.household === household)
            .flatMap(({ demo, id, port }) => ['--partner', `${demo.kind}/${id}=${port}`]),
        ],
        nodeFlags: ['--import', 'tsx'],
        readyMs: READY_MS,
      },
      () => {},
    ),
  );
  await Promise.all(processes.map(assertReady));
  project.provide(
    SHARED,
    Object.fromEntries(
      homes.map(({ id, household, port }) => [id, partnerUrl(household, id, port)]),
    ),
  );
  return async () => {
    for (const child of processes) child.signal('SIGTERM');
    await Promise.all(processes.map((child) => child.ended));
  };
}

async function findHomes(): Promise<readonly Home[]> {
  const homeless = DEMO_KINDS.flatMap((demo) =>
    demo.partners.map(({ id }) => ({ demo, household: demo.household ?? 'servers', id })),
  );
  const ports = await choosePorts(homeless.map(() => 0));
  return homeless.map((home, index) => ({ ...home, port: ports[index] ?? 0 }));
}

async function assertReady(child: DemoProcess): Promise<void> {
  const readiness = await child.readiness;
  if (readiness.state === 'ready') return;
  throw new Error(`Cannot start the ${child.name}: ${readiness.state}\n${child.lastWords()}`);
}
