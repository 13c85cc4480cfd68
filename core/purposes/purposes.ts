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
  /** Token scopes that this purpose activates. All other scopes are ignored. */
  scopes: z.array(z.string().min(1)),
  /** Policies of `@policy` in the SDL that this purpose satisfies. */
  policies: z.array(z.string().regex(/^purpose:[a-z-]+$/, 'expected purpose:name')),
  /** URI of its entry in the register of processing activities; by default `urn:llo:processing:name`. */
  processingActivity: z.string().min(1).optional(),
  /** Subgraphs where it gives access to case records; elsewhere it satisfies no policy. */
  partners: z.array(z.enum(SUBGRAPH_NAMES)),
  /** The categories of data subjects. */
  subjects: inBothLanguages,
  retention: inBothLanguages,
  /** Days that audit log lines for this purpose are kept, after which they are deleted. */
  auditLogDays: z.int().min(1).max(36_525),
  /** Allowed only while all partners have synthetic data. */
  syntheticOnly: z.boolean(),
});

const file = z.strictObject({ purposes: z.array(purpose).min(1) });

/** Why a request is made, and what that allows. */
export type Purpose = Readonly<z.output<typeof purpose>>;

/** By URI. */
export type Purposes = ReadonlyMap<string, Purpose>;

/** Parses a list of purposes; throws `ConfigError`. */
export function parsePurposes(text: string, fileName: string): Purposes {
  const { purposes } = readConfig(text, fileName, file);
  const byUri = new Map<string, Purpose>();
  for (const one of purposes) {
    if (byUri.has(one.uri)) throw new ConfigError(`${fileName}: "${one.uri}" is listed twice`);
    byUri.set(one.uri, one);
  }
  return byUri;
}

/** Path of the list of purposes. */
export const PURPOSES_FILE = join(projectRoot(), 'core', 'purposes', 'purposes.yaml');

/** Reads the list of purposes; throws `ConfigError`. */
export function readPurposes(path = PURPOSES_FILE): Purposes {
  return parsePurposes(readFileSync(path, 'utf8'), 'purposes.yaml');
}

/** Without the purposes that are allowed only while all partners have synthetic data. */
export function forRealPartners(purposes: Purposes): Purposes {
  return new Map([...purposes].filter(([, { syntheticOnly }]) => !syntheticOnly));
}

/**
 * The purposes as one subgraph applies them: a purpose that is not for this subgraph, or only for
 * synthetic data where a partner's data are real, stays in the list but satisfies no policy.
 */
export function purposesAt(
  purposes: Purposes,
  at: { readonly kind: SubgraphName; readonly isSynthetic: boolean },
): Purposes {
  return new Map(
    [...purposes].map(([uri, one]) => {
      const isApplied = one.partners.includes(at.kind) && (at.isSynthetic || !one.syntheticOnly);
      return [uri, isApplied ? one : { ...one, policies: [] }];
    }),
  );
}

/** The policies that a purpose satisfies; none for an unknown purpose. */
export function policiesOf(purposes: Purposes, uri: string | undefined): readonly string[] {
  return uri === undefined ? [] : (purposes.get(uri)?.policies ?? []);
}

/** URI of the processing activity (verwerkingsactiviteit) of a purpose. */
export function processingActivityOf(purposes: Purposes, uri: string): string {
  return (
    purposes.get(uri)?.processingActivity ?? uri.replace('urn:llo:purpose:', 'urn:llo:processing:')
  );
}
