/** What a response may lack, and what it must lack, when one subgraph gives nothing. */
import type { GraphqlResult } from '../support/stack.ts';
import type { SelectedFields } from './field-owners.ts';

/**
 * The mistakes in the data of a partial response, by path. A field that only the failed subgraph can give must be
 * null, every other one must have its value, and a field that several can give may be either.
 */
export function mistakesIn(
  whole: unknown,
  partial: unknown,
  fields: SelectedFields,
  failed: string,
  path = '',
): readonly string[] {
  if (Array.isArray(whole)) {
    if (!Array.isArray(partial) || partial.length !== whole.length) return [`${path}: other list`];
    return whole.flatMap((element, index) =>
      mistakesIn(element, partial[index], fields, failed, `${path}.${index}`),
    );
  }
  if (typeof whole !== 'object' || whole === null || fields.size === 0) {
    return JSON.stringify(whole) === JSON.stringify(partial) ? [] : [`${path}: other value`];
  }
  if (typeof partial !== 'object' || partial === null) return [`${path}: no object`];
  const extra = Object.keys(partial).filter((key) => !Object.hasOwn(whole, key));
  return [
    ...extra.map((key) => `${path}.${key}: not selected`),
    ...Object.entries(whole).flatMap(([key, value]) => {
      const given = (partial as Record<string, unknown>)[key];
      const { owners = [], required = [], fields: below = NO_FIELDS } = fields.get(key) ?? {};
      const at = `${path}.${key}`;
      if (given === undefined) return [`${at}: absent`];
      if (value === null) return given === null ? [] : [`${at}: invented`];
      if (given === null) return [...owners, ...required].includes(failed) ? [] : [`${at}: lost`];
      if (owners.length === 1 && owners[0] === failed) return [`${at}: from nowhere`];
      return mistakesIn(value, given, below, failed, at);
    }),
  ];
}

const NO_FIELDS: SelectedFields = new Map();

/** Times and states that differ between two requests without a fault. */
export function comparable<T extends GraphqlResult>(response: T): T {
  const text = JSON.stringify(response, (key, value: unknown) => {
    if (key === 'lastAnswerAt') return null;
    return key === 'state' && value === 'SLOW' ? 'ANSWERING' : value;
  });
  return JSON.parse(text) as T;
}
