/** The region table in the YAML files of this folder, parsed and validated once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../config/project-root.ts';

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

const areaFile = z.strictObject({
  provinces: z.array(areaRow),
  labourMarketRegions: z.array(areaRow),
  partsOfTheCountry: z.array(areaRow),
  cooperationRegions: z.array(areaRow),
});

const period = { since: day.nullable().default(null), until: day.nullable().default(null) };

const membership = z.union([
  z.string().transform((code) => ({ code, since: null, until: null })),
  z.strictObject({ code: z.string(), ...period }),
]);

const municipalityRow = z.strictObject({
  code: z.string().regex(/^GM\d{4}$/),
  name: z.string(),
  aliases: names,
  province: z.string(),
  regions: z.array(membership),
  ...period,
  into: z.string().nullable().default(null),
  source: z.literal('cbs-2015').optional(),
});

const municipalityFile = z.strictObject({ municipalities: z.array(municipalityRow) });
const cityFile = z.strictObject({ cities: z.record(z.string(), z.array(z.string())) });

let table: RegionTable | null = null;

/** The region table, read from disk at the first use. */
export function regionTable(): RegionTable {
  table ??= parseTable((name) =>
    readFileSync(join(projectRoot(), 'core', 'regions', `${name}.yaml`), 'utf8'),
  );
  return table;
}

function parseTable(read: (name: string) => string): RegionTable {
  const areas = areaFile.parse(parse(read('regions')));
  const { municipalities } = municipalityFile.parse(parse(read('municipalities')));
  const { cities } = cityFile.parse(parse(read('cities')));
  return {
    areas: [
      ...areas.provinces.map((row) => ({ kind: 'PROVINCIE' as const, ...row })),
      ...areas.labourMarketRegions.map((row) => ({ kind: 'ARBEIDSMARKTREGIO' as const, ...row })),
      ...areas.partsOfTheCountry.map((row) => ({ kind: 'LANDSDEEL' as const, ...row })),
      ...areas.cooperationRegions.map((row) => ({ kind: 'COOPERATION' as const, ...row })),
    ],
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
