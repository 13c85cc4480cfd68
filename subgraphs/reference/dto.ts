/**
 * The schemas of the files in the content folder, each a list that may be absent. A reference to another file is checked in place, so that a
 * mistake is reported with its line and the nearest name.
 */
import { z } from 'zod';
import { SECTORS } from '../../core/sectors/sectors.ts';
import { didYouMean } from '../../core/config/read-config.ts';
import { LearningTopic, Qualifier, RoleKind, Unit } from '../../schema/generated/reference.ts';
import { regionOfCode } from '../kit/mapping/entity-keys.ts';

/** The ids that a file may refer to. */
export interface KnownIds {
  readonly sources: readonly string[];
  readonly organisations: readonly string[];
  readonly programmes: readonly string[];
}

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a slug');
const sentence = z.string().min(1);
const period = z
  .strictObject({ start: z.iso.date().nullable(), end: z.iso.date().nullable() })
  .partial()
  .transform(({ start = null, end = null }) => ({ start, end }));

const region = z.string().refine((code) => regionOfCode(code) !== null, 'no region has this code');

const oneOf = (what: string, known: readonly string[]) =>
  z.string().superRefine((given, context) => {
    if (known.includes(given)) return;
    const message = `unknown ${what} "${given}"${didYouMean(given, known)}`;
    context.addIssue({ code: 'custom', message });
  });

export const sourceDocumentFile = z.strictObject({
  sourceDocuments: uniqueById(
    z.strictObject({
      id: slug,
      file: z.string().nullable().default(null),
      title: sentence,
      publisher: sentence,
      date: z.iso.date().nullable().default(null),
      url: z
        .url({ protocol: /^https$/ })
        .nullable()
        .default(null),
      states: sentence,
      words: z.array(z.string()).default([]),
    }),
  ).default([]),
});

export const targetGroupFile = z.strictObject({
  targetGroups: z.array(
    z.strictObject({ code: z.string().regex(/^[A-Z][A-Z0-9_]*$/), name: sentence }),
  ),
});

export const organisationFile = z.strictObject({
  organisations: uniqueById(
    z.strictObject({
      id: slug,
      name: sentence,
      formerNames: z.array(sentence).default([]),
      regions: z.array(region).default([]),
    }),
  ).default([]),
});

const publicRole = ({ organisations, sources }: KnownIds) =>
  z.strictObject({
    name: sentence,
    office: sentence,
    organisation: oneOf('organisation', organisations).nullable().default(null),
    source: oneOf('source', sources),
    correction: sentence.nullable().default(null),
  });

export function programmeFile(known: KnownIds) {
  const organisation = oneOf('organisation', known.organisations);
  const role = z.strictObject({
    organisation,
    role: z.enum(RoleKind),
    branch: sentence.nullable().default(null),
    region: region.nullable().default(null),
    since: z.iso.date().nullable().default(null),
    until: z.iso.date().nullable().default(null),
  });
  const deliverable = z.strictObject({
    name: sentence,
    dueOn: z.iso.date(),
    to: organisation,
    source: oneOf('source', known.sources),
  });
  return z.strictObject({
    programmes: uniqueById(
      z.strictObject({
        id: slug,
        name: sentence,
        summary: sentence,
        period: period.nullable().default(null),
        regions: z.array(region).min(1),
        website: z
          .url({ protocol: /^https$/ })
          .nullable()
          .default(null),
        roles: z.array(role).default([]),
        branchesInEveryRegion: z
          .array(z.strictObject({ organisation, branch: sentence }))
          .default([]),
        officials: z.array(publicRole(known)).default([]),
        deliverables: z.array(deliverable).default([]),
      }),
    ).default([]),
  });
}

const measureShape = z.strictObject({ id: slug, name: sentence });

const figureShape = ({ sources, programmes }: KnownIds) =>
  z.strictObject({
    id: slug,
    measure: slug,
    value: z.number().nullable().default(null),
    min: z.number().nullable().default(null),
    max: z.number().nullable().default(null),
    qualifier: z.enum(Qualifier),
    unit: z.enum(Unit),
    asOf: z.iso.date().nullable().default(null),
    period: period.nullable().default(null),
    programme: oneOf('programme', programmes).nullable().default(null),
    region: region.nullable().default(null),
    sector: z.enum(SECTORS).nullable().default(null),
    source: oneOf('source', sources),
    states: sentence,
    correction: sentence.nullable().default(null),
  });
const FIGURE_RULE = 'expected min and max for RANGE, no figure for ORDER_OF_MAGNITUDE';

export function indicatorFile(known: KnownIds) {
  return z
    .strictObject({
      measures: uniqueById(measureShape).default([]),
      indicators: uniqueById(figureShape(known).refine(hasItsFigure, FIGURE_RULE)).default([]),
    })
    .superRefine(({ measures, indicators }, context) =>
      checkMeasures('indicators', indicators, measures, context),
    );
}

/** Figures of regions, which may use measures of the published figures, but no id that one of those has. */
export function labourMarketFile(
  known: KnownIds,
  taken: z.output<ReturnType<typeof indicatorFile>>,
) {
  const figure = figureShape(known).extend({ region }).refine(hasItsFigure, FIGURE_RULE);
  return z
    .strictObject({
      measures: uniqueById(measureShape, taken.measures).default([]),
      labourMarket: uniqueById(figure, taken.indicators).default([]),
    })
    .superRefine(({ measures, labourMarket }, context) =>
      checkMeasures('labourMarket', labourMarket, [...taken.measures, ...measures], context),
    );
}

function checkMeasures(
  list: string,
  figures: readonly { readonly measure: string }[],
  measures: readonly { readonly id: string }[],
  context: z.RefinementCtx,
): void {
  const known = measures.map(({ id }) => id);
  for (const [index, { measure }] of figures.entries()) {
    if (known.includes(measure)) continue;
    const path = [list, index, 'measure'];
    const message = `unknown measure "${measure}"${didYouMean(measure, known)}`;
    context.addIssue({ code: 'custom', path, message });
  }
}

export function learningPointFile({ sources, programmes }: KnownIds) {
  return z.strictObject({
    learningPoints: z
      .array(
        z.strictObject({
          text: sentence,
          topic: z.enum(LearningTopic).nullable().default(null),
          programme: oneOf('programme', programmes),
          source: oneOf('source', sources),
        }),
      )
      .default([]),
  });
}

export function publicEventFile(known: KnownIds) {
  return z.strictObject({
    publicEvents: uniqueById(
      z.strictObject({
        id: slug,
        name: sentence,
        date: z.iso.date().nullable().default(null),
        place: sentence.nullable().default(null),
        by: publicRole(known).omit({ source: true }).nullable().default(null),
        providedBy: oneOf('organisation', known.organisations).nullable().default(null),
        programme: oneOf('programme', known.programmes),
        source: oneOf('source', known.sources),
        states: sentence,
      }),
    ).default([]),
  });
}

interface Figure {
  readonly qualifier: Qualifier;
  readonly value: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** A range has two ends, an order of magnitude no figure at all, everything else one value. */
function hasItsFigure({ qualifier, value, min, max }: Figure): boolean {
  if (qualifier === 'RANGE') return value === null && min !== null && max !== null && min < max;
  const isWithoutRange = min === null && max === null;
  return isWithoutRange && (qualifier === 'ORDER_OF_MAGNITUDE') === (value === null);
}

/** `taken` are those of another file. */
function uniqueById<Row extends z.ZodType<{ readonly id: string }>>(
  row: Row,
  taken: readonly { readonly id: string }[] = [],
) {
  return z.array(row).superRefine((rows, context) => {
    const seen = new Set(taken.map(({ id }) => id));
    for (const [index, { id }] of rows.entries()) {
      if (seen.has(id)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: `"${id}" is there twice`,
        });
      }
      seen.add(id);
    }
  });
}
