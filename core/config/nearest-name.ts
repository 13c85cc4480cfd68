/** Longer than any valid name; the work grows with the length. */
const LENGTH_MAX = 64;

/** The candidate with the smallest edit distance to a mistyped name; null when none is near. */
export function nearestName(text: string, candidates: readonly string[]): string | null {
  const lower = text.slice(0, LENGTH_MAX).toLowerCase();
  let nearest: string | null = null;
  let nearestDistance = Math.max(2, Math.floor(lower.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(lower, candidate.toLowerCase(), nearestDistance);
    if (distance < nearestDistance) {
      nearest = candidate;
      nearestDistance = distance;
    }
  }
  return nearest;
}

/** The end of a message about an unknown name: the nearest one, or all of them when none is near. */
export function nameHint(text: string, known: readonly string[]): string {
  const near = nearestName(text, known);
  return near === null ? `known are ${known.join(', ')}` : `did you mean "${near}"?`;
}

/** Levenshtein distance, or `limit` when the lengths already differ that much. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}
