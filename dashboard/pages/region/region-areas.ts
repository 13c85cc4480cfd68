/** What of a response belongs to one labour market region. */
import type { RegioQuery, ProgrammasMetRollenQuery } from '../../operations/generated.ts';
import { TILES } from '../../parts/tile-positions.ts';
import { keyOf, type Area } from '../../programmes/areas.ts';
import { codeOf, type StatisticsTable } from '../../statistics/table.ts';

export type Region = NonNullable<RegioQuery['region']>;
export type ProgrammeWithRoles = NonNullable<
  ProgrammasMetRollenQuery['programmes']
>['nodes'][number];
export type Role = NonNullable<ProgrammeWithRoles['roles']>[number];

/** The areas that share a part with this region, itself included. */
export type Areas = ReadonlySet<string>;

/** Where the region table does not tell, the province that most of the region lies in. */
export function areasOf({ code, overlaps, gemeenten }: Region): Areas {
  const province = TILES.find((tile) => tile.code === code)?.province;
  const areas: readonly Area[] = [
    { kind: 'ARBEIDSMARKTREGIO', code },
    ...(overlaps ??
      (province === undefined ? [] : [{ kind: 'PROVINCIE', code: province } as const])),
    ...(gemeenten ?? []).map((one) => ({ kind: 'GEMEENTE', code: one.code }) as const),
  ];
  return new Set(areas.map(keyOf));
}

/** The programmes that work in a part of the region. */
export function programmesIn(
  areas: Areas,
  programmes: readonly ProgrammeWithRoles[],
): readonly ProgrammeWithRoles[] {
  return programmes.filter(({ regions }) => (regions ?? []).some((one) => areas.has(keyOf(one))));
}

/** The organisations of one programme, by what they do in it. */
export interface Network {
  readonly programme: ProgrammeWithRoles;
  readonly roles: ReadonlyMap<Role['role'], readonly string[]>;
}

/** The organisations with a role in these programmes, without roles that are for another region. */
export function networksIn(
  areas: Areas,
  programmes: readonly ProgrammeWithRoles[],
): readonly Network[] {
  return programmes.flatMap((programme) => {
    const here = (programme.roles ?? []).filter(
      ({ region }) => region === null || areas.has(keyOf(region)),
    );
    const kinds = [...new Set(here.map(({ role }) => role))];
    const roles = new Map(
      kinds.map((kind) => [
        kind,
        [...new Set(here.filter(({ role }) => role === kind).flatMap(nameOf))],
      ]),
    );
    return roles.size === 0 ? [] : [{ programme, roles }];
  });
}

function nameOf({ organisation }: Role): readonly string[] {
  return organisation ? [organisation.name ?? organisation.id] : [];
}

/** The dimension of a table that is split by labour market region. */
export const REGION = 'region';

/** Whether the table has rows of this region. */
export function hasRegion(
  {
    dimensions,
  }: {
    readonly dimensions: readonly {
      readonly id: string;
      readonly categories: readonly { readonly code: string }[];
    }[];
  },
  code: string,
): boolean {
  return dimensions.some(
    ({ id, categories }) => id === REGION && categories.some((one) => one.code === code),
  );
}

/** How many rows of the table are about this region. */
export function rowsOfRegion(table: Pick<StatisticsTable, 'rows'>, code: string): number {
  return (table.rows ?? []).filter((row) => codeOf(row, REGION) === code).length;
}
