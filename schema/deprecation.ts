/** The form of a deprecation, which docs/versions.md explains. */

/** An element stays this long after it is deprecated. */
const DEPRECATED_DAYS_MIN = 365;

const FORM =
  /^Since (\d{4}-\d{2}-\d{2}), until (\d{4}-\d{2}-\d{2}): (use `([\w.]+)`|nothing replaces it)/;
const DAY_MS = 86_400_000;

/** Why a reason does not follow the policy; null when it does. `exists` tells whether a coordinate is in the schema. */
export function deprecationProblem(
  reason: string,
  exists: (coordinate: string) => boolean,
): string | null {
  const [, since = '', until = '', , replacement] = FORM.exec(reason) ?? [];
  if (since === '')
    return 'expected "Since DAY, until DAY: use `Type.field`" or "nothing replaces it"';
  const days = (Date.parse(until) - Date.parse(since)) / DAY_MS;
  if (!(days >= DEPRECATED_DAYS_MIN))
    return `expected at least ${DEPRECATED_DAYS_MIN} days between the two days`;
  if (replacement === undefined || exists(replacement)) return null;
  return `expected a replacement that is in the schema, and not "${replacement}"`;
}
