/** A gateway with partners for each state, which serves both built pages. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { buildDashboard } from '../../dashboard/build.mjs';
import { buildExplorer } from '../../explorer/build.mjs';
import { writeFixture } from '../support/release-fixture.ts';
import { startStack, type Stack } from '../support/stack.ts';
import type { State } from './cases.ts';

/** One of each kind of public partner, so that every page that asks partners lacks something. */
const DOWN = { otib: 'down', gelderland: 'down', aventus: 'down' } as const;

const FIRST_QUESTION = `{
  programmes(first: 1) { nodes { id } }
  voucherSchemes(first: 1) { nodes { id } }
  trainings(first: 1) { nodes { id } }
  pilots(first: 1) { nodes { id } }
}`;

export interface Stacks {
  readonly of: (state: State) => Stack;
  stop(): Promise<void>;
}

/**
 * Builds the pages and starts the gateways of these states. The releases are invented where `releasesOfDemo`, the folder of
 * real ones, is not given.
 */
export async function startStacks(
  states: readonly State[],
  releasesOfDemo?: string,
): Promise<Stacks> {
  const dashboardFolder = join(projectRoot(), '.cache/dashboard');
  const explorerFolder = join(projectRoot(), '.cache/explorer');
  await Promise.all([
    buildDashboard({ outDir: dashboardFolder }),
    buildExplorer({ outDir: explorerFolder }),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-screens-'));
  const start = async (state: State) => {
    const releasesFolder = releasesOfDemo ?? writeReleases(folder, state);
    const faults = state === 'partner-down' ? DOWN : {};
    const gateway = { explorerFolder };
    const stack = await startStack({ dashboardFolder, releasesFolder, faults, gateway });
    // The first question to each partner takes long; a page waits for half a minute.
    await stack.ask(null, FIRST_QUESTION);
    return [state, stack] as const;
  };
  const stacks = new Map(await Promise.all(states.map(start)));
  return {
    of(state) {
      const stack = stacks.get(state);
      if (!stack) throw new Error(`Cannot find a gateway for state "${state}": it was not started`);
      return stack;
    },
    async stop() {
      await Promise.all([...stacks.values()].map((stack) => stack.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}

/** The folder with the releases of a state: two, one in which all is hidden, or none. */
function writeReleases(folder: string, state: State): string {
  const releases = join(folder, state);
  mkdirSync(releases);
  if (state === 'no-release') return releases;
  if (state === 'hidden') {
    writeFixture(releases, { id: '2026Q3', numberOf: () => null });
    return releases;
  }
  writeFixture(releases, { id: '2026Q2', publishedAt: '2026-07-20T08:00:00Z' });
  writeFixture(releases, { id: '2026Q3' });
  return releases;
}
