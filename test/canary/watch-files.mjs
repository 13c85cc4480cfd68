/**
 * Loaded before everything else of a process: tells its parent of every file that is opened to be
 * written, every folder made, and every file moved or removed. Nothing is stopped.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const WRITING = /[wa+]/;
const isWriting = (flags) =>
  typeof flags === 'number'
    ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT)) !== 0
    : typeof flags === 'string' && WRITING.test(flags);

const tell = (how, path) => {
  if (typeof path !== 'number') process.send?.({ wrote: `${how} ${String(path)}` });
};

const watch = (owner, name, mayConcern) => {
  const original = owner[name];
  owner[name] = function watched(path, ...rest) {
    if (mayConcern(path, ...rest)) tell(name, path);
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
