/**
 * One subgraph after the other in a process of its own; `test/support/loop-probe.mjs` measures its event loop. On a message
 * `{ start }` it starts a subgraph and reports its address, and on `{ stop: true }` it stops that again.
 */
import type { SubgraphName } from '../../../core/federation/subgraph-names.ts';
import type { KeyDomain } from '../../../subgraphs/kit/ids/key-set.ts';
import { startSubgraph, type RunningSubgraph } from '../../../subgraphs/start-subgraph.ts';
import { partnersAt, settingsOf } from '../../support/subgraph-harness.ts';

/** What a test starts. */
export interface Started {
  readonly kind: SubgraphName;
  readonly domains: readonly KeyDomain[];
  readonly auditFolder: string;
  /** The address of each partner, by its id. */
  readonly urls: Readonly<Record<string, string>>;
}

async function start({ kind, domains, auditFolder, urls }: Started): Promise<RunningSubgraph> {
  const list = partnersAt(urls);
  const partners = list.partners.map((one) => ({
    ...one,
    ...(one.kind === 'provinces' && { register: 'dutch-csv', freshForSeconds: 0 }),
    deadlineMs: 30_000,
  }));
  return startSubgraph({ ...settingsOf(kind, { ...list, partners }, domains), auditFolder });
}

let running: RunningSubgraph | undefined;

process.on('message', ({ start: started, stop }: { start?: Started; stop?: true }) => {
  void (async () => {
    if (started !== undefined) {
      running = await start(started);
      process.send?.({ url: running.url });
    }
    if (stop === true) {
      await running?.stop();
      process.send?.({ stopped: true });
    }
  })();
});
process.on('disconnect', () => process.exit(0));
// The probe listens before this module is loaded, so a message until now has reached the probe alone.
process.send?.({ ready: true });
