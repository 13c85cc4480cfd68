/** A process that has recorded a deletion and then hangs before it deletes a file, until it is killed. */
import { localDisk } from '../../core/audit-log/disk.ts';
import { startAppendOnlyLog } from '../../core/audit-log/audit-log.ts';

const [folder = '', moment = ''] = process.argv.slice(2);
await startAppendOnlyLog({
  folder,
  name: 'uwv',
  now: () => new Date(moment),
  disk: {
    ...localDisk,
    remove: () => {
      process.send?.('about to delete');
      return new Promise(() => undefined);
    },
  },
});
