/** What the API says beside the statistics, straight from the published facts of the sources and the invented registers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../../core/config/project-root.ts';
import { grantsOf } from '../../../mocks/provinces/grants.ts';
import { pilotsOf } from '../../../mocks/provinces/pilots.ts';
import type { Scheme, Voucher, World } from '../../../mocks/world/world.ts';
import { TEST_DAY } from '../../support/test-day.ts';

type Entry = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };

function listOf(file: string, list: string): readonly Entry[] {
  const text = readFileSync(join(projectRoot(), 'mocks/content', `${file}.yaml`), 'utf8');
  return (parse(text) as Readonly<Record<string, readonly Entry[]>>)[list] ?? [];
}

const byId = (list: readonly Entry[], id: unknown): Entry | null =>
  list.find((one) => one.id === id) ?? null;

const PROVINCES = {
  gelderland: 'Gelderland',
  drenthe: 'Drenthe',
  groningen: 'Groningen',
  fryslan: 'Fryslân',
  'noord-holland': 'Noord-Holland',
  overijssel: 'Overijssel',
} as const;
const provinces = Object.entries(PROVINCES) as readonly [keyof typeof PROVINCES, string][];

/** The pilots of a programme in the registers of the provinces, in the order in which they began; a planned one is the last. */
export function truePilots(world: World, programme: string) {
  return provinces
    .flatMap(([id, name]) =>
      pilotsOf(id, world).map((pilot) => ({
        ...pilot,
        id: `${id}:${pilot.number}`,
        province: { name },
      })),
    )
    .filter((pilot) => pilot.programme === programme)
    .toSorted((one, other) => ((one.startedOn ?? '9') < (other.startedOn ?? '9') ? -1 : 1));
}

function grantsFor(world: World, programme: string) {
  const organisations = listOf('organisations', 'organisations');
  return provinces.flatMap(([id]) =>
    grantsOf(id, world)
      .filter((grant) => grant.programme === programme)
      .map(({ name, amountEuro }) => ({
        name,
        amount: { amount: amountEuro, currency: 'EUR' },
        authority: byId(organisations, id),
      })),
  );
}

/** The programmes in the order of their names, each with what the sources and the provinces tell of it. */
export function trueProgrammes(world: World) {
  const [measures, organisations] = [
    listOf('indicators', 'measures'),
    listOf('organisations', 'organisations'),
  ];
  const documents = listOf('source-documents', 'sourceDocuments');
  const about = (file: string, list: string, programme: string) =>
    listOf(file, list).filter((one) => one['programme'] === programme);
  return listOf('programmes', 'programmes')
    .toSorted((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1))
    .map(({ id, name }) => ({
      id,
      name,
      indicators: about('indicators', 'indicators', id).map((one) => ({
        ...one,
        measure: byId(measures, one['measure']),
      })),
      publicEvents: about('public-events', 'publicEvents', id).map((one) => ({
        ...one,
        providedBy: byId(organisations, one['providedBy']),
        source: byId(documents, one['source']),
      })),
      learningPoints: about('learning-points', 'learningPoints', id),
      pilots: truePilots(world, id),
      grants: grantsFor(world, id),
    }));
}

/** Since when the quarter of the tests runs; what was committed later is not in what is left of a budget. */
const QUARTER_BEGAN = '2026-10-01';

/** The schemes in the order in which they opened, and of one day by fund. */
export function trueSchemes({ schemes, vouchers }: World) {
  const organisations = listOf('organisations', 'organisations');
  const programmes = listOf('programmes', 'programmes');
  return schemes
    .map((scheme) => {
      const own = vouchers.filter(
        ({ fund, schemeId, issuedOn }) =>
          fund === scheme.fund && schemeId === scheme.id && issuedOn < QUARTER_BEGAN,
      );
      const highest = Math.max(0, ...own.map(({ amountCents }) => amountCents));
      const committed = own
        .filter(isCommitted)
        .reduce((sum, { amountCents }) => sum + amountCents, 0);
      return {
        ...scheme,
        order: `${scheme.opensOn} ${scheme.fund} ${scheme.id}`,
        fund: byId(organisations, scheme.fund),
        programme: byId(programmes, scheme.programme),
        ...leftOf(scheme, committed, highest),
      };
    })
    .toSorted((one, other) => (one.order < other.order ? -1 : 1));
}

/** A voucher that expired or was withdrawn before the quarter takes nothing of a budget. */
function isCommitted({ status, expiresOn, changedAt }: Voucher): boolean {
  const isReleased = status === 'EXPIRED' || status === 'WITHDRAWN';
  const isLater = changedAt.slice(0, 10) >= QUARTER_BEGAN;
  return !isReleased || isLater || (status === 'EXPIRED' && expiresOn >= QUARTER_BEGAN);
}

/** Tens of percents for at least a hundred vouchers of the highest amount, and used up or not for at least ten. */
function leftOf({ budgetCents, opensOn, closesOn }: Scheme, committed: number, highest: number) {
  const worth = (count: number) => highest > 0 && budgetCents >= count * highest;
  const left = Math.max(0, budgetCents - committed);
  const budgetLeftPercent = worth(100) ? Math.floor((10 * left) / budgetCents) * 10 : null;
  const open = budgetLeftPercent === 0 ? 'ALMOST_EXHAUSTED' : 'OPEN';
  const availability =
    closesOn !== null && closesOn < TEST_DAY
      ? 'CLOSED'
      : opensOn > TEST_DAY
        ? 'NOT_YET_OPEN'
        : worth(10) && left === 0
          ? 'EXHAUSTED'
          : open;
  return { budgetLeftPercent, availability };
}
