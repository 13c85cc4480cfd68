import { PartnerFault } from './partner-fault.ts';
import { KNOWN_TYPES, type ValueType } from './postgres-values.ts';
import type { RawResult } from './read-only-query.ts';

/** The types of one database. */
export interface PostgresTypes {
  /** Looks unknown types up, with `read`, and keeps them. */
  readonly load: (oids: readonly number[], read: ReadTypes) => Promise<readonly ValueType[]>;
}

/** Reads the rows of `TYPES_SQL` for these OIDs. */
export type ReadTypes = (oids: readonly string[]) => Promise<RawResult>;

export const TYPES_SQL = `select t.oid::pg_catalog.text, t.typtype::pg_catalog.text,
    t.typcategory::pg_catalog.text, t.typelem::pg_catalog.text, t.typbasetype::pg_catalog.text
  from pg_catalog.pg_type t where t.oid = any($1::pg_catalog.oid[])`;

/** A database that describes ever other types must not fill the memory. */
const TYPES_MAX = 1_000;
/** A list of a domain over an enum. */
const STEPS_MAX = 4;
const FORMS: Readonly<Record<string, string>> = { c: 'composite', r: 'range', m: 'multirange' };

/**
 * Which types a database has made itself: an enum and a type of the category of texts are texts, a domain is
 * its base type, an array a list; a composite type, a range and any other are not read.
 */
export function createPostgresTypes(): PostgresTypes {
  const known = new Map<number, ValueType>(KNOWN_TYPES);

  const load = async (
    oids: readonly number[],
    read: ReadTypes,
    stepsLeft: number,
  ): Promise<readonly ValueType[]> => {
    const unknown = [...new Set(oids)].filter((oid) => !known.has(oid));
    if (unknown.length > 0) {
      if (stepsLeft === 0 || known.size > TYPES_MAX) {
        throw new PartnerFault('garbled', { reason: 'result' });
      }
      const { rows } = await read(unknown.map(String));
      for (const [oid, kind = '', category, element, base] of rows) {
        const inner = async (name: string | null | undefined) =>
          (await load([Number(name)], read, stepsLeft - 1))[0] ?? unreadable('type');
        known.set(Number(oid), await typeOf(kind ?? '', category, element, base, inner));
      }
    }
    return oids.map((oid) => known.get(oid) ?? unreadable('type'));
  };

  return { load: (oids, read) => load(oids, read, STEPS_MAX) };
}

async function typeOf(
  kind: string,
  category: string | null | undefined,
  element: string | null | undefined,
  base: string | null | undefined,
  inner: (oid: string | null | undefined) => Promise<ValueType>,
): Promise<ValueType> {
  if (kind === 'e') return { form: 'text', name: 'enum' };
  if (kind === 'd') return inner(base);
  if (category === 'A') {
    const items = await inner(element);
    if (items.form === 'unreadable') return unreadable(`${items.name}[]`);
    return { form: 'list', name: `${items.name}[]`, items };
  }
  if (category === 'S') return { form: 'text', name: 'text' };
  return unreadable(FORMS[kind] ?? 'type');
}

const unreadable = (name: string): ValueType => ({ form: 'unreadable', name });
