/**
 * Whether two answers hold the same data. Left out is what cannot be the same: the cursor, which is
 * sealed for one caller; the moment at which a partner answered; and whether it was slow, which is
 * how it has answered lately.
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
      // Milliseconds or none: the same moment.
      if (key === 'asOf' && typeof inner === 'string') return new Date(inner).toISOString();
      return inner;
    }),
  );
}

/** Where they first differ, in words; the values themselves may be personal and are not told. */
function findDifference(ours: unknown, theirs: unknown, path: string): string | null {
  if (!isObject(ours) || !isObject(theirs)) {
    return Object.is(ours, theirs) ? null : `${path} is another value`;
  }
  if (Array.isArray(ours) !== Array.isArray(theirs)) return `${path} is of another kind`;
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  for (const key of keys) {
    const here = `${path}.${key}`;
    if (!Object.hasOwn(ours, key) || !Object.hasOwn(theirs, key)) return `${here} is in one alone`;
    const difference = findDifference(ours[key], theirs[key], here);
    if (difference !== null) return difference;
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
