/**
 * Compares the data of two responses; null when they are equal. Ignores what cannot be equal: the cursor,
 * which is encrypted for one client; the time at which a partner responded; and whether it was slow
 * recently.
 */
export function differenceOf(ours: unknown, theirs: unknown): string | null {
  return findDifference(plain(ours), plain(theirs), 'data');
}

const OMITTED: ReadonlySet<string> = new Set(['endCursor', 'lastAnswerAt']);

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (key, inner: unknown) => {
      if (OMITTED.has(key)) return undefined;
      if (key === 'state' && inner === 'SLOW') return 'ANSWERING';
      // With or without milliseconds it is the same time.
      if (key === 'asOf' && typeof inner === 'string') return new Date(inner).toISOString();
      return inner;
    }),
  );
}

/** The path of the first difference, without the values, which may be personal data. */
function findDifference(ours: unknown, theirs: unknown, path: string): string | null {
  if (!isObject(ours) || !isObject(theirs)) {
    return Object.is(ours, theirs) ? null : `${path} has another value`;
  }
  if (Array.isArray(ours) !== Array.isArray(theirs)) return `${path} is of another type`;
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  for (const key of keys) {
    const here = `${path}.${key}`;
    if (!Object.hasOwn(ours, key) || !Object.hasOwn(theirs, key))
      return `${here} is in only one of them`;
    const difference = findDifference(ours[key], theirs[key], here);
    if (difference !== null) return difference;
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
