/** What a subgraph publishes as files. */
import type { FileHandle } from 'node:fs/promises';
import type { SignedContext } from '../context/read-context.ts';

/** A file that is open; whoever gets it closes it. */
export interface OpenedFile {
  readonly handle: FileHandle;
  readonly bytes: number;
  /** SHA-256 of its content, in hex. */
  readonly hash: string;
}

/** For whom a file is opened. */
export interface FileReader {
  readonly principal: SignedContext | null;
  /** The policies that the purpose of this request satisfies. */
  readonly policies: readonly string[];
}

/** Opens the file of this name; `denied` where this reader may not have it, `unknown` where there is none. */
export type OpenFile = (
  name: string,
  reader: FileReader,
) => Promise<OpenedFile | 'denied' | 'unknown'>;
