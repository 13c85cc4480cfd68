/** The known name that looks most like what was written, for "did you mean". */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  const distances = known.map((name) => ({ name, distance: editDistance(written, name) }));
  distances.sort((one, other) => one.distance - other.distance);
  return distances[0]?.name;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of Array.from(from).entries()) {
    const next = [line + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
