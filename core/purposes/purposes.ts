import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../config/project-root.ts';
import { ConfigError, readConfig } from '../config/read-config.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../federation/subgraph-names.ts';

const layer = z.enum(['public', 'aggregate', 'case']);

const inBothLanguages = z.strictObject({ nl: z.string().min(1), en: z.string().min(1) });

/** A law with its article, as it is registered. */
const law = z.strictObject({ law: z.string().min(1), article: z.string().min(1) });

const policy = z.string().regex(/^purpose:[a-z-]+$/, 'expected purpose:name');

/** Satisfied only by a purpose with a basis for special categories of personal data (AVG art. 9, UAVG art. 22 to 33). */
export const SPECIAL_CATEGORIES = 'purpose:special';

const fieldNames = z
  .string()
  .regex(/^\w+( \w+)*$/, 'expected names of fields with spaces between them')
  .transform((text): readonly string[] => text.split(' '));

/** How many data subjects one client may receive, or is usual, within one subgraph. */
const volume = z.strictObject({
  /** Above these numbers the subgraph raises an alarm. */
  alarmPerHour: z.int().min(1).default(500),
  alarmPerDay: z.int().min(1).default(2_000),
  /** Above these numbers the subgraph gives nothing. */
  maxPerResponse: z.int().min(1).optional(),
  maxPerDay: z.int().min(1).optional(),
});

const purpose = z.strictObject({
  uri: z.string().regex(/^urn:llo:purpose:[a-z][a-z0-9-]*$/, 'expected urn:llo:purpose:name'),
  nl: z.string().min(1),
  en: z.string().min(1),
  /** Since when this entry applies. Each change is a new version in the register, with its own time. */
  validFrom: z.iso.datetime({ error: 'expected a time such as 2026-11-29T00:00:00Z' }),
  /** What the legal basis is or would be, in words. */
  legalBasis: inBothLanguages,
  /** Who decides about this purpose (AVG art. 4(7)), and how to reach its privacy officer. */
  controller: z
    .strictObject({
      name: z.string().min(1),
      oin: z.string().regex(/^\d{20}$/, 'expected an OIN of 20 digits'),
      privacyOfficer: z.string().min(1),
    })
    .optional(),
  /** The legal basis that the controller registered. */
  basis: law.optional(),
  /** The day of that registration. */
  registeredOn: z.iso.date({ error: 'expected a day such as 2026-11-29' }).optional(),
  /** The exception that allows special categories of personal data. */
  specialBasis: law.optional(),
  layers: z.array(layer).min(1),
  /** Token scopes that this purpose activates. All other scopes are ignored. */
  scopes: z.array(z.string().min(1)),
  /** Policies of `@policy` in the SDL that this purpose satisfies. */
  policies: z.array(policy),
  /** The case fields that it needs, by type; no other is opened. Everything that its policies open without it. */
  fields: z.record(z.string(), fieldNames).optional(),
  /** Types of case records that statistics for it are counted from; no client gets one of them. */
  counted: fieldNames.optional(),
  /** URI of its entry in the register of processing activities; by default `urn:llo:processing:name`. */
  processingActivity: z.string().min(1).optional(),
  /** Subgraphs where it gives access to case records; elsewhere it satisfies no policy. */
  partners: z.array(z.enum(SUBGRAPH_NAMES)),
  /** The categories of data subjects. */
  subjects: inBothLanguages,
  recipients: inBothLanguages,
  retention: inBothLanguages,
  securityMeasures: inBothLanguages,
  /** Days that audit log lines for this purpose are kept, after which they are deleted. */
  auditLogDays: z.int().min(1).max(36_525),
  /** Allowed only while all partners have synthetic data. */
  syntheticOnly: z.boolean(),
  volume: volume.prefault({}),
});

const file = z.strictObject({ purposes: z.array(purpose).min(1) });

/** Why a request is made, and what that allows. */
export interface Purpose extends Readonly<z.output<typeof purpose>> {
  /** What must be registered before it opens records of real people; only on a purpose that is closed for it. */
  readonly missing?: readonly BilingualText[];
}

interface BilingualText {
  readonly nl: string;
  readonly en: string;
}

/** By URI. */
export type Purposes = ReadonlyMap<string, Purpose>;

/** Parses a list of purposes; throws `ConfigError`. */
export function parsePurposes(text: string, fileName: string): Purposes {
  const { purposes } = readConfig(text, fileName, file);
  const byUri = new Map<string, Purpose>();
  for (const one of purposes) {
    if (byUri.has(one.uri)) throw new ConfigError(`${fileName}: "${one.uri}" is listed twice`);
    if (one.layers.includes('case') && one.fields === undefined && !one.syntheticOnly) {
      throw new ConfigError(`${fileName}: "${one.uri}" opens case records: name them in "fields"`);
    }
    const isSpecial = one.policies.includes(SPECIAL_CATEGORIES);
    if (isSpecial && one.specialBasis === undefined && !one.syntheticOnly) {
      throw new ConfigError(
        `${fileName}: "${one.uri}" satisfies "${SPECIAL_CATEGORIES}": name its law and article in "specialBasis"`,
      );
    }
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

/**
 * The purposes where partners hold records of real people: without those for synthetic data, and with those that
 * open case records closed until their controller, legal basis and date are registered.
 */
export function forRealPartners(purposes: Purposes): Purposes {
  const real = [...purposes].filter(([, { syntheticOnly }]) => !syntheticOnly);
  return new Map(real.map(([uri, one]) => [uri, closedWhileUnregistered(one)]));
}

/**
 * The purposes as one subgraph applies them: a purpose that is not for this subgraph, or only for
 * synthetic data where a partner's data are real, stays in the list but satisfies no policy, and neither does one
 * that is not registered.
 */
export function purposesAt(
  purposes: Purposes,
  at: { readonly kind: SubgraphName; readonly isSynthetic: boolean },
): Purposes {
  return new Map(
    [...purposes].map(([uri, one]) => {
      const isApplied = one.partners.includes(at.kind) && (at.isSynthetic || !one.syntheticOnly);
      if (!isApplied) return [uri, { ...one, policies: [] }];
      return [uri, at.isSynthetic ? one : closedWhileUnregistered(one)];
    }),
  );
}

function closedWhileUnregistered(one: Purpose): Purpose {
  // Until then the register shows the version before it, or none, to which no line of a log may refer.
  const isValid = !one.layers.includes('case') || Date.parse(one.validFrom) <= Date.now();
  const missing = [
    ...missingRegistration(one),
    ...(isValid
      ? []
      : [{ nl: 'een ingangsdatum die voorbij is', en: 'a validFrom that has passed' }]),
  ];
  return missing.length === 0 ? one : { ...one, policies: [], missing };
}

/** The controller in the list of the demo, which decides about no real purpose. */
const DEMO_CONTROLLER = '00000099000000000000';

/**
 * What a purpose still needs before it may open records of real people; nothing where it opens none. A registration of
 * the future is none yet: the purpose opens when the list is read again after that day.
 */
export function missingRegistration(
  { layers, controller, basis, registeredOn }: Purpose,
  today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
): readonly BilingualText[] {
  if (!layers.includes('case')) return [];
  const hasController = controller !== undefined && controller.oin !== DEMO_CONTROLLER;
  const isRegistered = registeredOn !== undefined && registeredOn <= today;
  return [
    ...(basis ? [] : [{ nl: 'grondslag', en: 'legal basis' }]),
    ...(hasController ? [] : [{ nl: 'verwerkingsverantwoordelijke', en: 'controller' }]),
    ...(isRegistered ? [] : [{ nl: 'datum van registratie', en: 'date of registration' }]),
  ];
}

/** One sentence for each purpose that is closed until it is registered. */
export function unregisteredPurposes(purposes: Purposes): readonly string[] {
  return [...purposes.values()].flatMap(({ uri, missing = [] }) =>
    missing.length === 0
      ? []
      : [
          `Purpose "${uri}" opens no case records: missing ${missing.map(({ en }) => en).join(', ')}`,
        ],
  );
}

/** The policy of records that a person may see because they are their own; only a request of that person has it. */
export const OWN_DATA = 'purpose:inzage';

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
