/** How many values of one field could not be read, and what stood there; never a value. */
export interface UnreadValues {
  readonly field: string;
  /** What stood there, such as `text`; sorted. */
  readonly shapes: readonly string[];
  readonly count: number;
}

/** Called for each value that cannot be read and is null instead, or costs its record. */
export type ReportUnread = (field: string, shape: string) => void;

/** A partner that sends other fields every time must not fill the memory or the log. */
const FIELDS_MAX = 100;
const SHAPES_MAX = 5;

/** Counts the values of one list that could not be read. */
export function createUnreadTally() {
  const fields = new Map<string, { count: number; readonly shapes: Set<string> }>();
  const report: ReportUnread = (field, shape) => {
    const seen = fields.get(field) ?? { count: 0, shapes: new Set<string>() };
    if (!fields.has(field) && fields.size >= FIELDS_MAX) return;
    fields.set(field, seen);
    seen.count += 1;
    if (seen.shapes.size < SHAPES_MAX) seen.shapes.add(shape);
  };
  return {
    report,
    list: (): readonly UnreadValues[] =>
      [...fields].map(([field, { count, shapes }]) => ({
        field,
        shapes: [...shapes].toSorted(),
        count,
      })),
  };
}
