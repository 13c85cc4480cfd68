/**
 * Loaded first in a child process: reports to the parent every file opened for writing, every folder
 * created, and every file moved or removed. Does not block anything.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const WRITING = /[wa+]/;
const isWriting = (flags) =>
  typeof flags === 'number'
    ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT)) !== 0
    : typeof flags === 'string' && WRITING.test(flags);

const report = (method, path) => {
  if (typeof path !== 'number') process.send?.({ wrote: `${method} ${String(path)}` });
};

const watch = (owner, name, isReported) => {
  const original = owner[name];
  owner[name] = function watched(path, ...rest) {
    if (isReported(path, ...rest)) report(name, path);
    return original.call(this, path, ...rest);
  };
};

const always = () => true;
for (const owner of [fs, fs.promises]) {
  for (const name of ['open', 'openSync']) {
    if (owner[name]) watch(owner, name, (_, flags) => isWriting(flags));
  }
  for (const base of [
    'writeFile',
    'appendFile',
    'mkdir',
    'mkdtemp',
    'rename',
    'unlink',
    'rm',
    'copyFile',
    'link',
    'symlink',
    'truncate',
  ]) {
    for (const name of [base, `${base}Sync`]) if (owner[name]) watch(owner, name, always);
  }
}
watch(fs, 'createWriteStream', always);
syncBuiltinESMExports();
