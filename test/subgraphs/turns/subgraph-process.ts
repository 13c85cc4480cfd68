/**
 * A subgraph in a process of its own, which measures the processor time between two turns of its event loop: what
 * another request waits at most, whatever else the machine does.
 */
import type { SubgraphName } from '../../../core/federation/subgraph-names.ts';
import type { KeyDomain } from '../../../subgraphs/kit/ids/key-set.ts';
import { startSubgraph } from '../../../subgraphs/start-subgraph.ts';
import { partnersAt, settingsOf } from '../../support/subgraph-harness.ts';

const [kind, domains = '', ...pairs] = process.argv.slice(2);
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
const subgraph = await startSubgraph(settings);

let longestUs = 0;
let before = process.cpuUsage();
let isMeasuring = false;
const turn = () => {
  const { user, system } = process.cpuUsage(before);
  longestUs = Math.max(longestUs, user + system);
  before = process.cpuUsage();
  if (isMeasuring) setImmediate(turn);
};

process.on('message', (message) => {
  if (message === 'start') {
    longestUs = 0;
    isMeasuring = true;
    before = process.cpuUsage();
    setImmediate(turn);
  } else {
    isMeasuring = false;
    process.send?.({ longestMs: longestUs / 1_000 });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: subgraph.url });
