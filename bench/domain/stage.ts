/**
 * The demo for a measurement, in two parts: the partner systems, started once a scale since a large
 * world takes its time, and the graph (gateway and subgraphs), started afresh each round.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_KINDS, partnerUrl } from '../../mocks/start/demo-parts.ts';
import type { ProcessPlan } from '../../mocks/start/demo-process.ts';
import { parseOptions } from '../../mocks/start/options.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import {
  chooseAddresses,
  planGateway,
  planPartnerSystems,
  planSubgraphs,
  type DemoAddresses,
  type Places,
} from '../../mocks/start/process-plans.ts';
import { projectRoot } from '../../schema/project-root.ts';
import { startPlanned, type Running } from './processes.ts';

/** The day of the demo's world, so that every run measures the same records. */
export const TODAY = '2026-11-21';

export interface PartnerStage {
  readonly scale: number;
  readonly addresses: DemoAddresses;
  readonly urls: Readonly<Record<string, string>>;
  /** What all partners together were asked since they started: HTTP requests and SQL statements. */
  calls(): Promise<number>;
  /** Every partner answers this much later from now on. */
  delay(delayMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface GraphStage {
  readonly url: string;
  readonly gateway: Running;
  readonly subgraphs: readonly Running[];
  stop(): Promise<void>;
}

/** Compiled by the benchmark itself, into a folder that nothing else writes to. */
const PLACES: Places = {
  code: join(projectRoot(), '.cache/bench'),
  root: projectRoot(),
  extension: '.js',
};
/** A hundred times the records take most of a minute to make, on each side. */
const PARTNERS_READY_MS = 600_000;

function optionsOf(scale: number, port: number) {
  const args = ['--free-ports', '--scale', String(scale), '--date', TODAY];
  const options = parseOptions(args, String(port));
  if (options === 'help') throw new Error('Cannot start: these options ask for help');
  return options;
}

export async function startPartners(scale: number): Promise<PartnerStage> {
  const options = optionsOf(scale, 4000);
  const addresses = await chooseAddresses(options);
  const plans = planPartnerSystems(options, addresses, PLACES).map(withRoom);
  const running = await Promise.all(plans.map((plan) => startPlanned(plan, PARTNERS_READY_MS)));
  const urls = DEMO_KINDS.flatMap(({ household, partners }) =>
    partners.map(({ id }) => [
      id,
      partnerUrl(household ?? 'servers', id, addresses.partnerPorts.get(id) ?? 0),
    ]),
  );
  return {
    scale,
    addresses,
    urls: Object.fromEntries(urls),
    calls: async () => {
      const response = await fetch(`${addresses.control}/calls`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- answered by mocks/control.ts
      const { calls } = (await response.json()) as { calls: Record<string, number> };
      return Object.values(calls).reduce((sum, own) => sum + own, 0);
    },
    delay: async (delayMs) => {
      const kinds = DEMO_KINDS.filter(({ household }) => household !== null);
      for (const { kind } of kinds) await delayKind(addresses.control, kind, delayMs);
    },
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()));
    },
  };
}

async function delayKind(control: string, partner: string, delayMs: number): Promise<void> {
  const response = await fetch(`${control}/delays`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ partner, delayMs }),
  });
  if (!response.ok) throw new Error(`Cannot delay "${partner}": ${await response.text()}`);
}

/** A partner's memory is not what is measured: a larger world gets more of it. */
function withRoom(plan: ProcessPlan): ProcessPlan {
  const flags = (plan.nodeFlags ?? []).filter((flag) => !flag.startsWith('--max-old-space-size'));
  return { ...plan, nodeFlags: [...flags, '--max-old-space-size=3072'] };
}

/** The gateway and its subgraphs with the flags and settings of `npm start`, account included. */
export async function startGraph({ scale, addresses }: PartnerStage): Promise<GraphStage> {
  const [port = 0, ...ports] = await choosePorts([0, ...DEMO_KINDS.map(() => 0)]);
  const own = {
    ...addresses,
    subgraphs: new Map(
      DEMO_KINDS.map(({ kind }, index) => [kind, `http://127.0.0.1:${ports[index]}/graphql`]),
    ),
  };
  const options = optionsOf(scale, port);
  const logs = mkdtempSync(join(tmpdir(), 'vakgraaf-bench-logs-'));
  const nowhere = { explorer: join(logs, 'none'), dashboard: join(logs, 'none') };
  const plans = planSubgraphs(options, own, PLACES).map((plan) => withLogsIn(logs, plan));
  const gatewayPlan = withLogsIn(logs, planGateway(options, own, PLACES, nowhere));
  const [gateway, ...subgraphs] = await Promise.all(
    [gatewayPlan, ...plans].map((plan) => startPlanned(plan, 60_000)),
  );
  if (gateway === undefined) throw new Error('Cannot start the gateway');
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    gateway,
    subgraphs,
    stop: async () => {
      await Promise.all([gateway, ...subgraphs].map((one) => one.stop()));
      rmSync(logs, { recursive: true, force: true });
    },
  };
}

function withLogsIn(folder: string, plan: ProcessPlan): ProcessPlan {
  const at = plan.args.indexOf('--account-folder') + 1;
  return at === 0 ? plan : { ...plan, args: plan.args.with(at, join(folder, plan.name)) };
}
