/** Loaded into a process with `--import`: on a message `{ crash }` of the parent, an error occurs that nothing handles. */
import process from 'node:process';

process.on('message', (message) => {
  if (message?.crash === 'exception') {
    setImmediate(() => {
      throw new Error('999990019 of Noor Bakker');
    });
  }
  if (message?.crash === 'rejection') void Promise.reject(new Error('999990019 of Noor Bakker'));
  if (message?.crash === 'mistake') setImmediate(() => undefined.name);
});
