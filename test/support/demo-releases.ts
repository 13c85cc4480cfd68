/**
 * The releases of the demo on the day of the tests, made by the command from the partner systems that the tests share.
 * They are kept like those of the demo, so that they are made once for many runs.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { JSONWebKeySet } from 'jose';
import pino from 'pino';
import { inject } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { movePartners, readPartners } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { keyFile, writeConfig } from './config-file.ts';
import { demoReleasesFolder, missingReleases } from './missing-releases.ts';
import { runCommand } from './run-command.ts';
import { SHARED } from './shared-partners.ts';
import { TEST_DAY } from './test-day.ts';

const PAUSE_MS = 250;

/** The folder of both releases. Only one process makes them, and the others wait for it. */
export async function demoReleases(): Promise<string> {
  const folder = demoReleasesFolder();
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  for (;;) {
    if (missingReleases('').length === 0) return folder;
    if (take(lock)) break;
    await setTimeout(PAUSE_MS);
  }
  try {
    await make(folder);
    return folder;
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether this process may make them: no other that runs does. */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return !existsSync(lock);
  }
}

async function make(folder: string): Promise<void> {
  const list = readPartners(join(projectRoot(), 'subgraphs/partners.yaml'));
  const partners = movePartners(list, new Map(Object.entries(inject(SHARED))));
  const now = () => new Date(`${TEST_DAY}T12:00:00Z`);
  const readKeys = (name: string) =>
    JSON.parse(readFileSync(keyFile(name), 'utf8')) as JSONWebKeySet;
  const counted = DEMO_SUBGRAPHS.filter(({ hasStatistics }) => hasStatistics);
  const running = await Promise.all(
    counted.map(async ({ kind, keys }) => {
      const subgraph = await startSubgraph({
        kind: kind as 'funds',
        port: 0,
        isDemo: true,
        partners,
        gatewayKeys: readKeys('gateway.public'),
        statisticsKeys: readKeys('insights.public'),
        keyFiles: keys.map((domain) => keyFile(`${domain}.key`)),
        secretOf: demoSecretOf,
        now,
        today: TEST_DAY,
        log: pino({ level: 'silent' }),
      });
      return { kind, subgraph };
    }),
  );
  const insights = { statisticsKey: keyFile('insights.private'), releasesFolder: folder };
  const config = writeConfig({
    demo: true,
    today: TEST_DAY,
    subgraphs: {
      ...Object.fromEntries(running.map(({ kind, subgraph }) => [kind, { url: subgraph.url }])),
      insights,
    },
  });
  for (const { module, args, nodeFlags = [] } of missingReleases(config)) {
    // Tests wait for it, so it does not give way to them.
    const command = runCommand(['node', ...nodeFlags, module, ...args.filter(isNotBackground)]);
    const code = await command.ended;
    if (code !== 0) throw new Error(`Cannot make the releases of the demo:\n${command.printed()}`);
  }
  await Promise.all(running.map(({ subgraph }) => subgraph.stop()));
}

const isNotBackground = (argument: string): boolean => argument !== '--background';
