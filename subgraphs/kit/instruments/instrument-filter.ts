/**
 * The filter of the instrument search as text: the key of `InstrumentFinder`, by which every
 * subgraph gets the same filter. The text is canonical, so that equal filters have equal keys.
 */
import { z } from 'zod';
import { REGION_KINDS } from '../../../core/regions/regions.ts';
import { EducationLevel, EmployerSize, Situation } from '../../../schema/generated/reference.ts';
import { SECTORS } from '../../../core/sectors/sectors.ts';
import { compareText } from '../../../core/structures/compare-text.ts';
import { codedError } from '../../../core/errors/coded-error.ts';
import type { Representation } from '../subgraph/entity-references.ts';

/** The order of the properties is the order in the key. */
const shape = z.strictObject({
  /** The day on which the person applies. */
  on: z.iso.date(),
  targetGroup: z.string().max(40).optional(),
  situation: z.enum(Situation).optional(),
  sector: z.enum(SECTORS).optional(),
  /** Every region of the given name. */
  regions: z
    .array(z.strictObject({ kind: z.enum(REGION_KINDS), code: z.string().max(40) }))
    .min(1)
    .optional(),
  age: z.int().min(0).max(120).optional(),
  educationLevel: z.enum(EducationLevel).optional(),
  employerSize: z.enum(EmployerSize).optional(),
});

/** The situation of the person who searches; an absent property does not narrow. */
export type InstrumentFilter = Readonly<z.output<typeof shape>>;

/** The key of `InstrumentFinder`. Throws for a filter of another shape, which is our mistake. */
export function encodeFilter(filter: InstrumentFilter): string {
  const checked = shape.parse(filter);
  const canonical = {
    ...checked,
    ...(checked.regions && { regions: checked.regions.toSorted(byKindAndCode) }),
  };
  return Buffer.from(JSON.stringify(canonical)).toString('base64url');
}

/** The filter in a key; `null` when `encodeFilter` did not make the key. */
export function decodeFilter(key: string): InstrumentFilter | null {
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.from(key, 'base64url').toString('utf8')));
    return parsed.success && encodeFilter(parsed.data) === key ? parsed.data : null;
  } catch {
    return null;
  }
}

type RegionKey = NonNullable<InstrumentFilter['regions']>[number];

function byKindAndCode(a: RegionKey, b: RegionKey): number {
  return compareText(`${a.kind} ${a.code}`, `${b.kind} ${b.code}`);
}

/** What the resolvers of `InstrumentFinder` receive. */
export interface InstrumentSearchModel {
  /** The key as it came. */
  readonly question: string;
  /** The filter in the key. */
  readonly filter: InstrumentFilter;
}

/**
 * Resolves the key of `InstrumentFinder` in every subgraph; throws `BAD_REQUEST` for another text.
 */
export function resolveInstrumentSearch({
  question: given,
}: Representation): InstrumentSearchModel {
  const question = String(given);
  const filter = decodeFilter(question);
  if (filter !== null) return { question, filter };
  throw codedError('BAD_REQUEST', 'Cannot read this key of InstrumentFinder');
}
