/**
 * The demo for a measurement, in two parts: the partner systems, started once a scale since a large
 * world takes its time, and the graph (gateway and subgraphs), started afresh each round.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAddresses, type MutableAddresses } from '../../mocks/start/addresses.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import type { ProcessPlan } from '../../mocks/start/demo-process.ts';
import { demoOptions, demoSettings } from '../../mocks/start/options.ts';
import { writeDemoConfig } from '../../mocks/start/demo-config.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import { planReleases, releasesFolder } from '../../mocks/start/release-plan.ts';
import {
  demoSubgraphs,
  PARTNER_PROCESS_NAMES,
  planGateway,
  planPartnerSystems,
  planSubgraphs,
  type CodeLocation,
} from '../../mocks/start/process-plans.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { PURPOSES_FILE } from '../../core/purposes/purposes.ts';
import { writePartnerList } from '../../test/support/partner-list.ts';
import { startPlanned, type Running } from './processes.ts';

/** The date of the demo's world, so that every run measures the same records. */
export const TODAY = '2026-11-21';

export interface PartnerHarness {
  readonly options: PartnerOptions;
  readonly addresses: MutableAddresses;
  readonly urls: Readonly<Record<string, string>>;
  /** Number of HTTP requests and SQL statements at all partners since they started. */
  calls(): Promise<number>;
  /** Delays the responses of all partners. */
  delay(delayMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface GraphHarness {
  readonly url: string;
  readonly gateway: Running;
  readonly subgraphs: readonly Running[];
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** A folder with the audit log of each process. */
  readonly logs: string;
  /** The folder of the releases of statistics; see `hasReleases`. */
  readonly releases: string;
  stop(): Promise<void>;
}

/** The benchmark compiles into a folder of its own. */
export const CODE_LOCATION: CodeLocation = {
  code: join(projectRoot(), '.cache/bench'),
  root: projectRoot(),
  extension: '.js',
};
/** At scale 100 the partner systems take most of a minute to create their records. */
const PARTNERS_READY_MS = 600_000;

export interface PartnerOptions {
  readonly scale: number;
  /** At least so many people. */
  readonly people?: number;
  /** Subgraphs that are not started, nor their partners. */
  readonly without?: readonly string[];
}

export function demoOptionsOf({ scale, without = [] }: PartnerOptions, port: number) {
  return demoOptions(demoSettings.parse({ port, scale, date: TODAY, without }));
}

export async function startPartners(options: PartnerOptions): Promise<PartnerHarness> {
  const settings = demoOptionsOf(options, 4000);
  const kinds = demoSubgraphs(settings);
  const groups = [...new Set(kinds.flatMap(({ partnerProcess }) => partnerProcess ?? []))];
  const plans = groups.map((partnerProcess) =>
    withPeople(
      withMoreMemory(planPartnerSystems(partnerProcess, settings, CODE_LOCATION)),
      options.people,
    ),
  );
  const running = await Promise.all(plans.map((plan) => startPlanned(plan, PARTNERS_READY_MS)));
  const unused = 'http://127.0.0.1:0';
  const addresses = createAddresses(DEMO_SUBGRAPHS, new Map(), { control: unused, issuer: unused });
  for (const { partners } of running) addresses.setPartners(new Map(Object.entries(partners)));
  const urls = kinds.flatMap(({ partners }) =>
    partners.map(({ id }) => [id, addresses.partners.get(id) ?? ''] as const),
  );
  // Each process group has its own control server; a busy one would exceed the deadline of the other.
  const controlUrls = new Map(running.map(({ name, url }) => [name, url]));
  return {
    options,
    addresses,
    urls: Object.fromEntries(urls),
    calls: async () => {
      const counts = await Promise.all([...controlUrls.values()].map(callsAt));
      const byPartner: Record<string, number> = Object.assign({}, ...counts);
      return Object.values(byPartner).reduce((sum, own) => sum + own, 0);
    },
    delay: async (delayMs) => {
      for (const { kind, partnerProcess } of kinds)
        if (partnerProcess !== null)
          await delayPartners(
            controlUrls.get(PARTNER_PROCESS_NAMES[partnerProcess]) ?? '',
            kind,
            delayMs,
          );
    },
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()));
    },
  };
}

async function callsAt(control: string): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${control}/calls`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the response of mocks/control.ts
  return ((await response.json()) as { calls: Record<string, number> }).calls;
}

async function delayPartners(control: string, partner: string, delayMs: number): Promise<void> {
  const response = await fetch(`${control}/delays`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ partner, delayMs }),
  });
  if (!response.ok) throw new Error(`Cannot delay "${partner}": ${await response.text()}`);
}

/** Partners get more memory, because the memory of partners is not measured. */
function withMoreMemory(plan: ProcessPlan): ProcessPlan {
  const flags = (plan.nodeFlags ?? []).filter((flag) => !flag.startsWith('--max-old-space-size'));
  return { ...plan, nodeFlags: [...flags, '--max-old-space-size=3072'] };
}

function withPeople(plan: ProcessPlan, people: number | undefined): ProcessPlan {
  return people === undefined
    ? plan
    : { ...plan, args: [...plan.args, '--people', String(people)] };
}

export interface RuntimeOptions {
  readonly change?: (plan: ProcessPlan) => ProcessPlan;
  /** With the releases of statistics, which take some minutes where they are not there yet. */
  readonly hasReleases?: boolean;
}

/** The gateway and its subgraphs with the flags and settings of `npm start`, including audit logs. */
export async function startSupergraphRuntime(
  { options, addresses }: PartnerHarness,
  { change = (plan) => plan, hasReleases = false }: RuntimeOptions = {},
): Promise<GraphHarness> {
  const [port = 0] = await choosePorts([0]);
  const ownOptions = demoOptionsOf(options, port);
  const logs = mkdtempSync(join(tmpdir(), 'vakgraaf-bench-logs-'));
  const noPages = { explorer: join(logs, 'none'), dashboard: join(logs, 'none') };
  const partnersFile = writePartnerList(addresses.partners, logs);
  const purposesFile = writePurposes(logs);
  const releases = releasesFolder(ownOptions);
  const writeConfig = () =>
    writeDemoConfig({
      options: ownOptions,
      addresses,
      root: projectRoot(),
      pages: noPages,
      folder: logs,
      partnersFile,
      purposesFile,
      releases,
    });
  const plans = planSubgraphs(ownOptions, CODE_LOCATION, writeConfig());
  const subgraphs = await Promise.all(plans.map((plan) => startPlanned(change(plan), 60_000)));
  for (const { name, url } of subgraphs) addresses.setSubgraph(name, url);
  if (hasReleases) {
    for (const plan of planReleases(ownOptions, CODE_LOCATION, writeConfig())) await runTask(plan);
  }
  const gateway = await startPlanned(change(planGateway(CODE_LOCATION, writeConfig())), 60_000);
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    gateway,
    subgraphs,
    subgraphUrls: new Map(subgraphs.map(({ name, url }) => [name, url])),
    logs,
    releases,
    stop: async () => {
      await Promise.all([gateway, ...subgraphs].map((one) => one.stop()));
      rmSync(logs, { recursive: true, force: true });
    },
  };
}

/** A maximum of people a day would end the measurement of the query that has one. */
function writePurposes(folder: string): string {
  const file = join(folder, 'purposes.yaml');
  const text = readFileSync(PURPOSES_FILE, 'utf8');
  writeFileSync(file, text.replaceAll(/, maxPerDay: \d+/g, ''));
  return file;
}

/** Rejects when the process ends with an error. */
async function runTask({ module, args, nodeFlags = [] }: ProcessPlan): Promise<void> {
  const program = [...nodeFlags, module, ...args.filter((one) => one !== '--background')];
  const [code] = (await once(spawn(process.execPath, program, { stdio: 'ignore' }), 'exit')) as [
    number | null,
  ];
  if (code !== 0) throw new Error(`${module} ended with ${code}`);
}
