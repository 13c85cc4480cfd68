/**
 * Starts the partner systems of the demo once for all journeys of a test run, in separate processes, and
 * provides their URLs to the test files. Each test file connects through its own proxies.
 */
import type { TestProject } from 'vitest/node';
import { startProcess } from '../../mocks/start/demo-process.ts';
import type { DemoProcess } from '../../mocks/start/demo-process.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import type { PartnerProcess } from '../../mocks/start/demo-parts.ts';
import { compiled } from './compiled.ts';
import { TEST_DAY } from './test-day.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of each shared partner system, by partner id. */
    partnerUrls: Record<string, string>;
  }
}

/** The key under which vitest provides the URLs. */
export const SHARED = 'partnerUrls';

/** Long, because the databases and all test files start at the same moment. */
const READY_MS = 180_000;

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const processes = (['databases', 'servers'] as const).map((partnerProcess) =>
    startProcess(
      {
        name: partnerProcess,
        module: compiled('mocks/main.ts'),
        args: ['--date', TEST_DAY, ...partnersOf(partnerProcess)],
        readyMs: READY_MS,
      },
      () => {},
    ),
  );
  const urls = await Promise.all(processes.map(urlsOf));
  project.provide(SHARED, Object.fromEntries(urls.flat()));
  return async () => {
    for (const child of processes) child.signal('SIGTERM');
    await Promise.all(processes.map((child) => child.ended));
  };
}

/** Port 0: each partner system takes a free port and reports it. */
function partnersOf(partnerProcess: PartnerProcess): readonly string[] {
  return DEMO_SUBGRAPHS.filter((demo) => demo.partnerProcess === partnerProcess).flatMap(
    ({ kind, partners }) => partners.flatMap(({ id }) => ['--partner', `${kind}/${id}=0`]),
  );
}

async function urlsOf(child: DemoProcess): Promise<readonly (readonly [string, string])[]> {
  const readiness = await child.readiness;
  if (readiness.state === 'ready') return [...readiness.partners];
  throw new Error(`Cannot start the ${child.name}: ${readiness.state}\n${child.lastOutput()}`);
}
