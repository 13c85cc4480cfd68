/** A process that has said what it deletes, and has deleted nothing yet; it waits to be killed. */
import { localDisk } from '../../subgraphs/account/disk.ts';
import { startLedger } from '../../subgraphs/account/ledger.ts';
import { retentionOf } from '../../subgraphs/account/retention.ts';
import { readPurposes } from '../../subgraphs/purposes.ts';

const [folder = '', moment = ''] = process.argv.slice(2);
const purposes = readPurposes();
await startLedger({
  folder,
  name: 'uwv',
  now: () => new Date(moment),
  retention: retentionOf(() => purposes),
  disk: {
    ...localDisk,
    remove: () => {
      process.send?.('about to delete');
      return new Promise(() => undefined);
    },
  },
});
