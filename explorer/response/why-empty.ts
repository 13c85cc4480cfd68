/** Why fields of a response are empty, in one sentence for each field. */
import type { Bilingual } from '../../ui/bilingual.ts';
import type { FieldAt } from '../schema-words/response-fields.ts';
import { schemaTerm } from '../schema-words/schema-term.ts';
import { errorText, unavailableText } from './notices.ts';

export interface EmptyField extends Bilingual {
  /** The names of the fields to it, as in the response and joined by dots. */
  readonly path: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a path of field names has over all rows of a response. */
interface Seen {
  readonly isList: boolean;
  filled: number;
  empty: number;
  hidden: number;
  /** The object around the last empty value. */
  around: Fields;
}

const depthMax = 20;
/** More values than a response of the gateway has; a bound all the same. */
const valuesMax = 500_000;
const fieldsMax = 20;

/** Fields that are empty everywhere in the response, and those of which an error says why. */
export function emptyFields(response: unknown, fieldAt: FieldAt): readonly EmptyField[] {
  const errors = listAt(response, 'errors').map(failureOf);
  const partial = listAt(at(response, 'extensions'), 'partial');
  const found = [...seenIn(at(response, 'data'))].flatMap(([path, seen]) => {
    const text = textFor(path, seen, { errors, partial, fieldAt });
    return text === undefined ? [] : [{ path, ...text }];
  });
  // Below an empty field there is nothing to explain.
  const outermost = found.filter(
    ({ path }) => !found.some((other) => path.startsWith(`${other.path}.`)),
  );
  return outermost.slice(0, fieldsMax);
}

interface Known {
  readonly errors: readonly Failure[];
  readonly partial: readonly unknown[];
  readonly fieldAt: FieldAt;
}

function textFor(path: string, seen: Seen, known: Known): Bilingual | undefined {
  if (seen.hidden > 0) return hiddenText(seen.hidden);
  if (seen.empty === 0) return undefined;
  const failure = known.errors.find((error) => error.path === path);
  if (failure) return failure.text;
  if (seen.filled > 0) return undefined;
  if (known.fieldAt(path.split('.'))?.type.name === 'ProtectedShare') return noStepBefore;
  return (
    unpublishedText(path, seen.around, known.fieldAt) ??
    partnerText(known.partial) ??
    (seen.isList ? noRows : notFilledIn)
  );
}

const noRows: Bilingual = {
  nl: 'Geen enkele rij past bij de vraag. Kijk naar de filters, de regio en de datum.',
  en: 'No row matches the query. Look at the filters, the region and the date.',
};

const notFilledIn: Bilingual = {
  nl: 'De bron heeft dit niet ingevuld, of het bestaat niet.',
  en: 'The source has no value for it, or it does not exist.',
};

const noStepBefore: Bilingual = {
  nl: 'Een aandeel is een deel van de stap ervoor. Deze rijen hebben geen stap ervoor.',
  en: 'A share is a part of the step before. These rows have no step before them.',
};

function hiddenText(count: number): Bilingual {
  const nl = count === 1 ? 'Eén aantal is' : `${count} aantallen zijn`;
  const en = count === 1 ? 'One number is' : `${count} numbers are`;
  return {
    nl: `${nl} verborgen, omdat het over te weinig mensen gaat of omdat een ander verborgen aantal eruit zou volgen.`,
    en: `${en} hidden, because it is about too few people or because another hidden number would follow from it.`,
  };
}

/** A table of statistics without rows says itself why. */
function unpublishedText(path: string, around: Fields, fieldAt: FieldAt): Bilingual | undefined {
  const { status, reason } = around;
  if (!path.endsWith('rows') || typeof status !== 'string' || status === 'PUBLISHED')
    return undefined;
  const { nl, en } = isFields(reason) ? reason : {};
  const type = fieldAt([...path.split('.').slice(0, -1), 'status'])?.type;
  const description = type && 'getValue' in type ? type.getValue(status)?.description : undefined;
  const { term, text } = schemaTerm(description);
  return {
    nl: typeof nl === 'string' ? nl : `Deze tabel is niet gepubliceerd: ${term || status}.`,
    en: typeof en === 'string' ? en : `This table is not published: ${text || status}`,
  };
}

function partnerText(partial: readonly unknown[]): Bilingual | undefined {
  const unavailable = partial.filter((entry) => at(entry, 'fault') !== null).map(unavailableText);
  if (unavailable.length === 0) return undefined;
  return {
    nl: `Misschien omdat een partner ontbreekt: ${unavailable.map(({ nl }) => nl).join('; ')}.`,
    en: `Perhaps because a partner is missing: ${unavailable.map(({ en }) => en).join('; ')}.`,
  };
}

interface Failure {
  readonly path: string;
  readonly text: Bilingual;
}

function failureOf(error: unknown): Failure {
  const path = listAt(error, 'path').filter((step) => typeof step === 'string');
  return { path: path.filter((step) => !plumbing.has(step)).join('.'), text: errorText(error) };
}

const plumbing: ReadonlySet<unknown> = new Set(['nodes', 'edges', 'node']);
/** They tell of the page of a list and not of its rows. */
const aside: ReadonlySet<string> = new Set(['pageInfo', '__typename', 'cursor']);

function seenIn(data: unknown): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>();
  let visited = 0;
  const note = (path: string, isList: boolean, isEmpty: boolean, around: Fields): void => {
    const known = seen.get(path) ?? { isList, filled: 0, empty: 0, hidden: 0, around };
    if (isEmpty) known.around = around;
    if (isEmpty && around['status'] === 'SUPPRESSED') known.hidden++;
    else if (isEmpty) known.empty++;
    else known.filled++;
    seen.set(path, known);
  };
  const visit = (value: Fields, path: string, depth: number): void => {
    if (depth > depthMax) return;
    for (const [field, inner] of Object.entries(value)) {
      if (aside.has(field) || ++visited > valuesMax) continue;
      const here = plumbing.has(field) ? path : path === '' ? field : `${path}.${field}`;
      const isList = Array.isArray(inner);
      const isConnection = isFields(inner) && ('nodes' in inner || 'edges' in inner);
      if (!isConnection && here !== '')
        note(here, isList, inner === null || (isList && inner.length === 0), value);
      for (const item of isList ? inner : [inner]) if (isFields(item)) visit(item, here, depth + 1);
    }
  };
  if (isFields(data)) visit(data, '', 0);
  return seen;
}

function at(value: unknown, key: string): unknown {
  return isFields(value) ? value[key] : undefined;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
