import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../config/project-root.ts';
import { ConfigError, readConfig } from '../config/read-config.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../federation/subgraph-names.ts';

const layer = z.enum(['public', 'aggregate', 'case']);

const inBothLanguages = z.strictObject({ nl: z.string().min(1), en: z.string().min(1) });

const purpose = z.strictObject({
  uri: z.string().regex(/^urn:llo:purpose:[a-z][a-z0-9-]*$/, 'expected urn:llo:purpose:name'),
  nl: z.string().min(1),
  en: z.string().min(1),
  legalBasis: inBothLanguages,
  layers: z.array(layer).min(1),
  /** Scopes of a token that may be used under this purpose; the others sleep. */
  scopes: z.array(z.string().min(1)),
  /** What satisfies `@policy` in the SDL. */
  policies: z.array(z.string().regex(/^purpose:[a-z-]+$/, 'expected purpose:name')),
  /** Its entry in the register of processing activities; `urn:llo:processing:name` unless given. */
  processingActivity: z.string().min(1).optional(),
  /** The kinds of partner whose case records it opens; at any other it satisfies nothing. */
  partners: z.array(z.enum(SUBGRAPH_NAMES)),
  /** Whose data it is about. */
  subjects: inBothLanguages,
  retention: inBothLanguages,
  /** How long lines of the account under it are kept; after that they are deleted. */
  auditLogDays: z.int().min(1).max(36_525),
  /** Allowed only while every partner is synthetic. */
  syntheticOnly: z.boolean(),
});

const file = z.strictObject({ purposes: z.array(purpose).min(1) });

/** Why a request is made, and what that allows. */
export type Purpose = Readonly<z.output<typeof purpose>>;

/** By URI. */
export type Purposes = ReadonlyMap<string, Purpose>;

/** Parses a list of purposes; mistakes are named with line, expectation and nearest valid name. */
export function parsePurposes(text: string, fileName: string): Purposes {
  const { purposes } = readConfig(text, fileName, file);
  const byUri = new Map<string, Purpose>();
  for (const one of purposes) {
    if (byUri.has(one.uri)) throw new ConfigError(`${fileName}: "${one.uri}" is listed twice`);
    byUri.set(one.uri, one);
  }
  return byUri;
}

/** Where the purposes of this house stand. */
export const PURPOSES_FILE = join(projectRoot(), 'core', 'purposes', 'purposes.yaml');

/** The purposes this house knows, from `purposes.yaml`. */
export function readPurposes(path = PURPOSES_FILE): Purposes {
  return parsePurposes(readFileSync(path, 'utf8'), 'purposes.yaml');
}

/** Without the purposes that hold only while every partner is synthetic. */
export function forRealPartners(purposes: Purposes): Purposes {
  return new Map([...purposes].filter(([, { syntheticOnly }]) => !syntheticOnly));
}

/**
 * The purposes as one kind of partner keeps them: what is not for this kind, or is for invented data
 * where a partner's are real, stays known by name and satisfies nothing.
 */
export function purposesAt(
  purposes: Purposes,
  at: { readonly kind: SubgraphName; readonly isSynthetic: boolean },
): Purposes {
  return new Map(
    [...purposes].map(([uri, one]) => {
      const isHere = one.partners.includes(at.kind) && (at.isSynthetic || !one.syntheticOnly);
      return [uri, isHere ? one : { ...one, policies: [] }];
    }),
  );
}

/** The policies that a purpose satisfies; none for a purpose we do not know. */
export function policiesOf(purposes: Purposes, uri: string | undefined): readonly string[] {
  return uri === undefined ? [] : (purposes.get(uri)?.policies ?? []);
}

/** The processing activity (verwerkingsactiviteit) that a purpose stands for, as an URI. */
export function processingActivityOf(purposes: Purposes, uri: string): string {
  return (
    purposes.get(uri)?.processingActivity ?? uri.replace('urn:llo:purpose:', 'urn:llo:processing:')
  );
}
