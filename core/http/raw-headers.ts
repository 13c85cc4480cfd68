/** The first header with this name, which is in small letters; null where there is none. Names and values in turn. */
export function rawHeader(raw: readonly Buffer[], wanted: string): string | null {
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index];
    if (name?.length === wanted.length && name.toString('latin1').toLowerCase() === wanted) {
      return raw[index + 1]?.toString('latin1') ?? null;
    }
  }
  return null;
}
