/** A subgraph in a process of its own; `test/support/loop-probe.mjs` measures its event loop. */
import type { SubgraphName } from '../../../core/federation/subgraph-names.ts';
import type { KeyDomain } from '../../../subgraphs/kit/ids/key-set.ts';
import { startSubgraph } from '../../../subgraphs/start-subgraph.ts';
import { partnersAt, settingsOf } from '../../support/subgraph-harness.ts';

const [kind, domains = '', auditFolder = '', ...pairs] = process.argv.slice(2);
const urls = Object.fromEntries(pairs.map((pair) => pair.split('=', 2)));
const list = partnersAt(urls);
const partners = list.partners.map((one) => ({
  ...one,
  ...(one.kind === 'provinces' && { register: 'dutch-csv', freshForSeconds: 0 }),
  deadlineMs: 30_000,
}));
const settings = settingsOf(
  kind as SubgraphName,
  { ...list, partners },
  domains.split(',').filter(Boolean) as KeyDomain[],
);
const subgraph = await startSubgraph({ ...settings, auditFolder });

process.on('disconnect', () => process.exit(0));
process.send?.({ url: subgraph.url });
