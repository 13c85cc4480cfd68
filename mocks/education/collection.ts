import { BadQuestion } from './problem.ts';

type Json = Readonly<Record<string, unknown>>;

const PAGE_SIZES = ['10', '20', '50', '100', '250'];
const TRUTHS = ['true', 'false'];

/** How one collection of the standard may be asked: which filters and sort keys it knows. */
export interface CollectionRules {
  /** Query parameters that compare with a property of the same or another name. */
  readonly filters?: Readonly<Record<string, (item: Json) => unknown>>;
  readonly sorts: readonly string[];
  readonly sortedBy: string;
}

/** The page that was asked for, in the standard's envelope. */
export function pageOf(
  items: readonly Json[],
  query: URLSearchParams,
  rules: CollectionRules,
): Json {
  const pageSize = parsePageSize(query.get('pageSize') ?? '10');
  const pageNumber = parsePageNumber(query.get('pageNumber') ?? '1');
  const found = sorted(items.filter(isWanted(query, rules)), query, rules);
  const start = (pageNumber - 1) * pageSize;
  return {
    pageSize,
    pageNumber,
    hasPreviousPage: pageNumber > 1,
    hasNextPage: start + pageSize < found.length,
    totalPages: Math.max(1, Math.ceil(found.length / pageSize)),
    items: found.slice(start, start + pageSize),
  };
}

function parsePageSize(text: string): number {
  if (!PAGE_SIZES.includes(text)) {
    throw new BadQuestion(`pageSize must be one of ${PAGE_SIZES.join(', ')}`);
  }
  return Number(text);
}

function parsePageNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new BadQuestion('pageNumber must be a number from 1');
  return Number(text);
}

function isWanted(query: URLSearchParams, rules: CollectionRules): (item: Json) => boolean {
  const q = query.get('q')?.toLowerCase();
  const primaryCode = query.get('primaryCode');
  const filters = Object.entries(rules.filters ?? {}).flatMap(([name, valueOf]) => {
    const wanted = query.get(name);
    return wanted === null ? [] : [{ valueOf, wanted }];
  });
  return (item) =>
    (q === undefined || searchable(item).includes(q)) &&
    (primaryCode === null || codeOf(item) === primaryCode) &&
    filters.every(({ valueOf, wanted }) => String(valueOf(item)) === wanted);
}

/** Name, abbreviation and description, as the standard's chapter on `q` says. */
function searchable(item: Json): string {
  return ['name', 'abbreviation', 'description', 'displayName']
    .map((property) => textOf(item[property]))
    .join(' ')
    .toLowerCase();
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value.map((text: { readonly value?: unknown }) => String(text.value)).join(' ');
}

function codeOf(item: Json): unknown {
  const code: unknown = item['primaryCode'];
  return typeof code === 'object' && code !== null && 'code' in code ? code.code : undefined;
}

function sorted(items: readonly Json[], query: URLSearchParams, rules: CollectionRules): Json[] {
  const keys = (query.get('sort') ?? rules.sortedBy).split(',').map((key) => ({
    isDown: key.startsWith('-'),
    property: key.replace(/^-/, ''),
  }));
  for (const { property } of keys) {
    if (!rules.sorts.includes(property)) throw new BadQuestion('sort names an unknown property');
  }
  return items.toSorted((one, other) => {
    for (const { isDown, property } of keys) {
      const order = compare(sortText(one, property), sortText(other, property));
      if (order !== 0) return isDown ? -order : order;
    }
    return 0;
  });
}

function sortText(item: Json, property: string): string {
  const value = item[property];
  return typeof value === 'string' ? value : textOf(value);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A yes or no of the query; anything else is the caller's mistake. */
export function parseTruth(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!TRUTHS.includes(value)) throw new BadQuestion(`${name} must be true or false`);
  return value === 'true';
}

/** A day of the query, or what holds when it is left out. */
export function parseDay(query: URLSearchParams, name: string, otherwise: string): string {
  const value = query.get(name) ?? otherwise;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new BadQuestion(`${name} must be a full date`);
  return value;
}

/** What to put in full, of what this resource can expand. */
export function parseExpand(query: URLSearchParams, known: readonly string[]): ReadonlySet<string> {
  const wanted = (query.get('expand') ?? '').split(',').filter((name) => name !== '');
  if (wanted.some((name) => !known.includes(name))) {
    throw new BadQuestion(`expand must be among ${known.join(', ')}`);
  }
  return new Set(wanted);
}
