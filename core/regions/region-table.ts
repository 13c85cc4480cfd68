/** The region table in the YAML files of this folder, parsed and validated once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../config/project-root.ts';
import { didYouMean, readConfig } from '../config/read-config.ts';
import { readText } from '../config/read-file.ts';

export const REGION_KINDS = [
  'GEMEENTE',
  'PROVINCIE',
  'ARBEIDSMARKTREGIO',
  'LANDSDEEL',
  'COOPERATION',
] as const;

export type RegionKind = (typeof REGION_KINDS)[number];

export interface Region {
  readonly kind: RegionKind;
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** From `since` (inclusive) to `until` (exclusive); null is unbounded. */
export interface Period {
  readonly since: string | null;
  readonly until: string | null;
}

export interface Municipality extends Region, Period {
  readonly kind: 'GEMEENTE';
  readonly province: string;
  readonly memberships: readonly (Period & { readonly code: string })[];
  /** The municipality that it merged into on `until`. */
  readonly into: string | null;
}

export interface Area extends Region {
  /** The provinces that form it; empty when its municipalities list it as a membership instead. */
  readonly provinces: readonly string[];
  /** Whether all of its municipalities are in the table. */
  readonly complete: boolean;
}

export interface RegionTable {
  readonly areas: readonly Area[];
  readonly municipalities: readonly Municipality[];
  readonly cities: readonly { readonly city: string; readonly municipality: string }[];
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const names = z.array(z.string()).default([]);

const areaRow = z.strictObject({
  code: z.string(),
  name: z.string(),
  aliases: names,
  provinces: names,
  complete: z.boolean().default(false),
});

const areas = z.array(areaRow).default([]);

const areaFile = z.strictObject({
  provinces: areas,
  labourMarketRegions: areas,
  partsOfTheCountry: areas,
  cooperationRegions: areas,
});

const period = { since: day.nullable().default(null), until: day.nullable().default(null) };

/** The codes of the regions, so that a mistake is reported where it stands. */
function municipalityFile(known: readonly string[]) {
  const region = oneOf('region', known);
  const membership = z.union([
    region.transform((code) => ({ code, since: null, until: null })),
    z.strictObject({ code: region, ...period }),
  ]);
  const municipality = z.strictObject({
    code: z.string().regex(/^GM\d{4}$/, { error: 'expected a code such as GM0200' }),
    name: z.string(),
    aliases: names,
    province: region,
    regions: z.array(membership),
    ...period,
    into: z.string().nullable().default(null),
    source: z.literal('cbs-2015').optional(),
  });
  return z.strictObject({ municipalities: z.array(municipality) });
}

const cityFile = (known: readonly string[]) =>
  z.strictObject({ cities: z.record(oneOf('municipality', known), z.array(z.string())) });

function oneOf(what: string, known: readonly string[]) {
  return z.string().superRefine((given, context) => {
    if (known.includes(given)) return;
    const message = `unknown ${what} "${given}"${didYouMean(given, known)}`;
    context.addIssue({ code: 'custom', message });
  });
}

/** Files that a folder may hold in place of ours. */
export const REGION_FILES = ['regions', 'municipalities', 'cities'] as const;

const OWN_FOLDER = join(projectRoot(), 'core', 'regions');

let table: RegionTable | null = null;

/** The region table of this process, read from disk at the first use. */
export function regionTable(): RegionTable {
  table ??= readTable(undefined);
  return table;
}

/**
 * Reads the region table of this process anew: each file of the folder that is there, and ours for the others.
 * Throws `ConfigError` and changes nothing when one of them cannot be used.
 */
export function readRegions(folder: string | undefined): void {
  table = readTable(folder);
}

function readTable(folder: string | undefined): RegionTable {
  const file = <Shape extends z.ZodType>(name: (typeof REGION_FILES)[number], shape: Shape) => {
    const given = folder === undefined ? undefined : join(folder, `${name}.yaml`);
    const path =
      given !== undefined && existsSync(given) ? given : join(OWN_FOLDER, `${name}.yaml`);
    return readConfig(readText(path), path, shape);
  };
  const { provinces, labourMarketRegions, partsOfTheCountry, cooperationRegions } = file(
    'regions',
    areaFile,
  );
  const ofKind = (kind: Area['kind'], rows: z.output<typeof areas>) =>
    rows.map((row) => ({ kind, ...row }));
  const all = [
    ...ofKind('PROVINCIE', provinces),
    ...ofKind('ARBEIDSMARKTREGIO', labourMarketRegions),
    ...ofKind('LANDSDEEL', partsOfTheCountry),
    ...ofKind('COOPERATION', cooperationRegions),
  ];
  const shape = municipalityFile(all.map(({ code }) => code));
  const { municipalities } = file('municipalities', shape);
  const { cities } = file('cities', cityFile(municipalities.map(({ code }) => code)));
  return {
    areas: all,
    municipalities: municipalities.map((row) => ({
      kind: 'GEMEENTE',
      ...row,
      memberships: row.regions,
    })),
    cities: Object.entries(cities).flatMap(([municipality, places]) =>
      places.map((city) => ({ city, municipality })),
    ),
  };
}
