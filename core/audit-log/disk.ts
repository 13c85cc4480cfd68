import { constants, fdatasync, statSync, write } from 'node:fs';
import { access, appendFile, mkdir, open, readdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A file that only grows. */
export interface AppendFile {
  /** Resolves when all bytes are on the disk; rejects if the file was deleted or moved meanwhile. */
  append(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** What a log needs of a disk; tests pass one that is full. */
export interface Disk {
  /** Creates the folder. Only at start: later, a missing folder means that the disk was unmounted. */
  prepare(folder: string): Promise<void>;
  /** Rejects when no file can be created in the folder. */
  assertWritable(folder: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  /** Reads the last bytes of a file, and its size. */
  readTail(
    path: string,
    bytesMax: number,
  ): Promise<{ readonly tail: Buffer; readonly bytes: number }>;
  /** Creates a file; rejects if it exists. Its name is on the disk when this resolves. */
  create(folder: string, name: string): Promise<AppendFile>;
  /** Adds text to a file, which is created when it does not exist. */
  appendText(path: string, text: string): Promise<void>;
  /** Deletes a file; the deletion is on the disk when this resolves. */
  remove(path: string): Promise<void>;
}

const ONLY_OWNER = 0o600;
const ONLY_OWNER_FOLDER = 0o700;

/** The disk of this machine. */
export const localDisk: Disk = {
  prepare: async (folder) => {
    await mkdir(folder, { recursive: true, mode: ONLY_OWNER_FOLDER });
    await access(folder, constants.W_OK);
  },
  assertWritable: (folder) => access(folder, constants.W_OK),
  list: (folder) => readdir(folder),
  readTail: async (path, bytesMax) => {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const tail = Buffer.alloc(Math.min(size, bytesMax));
      await file.read(tail, 0, tail.length, size - tail.length);
      return { tail, bytes: size };
    } finally {
      await file.close();
    }
  },
  create: async (folder, name) => {
    const path = join(folder, name);
    await access(folder, constants.W_OK);
    const file = await open(path, 'ax', ONLY_OWNER);
    try {
      await syncFolder(folder);
      const { dev, ino } = await file.stat();
      return {
        append: async (bytes) => {
          await writeAll(file.fd, bytes);
          await syncData(file.fd);
          // An open file that was deleted or moved can still be written to; its lines would be lost. At once, because the
          // disk has just responded, and handing a look at a name to another thread takes ten times as long.
          const found = statSync(path);
          if (found.dev !== dev || found.ino !== ino) throw new Error('Cannot find the file again');
        },
        close: () => file.close(),
      };
    } catch (error) {
      await file.close();
      throw error;
    }
  },
  appendText: (path, text) => appendFile(path, text, { mode: ONLY_OWNER, flush: true }),
  remove: async (path) => {
    await unlink(path);
    await syncFolder(dirname(path));
  },
};

// Runs once per response; file descriptors cost half of what the handles of `fs/promises` do.
const writeTo = promisify(write);
const syncData = promisify(fdatasync);

async function writeAll(file: number, bytes: Buffer): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await writeTo(file, bytes, done, bytes.length - done, null);
    if (bytesWritten === 0) throw new Error('Cannot write to the file');
    done += bytesWritten;
  }
}

/** The name of a new file is durable only after a sync of its folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
