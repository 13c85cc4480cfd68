import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { nearestName } from '../schema/nearest-name.ts';
import { fundLayout } from './funds/layout.ts';
import { registerLayout } from './provinces/layout.ts';
import { ConfigError, readConfig } from './read-config.ts';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'expected a slug: lower-case letters, digits and hyphens');

const address = (...schemes: readonly string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
      error: `expected an address that starts with ${schemes.map((one) => `${one}//`).join(' or ')}`,
      abort: true,
    })
    .refine((text) => !holdsPassword(new URL(text)), {
      error: 'expected an address without a password: name the setting that holds it instead',
    });

function holdsPassword({ password, searchParams }: URL): boolean {
  return password !== '' || searchParams.has('password');
}

/** Names the setting (environment variable) that holds a secret; the list itself holds none. */
const secret = z.strictObject({ setting: z.string().regex(/^[A-Z][A-Z0-9_]*$/) });

const partner = {
  id,
  name: z.string().min(1),
  synthetic: z.boolean().default(false),
  deadlineMs: z.int().min(50).max(30_000).default(2_000),
  connectionsMax: z.int().min(1).max(64).default(8),
};

const http = {
  ...partner,
  url: address('http:', 'https:'),
  answerBytesMax: z.int().min(1_024).max(67_108_864).default(8_388_608),
};

const fund = z.strictObject({
  ...partner,
  kind: z.literal('funds'),
  url: address('postgresql:', 'postgres:'),
  password: secret.optional(),
  layout: z.string(),
  /** Where a person applies for a voucher of this fund. */
  applyAt: address('https:', 'http:').optional(),
});

const clientCredentials = z.strictObject({
  tokenPath: z.string().startsWith('/'),
  clientId: z.string().min(1),
  clientSecret: secret,
});

const school = z.strictObject({
  ...http,
  kind: z.literal('education'),
  oauth: clientCredentials.optional(),
  /** Our extension, not OOAPI: a school without it answers no person and is named. */
  personLookupPath: z.string().startsWith('/').optional(),
});

const province = z.strictObject({
  ...http,
  kind: z.literal('provinces'),
  /** CBS code of the province itself. */
  region: z.string().regex(/^PV\d{2}$/, 'expected the CBS code of a province, such as "PV25"'),
  /** The layout of its register, below. */
  register: z.string(),
  /** For how long a register counts as unchanged; after that the province is asked again. */
  freshForSeconds: z.number().min(0).max(86_400).default(10),
});

const uwv = z.strictObject({
  ...http,
  kind: z.literal('uwv'),
  oauth: clientCredentials.optional(),
});

const caseSystem = z.strictObject({
  ...http,
  kind: z.literal('guidance'),
  oauth: clientCredentials.optional(),
  /** The organisation's own OIN: a coach whose token carries it sees its caseload. */
  oin: z.string().regex(/^\d{20}$/, 'expected an OIN of 20 digits'),
  /** Whether it may hold citizen numbers. One run by a fund's project may not, and is never asked. */
  holdsPersonKey: z.boolean(),
});

const partnerList = z.strictObject({
  partners: z.array(z.discriminatedUnion('kind', [fund, school, uwv, caseSystem, province])).min(1),
  layouts: z.record(id, fundLayout).default({}),
  registers: z.record(id, registerLayout).default({}),
});

export type FundPartner = z.output<typeof fund>;
export type SchoolPartner = z.output<typeof school>;
export type ProvincePartner = z.output<typeof province>;
export type UwvPartner = z.output<typeof uwv>;
export type CaseSystemPartner = z.output<typeof caseSystem>;
export type PartnerEntry =
  FundPartner | SchoolPartner | UwvPartner | CaseSystemPartner | ProvincePartner;

/** Every organisation whose system is asked, and the layouts that several of them share. */
export type PartnerList = z.output<typeof partnerList>;

/**
 * Reads the partner list. Throws `ConfigError` with a line for every mistake: where it is, what was
 * expected, and the nearest valid name.
 */
export function readPartners(file: string): PartnerList {
  return parsePartners(readFileSync(file, 'utf8'), basename(file));
}

export function parsePartners(text: string, fileName: string): PartnerList {
  const list = readConfig(text, fileName, partnerList.superRefine(checkReferences));
  return list;
}

/** The same list with some addresses moved (`--partner ID=URL`); an unknown id is an error. */
export function movePartners(
  list: PartnerList,
  addresses: ReadonlyMap<string, string>,
): PartnerList {
  const ids = list.partners.map((one) => one.id);
  for (const moved of addresses.keys()) {
    if (!ids.includes(moved)) throw new ConfigError(unknownName('partner', moved, ids));
  }
  return {
    ...list,
    partners: list.partners.map((one) => ({ ...one, url: addresses.get(one.id) ?? one.url })),
  };
}

/** The partners of one kind, in the order of the list. */
export function partnersOf<Kind extends PartnerEntry['kind']>(
  list: PartnerList,
  kind: Kind,
): readonly Extract<PartnerEntry, { kind: Kind }>[] {
  return list.partners.filter(
    (one): one is Extract<PartnerEntry, { kind: Kind }> => one.kind === kind,
  );
}

function checkReferences(list: z.output<typeof partnerList>, context: z.RefinementCtx): void {
  const layouts = Object.keys(list.layouts);
  const registers = Object.keys(list.registers);
  const seen = new Set<string>();
  for (const [index, one] of list.partners.entries()) {
    const complain = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['partners', index, field], message });
    if (seen.has(one.id)) complain('id', `"${one.id}" is in the list twice`);
    seen.add(one.id);
    if (one.kind === 'funds' && !layouts.includes(one.layout)) {
      complain('layout', unknownName('layout', one.layout, layouts));
    }
    if (one.kind === 'provinces' && !registers.includes(one.register)) {
      complain('register', unknownName('register', one.register, registers));
    }
  }
}

function unknownName(what: string, given: string, known: readonly string[]): string {
  const near = nearestName(given, known);
  const hint = near === null ? `known are ${known.join(', ')}` : `did you mean "${near}"?`;
  return `unknown ${what} "${given}"; ${hint}`;
}
