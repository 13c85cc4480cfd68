/** The manifest of a release: SHA-256 of every file, so that nobody can change one later without a trace. */
import { hash } from 'node:crypto';
import { z } from 'zod';

export const manifestFile = z.strictObject({
  release: z.string(),
  /** Only in the manifest of the evaluation files: without it, who guesses a small file could prove the guess. */
  nonce: z.string().optional(),
  /** By path within the folder of the manifest. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

export type ManifestFile = Readonly<z.output<typeof manifestFile>>;

export const MANIFEST = 'manifest.json';

export const sha256 = (content: string | Uint8Array): string => hash('sha256', content, 'hex');
