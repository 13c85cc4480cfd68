import { BadRequest } from './problem.ts';

type Json = Readonly<Record<string, unknown>>;

const PAGE_SIZES = ['10', '20', '50', '100', '250'];
const BOOLEANS = ['true', 'false'];

/** The filters and sort keys of one collection of the standard. */
export interface CollectionRules {
  /** Query parameters that compare with a property of the same or another name. */
  readonly filters?: Readonly<Record<string, (item: Json) => unknown>>;
  readonly sorts: readonly string[];
  readonly sortedBy: string;
}

/** The requested page, in the standard's envelope. */
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
    throw new BadRequest(`pageSize must be one of ${PAGE_SIZES.join(', ')}`);
  }
  return Number(text);
}

function parsePageNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new BadRequest('pageNumber must be a number from 1');
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
    if (!rules.sorts.includes(property)) throw new BadRequest('sort names an unknown property');
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

/** A boolean query parameter; throws `BadRequest` for other values. */
export function parseBoolean(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!BOOLEANS.includes(value)) throw new BadRequest(`${name} must be true or false`);
  return value === 'true';
}

/** A date query parameter, or the default when it is absent. */
export function parseDay(query: URLSearchParams, name: string, defaultDay: string): string {
  const value = query.get(name) ?? defaultDay;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new BadRequest(`${name} must be a full date`);
  return value;
}

/** The `expand` query parameter; throws for a name that the resource cannot expand. */
export function parseExpand(query: URLSearchParams, known: readonly string[]): ReadonlySet<string> {
  const wanted = (query.get('expand') ?? '').split(',').filter((name) => name !== '');
  if (wanted.some((name) => !known.includes(name))) {
    throw new BadRequest(`expand must be among ${known.join(', ')}`);
  }
  return new Set(wanted);
}
