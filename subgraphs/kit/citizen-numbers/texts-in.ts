/**
 * Every string and number in a value, once, in no order. Keys are skipped: they are names of
 * fields, and the keys of a `Map` are what we sent.
 */
export function* textsIn(value: unknown): Generator<string> {
  const seen = new Set<object>();
  const left: unknown[] = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'string') yield one;
    else if (typeof one === 'number') yield String(one);
    else if (typeof one === 'object' && one !== null && !seen.has(one)) {
      seen.add(one);
      const inside = one instanceof Map || one instanceof Set ? one.values() : Object.values(one);
      for (const child of inside) left.push(child);
    }
  }
}
