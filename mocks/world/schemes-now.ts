import { addDays } from './days.ts';
import type { PlannedScheme } from './schemes.ts';
import { METALEKTRO_SCHEMES } from './schemes-now/a-en-o-metalektro.ts';
import { OOM_SCHEMES } from './schemes-now/oom.ts';
import { OOMT_SCHEMES } from './schemes-now/oomt.ts';
import { OTIB_SCHEMES } from './schemes-now/otib.ts';
import { TECHNICAL } from './schemes-now/scheme-row.ts';
import type { SchemeRow } from './schemes-now/scheme-row.ts';
import type { Day } from './world.ts';

// Whether employers may apply is data of the scheme: its target groups. Every fund has open schemes, one
// exhausted, one closed and one future scheme. Amounts, dates and conditions are invented; programmes of
// the sources without a current scheme (Gelders Vakmanschap) have none.
// Do not change the order of the funds: the assignment of vouchers to people depends on it.
const ROWS: readonly SchemeRow[] = [
  ...OTIB_SCHEMES,
  ...OOM_SCHEMES,
  ...OOMT_SCHEMES,
  ...METALEKTRO_SCHEMES,
];

/** The schemes around a date, with one function for each fund. */
export const CURRENT_SCHEMES: readonly ((date: Day) => PlannedScheme)[] = ROWS.map(
  (row) => (date) => planned(row, date),
);

function planned(row: SchemeRow, date: Day): PlannedScheme {
  const [opens, closes] = row.days;
  return {
    id: row.id,
    fund: row.fund,
    name: row.name,
    programme: row.programme ?? null,
    type: row.type,
    uses: row.uses ?? ['TRAINING'],
    sectors: row.sectors ?? TECHNICAL,
    regions: row.regions,
    targetGroups: row.groups,
    maxMonths: row.maxMonths === undefined ? 12 : row.maxMonths,
    opensOn: addDays(date, opens),
    closesOn: closes === null ? null : addDays(date, closes),
    era: 'now',
    budgetUse: row.budgetUse,
    untouchedBudgetCents: 25_000_000,
    isOfProgramme: row.isOfProgramme ?? false,
  };
}
