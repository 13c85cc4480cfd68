/** A gateway and two subgraphs as processes that a test can kill and restart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSchools } from '../../mocks/education/start-schools.ts';
import { createAddresses } from '../../mocks/start/addresses.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { startProcess, type DemoProcess } from '../../mocks/start/demo-process.ts';
import { demoOptions, demoSettings } from '../../mocks/start/options.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import { writeDemoConfig } from '../../mocks/start/demo-config.ts';
import { planGateway, planSubgraphs } from '../../mocks/start/process-plans.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { writePartnerList } from '../support/partner-list.ts';
import { TEST_DAY } from '../support/test-day.ts';

export interface KillHarness {
  readonly url: string;
  /** The folder of all logs. */
  readonly folder: string;
  /** The names of the processes. */
  readonly names: readonly string[];
  /** Sends SIGKILL; resolves when the process has ended. */
  kill(name: string): Promise<void>;
  /** Starts a process again with the same log and sends its address to the gateway; resolves when it is ready. */
  restart(name: string): Promise<void>;
  /** Sends SIGTERM to all processes; the logs are kept until `clear`. */
  stop(): Promise<void>;
  clear(): void;
}

const SUBGRAPHS = ['uwv', 'education'];
const READY_MS = 60_000;
const TRIES = 5;

export async function startKillHarness(): Promise<KillHarness> {
  const root = projectRoot();
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-kill-'));
  const [port = 0] = await choosePorts([0]);
  const without = ['funds', 'guidance', 'provinces', 'reference'];
  const options = demoOptions(demoSettings.parse({ port, without }));
  const unused = 'http://127.0.0.1:0';
  const addresses = createAddresses(DEMO_SUBGRAPHS, new Map(), { control: unused, issuer: unused });
  const places = { code: join(root, 'dist'), root, extension: '.js' } as const;
  const world = createWorld({ date: TEST_DAY });
  const partners = [await startUwv(world), ...(await startSchools(world))];
  addresses.setPartners(new Map(partners.map(({ id, url }) => [id, url])));
  const pages = { explorer: join(folder, 'none'), dashboard: join(folder, 'no-dashboard') };
  const partnersFile = writePartnerList(addresses.partners, folder);
  const plansNow = () => {
    const config = writeDemoConfig({ options, addresses, root, pages, folder, partnersFile });
    const subgraphs = planSubgraphs(options, places, config);
    return [
      ...subgraphs.filter(({ name }) => SUBGRAPHS.includes(name)),
      planGateway(places, config),
    ];
  };
  const names = plansNow().map(({ name }) => name);
  const running = new Map<string, DemoProcess>();

  const restart = async (name: string, triesLeft = TRIES): Promise<void> => {
    const plan = plansNow().find((one) => one.name === name);
    if (plan === undefined) throw new Error(`Cannot start "${name}"`);
    const child = startProcess({ ...plan, readyMs: READY_MS }, () => {});
    running.set(name, child);
    const readiness = await child.readiness;
    if (readiness.state === 'ready') {
      if (name !== 'gateway') addresses.setSubgraph(name, readiness.url);
      running.get('gateway')?.send({ subgraphs: Object.fromEntries(addresses.subgraphs) });
      return;
    }
    // The system may have used the port for an outgoing connection of another process.
    const isTaken = child.lastOutput().includes('EADDRINUSE');
    if (isTaken && triesLeft > 1) return restart(name, triesLeft - 1);
    throw new Error(`Cannot start ${name}: ${readiness.state}\n${child.lastOutput()}`);
  };
  const end = async (name: string, signal: NodeJS.Signals) => {
    const child = running.get(name);
    child?.signal(signal);
    await child?.ended;
  };

  await Promise.all(SUBGRAPHS.map((name) => restart(name)));
  await restart('gateway');
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    folder,
    names,
    kill: (name) => end(name, 'SIGKILL'),
    restart: (name) => restart(name),
    stop: async () => {
      await Promise.all([...running.keys()].map((name) => end(name, 'SIGTERM')));
      await Promise.all(partners.map((partner) => partner.stop()));
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
