import { open, type FileHandle } from 'node:fs/promises';

/** Reads part of a file; less when the file ends before, and nothing when it is missing. */
export type ReadBytes = (path: string, position: number, length: number) => Promise<Buffer>;

const FILES_MAX = 64;

/** Reads parts of a few files, each of which stays open until `close`. */
export function openReader(): { readonly read: ReadBytes; readonly close: () => Promise<void> } {
  const files = new Map<string, FileHandle | null>();
  const close = async () => {
    const opened = [...files.values()];
    files.clear();
    for (const file of opened) await file?.close();
  };
  return {
    read: async (path, position, length) => {
      if (!files.has(path)) {
        if (files.size >= FILES_MAX) await close();
        files.set(path, await open(path, 'r').catch(nothingIfMissing));
      }
      const file = files.get(path);
      if (file == null) return Buffer.alloc(0);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    },
    close,
  };
}

/** A file may be deleted at the end of its retention, between listing and reading. */
export function nothingIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
