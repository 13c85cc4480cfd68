/** Hand-written programs for queries about schemes and vouchers. */
import { isSectorCovered, matchedSectors, type Sector } from '../../../core/sectors/sectors.ts';
import { findRegion, municipalitiesOf } from '../../../core/regions/regions.ts';
import {
  openSchemes,
  schemesByProgramme,
  vouchersAt,
  type OpenScheme,
  type Voucher,
  type VoucherWish,
} from './fund-sql.ts';
import type { IdOf } from './id-order.ts';
import * as ooapi from './ooapi.ts';
import { by, groupBy, pageOf } from './order.ts';
import type { Partners, School } from './partners.ts';
import { organisation, PROGRAMMES, region } from './published.ts';

/** 01: trainings with free seats, and the vouchers that pay for them. */
export async function trainingsWithSeats({ schools, funds }: Partners, today: string) {
  const [schemes, perSchool] = await Promise.all([
    openSchemes(funds, today),
    Promise.all(schools.map((school) => trainingsWithSeatsAt(school, today))),
  ]);
  const inOrder = schemes.toSorted(
    by(({ opensOn, fund, code }) => `${opensOn ?? ''} ${fund}:${code}`),
  );
  const page = pageOf(
    perSchool.flat().toSorted(
      by(
        ({ name }) => name ?? '',
        ({ school }) => school.id,
        ({ key }) => key,
      ),
    ),
    20,
  );
  const nodes = page.nodes.map(({ name, sector, months, school, offerings }) => ({
    name,
    sector,
    durationMonths: months,
    provider: organisation(school.id),
    offerings: offerings
      .filter((one) => isOpenOn(one, today))
      .toSorted(by(({ startDate }) => startDate))
      .map((one) => ({
        startDate: one.startDate,
        seatsLeft: ooapi.seatsLeftOf(one),
        price: ooapi.priceOf(one),
      })),
    payableWith: inOrder
      .filter((scheme) => paysFor(scheme, sector, months))
      .map((one) => ({
        name: one.name,
        fund: organisation(one.fund),
        budgetLeftPercent: one.leftPercent,
      })),
    provenance: { partner: school.id, synthetic: true },
  }));
  return { trainings: { ...page, nodes } };
}

const SECTORS_WANTED = matchedSectors(['TECHNIEK', 'CARE', 'ICT']);
const REGION = 'AM06';

async function trainingsWithSeatsAt(school: School, today: string) {
  const [units, offerings] = await Promise.all([
    ooapi.trainingsAt(school),
    ooapi.offeringsFrom(school, today),
  ]);
  const given = groupBy(offerings, ({ program, course }) => program ?? course ?? '');
  const here = findRegion('ARBEIDSMARKTREGIO', REGION);
  const municipalities = municipalitiesOf(here ? [here] : [], today);
  return units.flatMap((unit) => {
    const [sector, months] = [ooapi.sectorOf(unit), ooapi.monthsOf(unit)];
    if (sector === null || !SECTORS_WANTED.has(sector) || months === null || months > 12) return [];
    const key = unit.programId ?? unit.courseId ?? '';
    const own = given.get(key) ?? [];
    const hasSeat = own.some(
      (one) =>
        municipalities.has(ooapi.municipalityOf(one) ?? '') && (ooapi.seatsLeftOf(one) ?? 0) > 0,
    );
    return hasSeat
      ? [{ key, school, name: ooapi.nameOf(unit), sector, months, offerings: own }]
      : [];
  });
}

function isOpenOn({ enrollStartDate, enrollEndDate, startDate }: ooapi.Offering, day: string) {
  return (enrollStartDate ?? day) <= day && (enrollEndDate ?? startDate) >= day;
}

function paysFor(scheme: OpenScheme, sector: Sector, months: number): boolean {
  if (scheme.availability === 'EXHAUSTED' || !scheme.uses.includes('TRAINING')) return false;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the funds use the codes of the schema
  if (!isSectorCovered(scheme.sectors as readonly Sector[], sector)) return false;
  return scheme.maxMonths === null || months <= scheme.maxMonths;
}

/** 02: the schemes that are open now. */
export async function openVoucherSchemes({ funds }: Partners, today: string) {
  const schemes = await openSchemes(funds, today);
  const order = by<OpenScheme>(
    ({ opensOn }) => opensOn ?? '',
    ({ fund }) => fund,
    ({ code }) => code,
  );
  const page = pageOf(schemes.toSorted(order), 50);
  const nodes = page.nodes.map((one) => ({
    name: one.name,
    fund: organisation(one.fund),
    type: one.type,
    uses: one.uses,
    sectors: one.sectors,
    regions: one.regions.map(region),
    opensOn: one.opensOn,
    closesOn: one.closesOn,
    availability: one.availability,
    budgetLeftPercent: one.leftPercent,
    maximum: one.maximum === null ? null : { amount: one.maximum },
    applyAt: one.applyAt,
    contact: one.contact,
    provenance: { asOf: one.changedAt, synthetic: one.isSynthetic },
  }));
  return { voucherSchemes: { ...page, nodes } };
}

/** 05: the programmes and their schemes. */
export async function programmes({ funds }: Partners) {
  const schemes = groupBy(await schemesByProgramme(funds), ({ programme }) => programme);
  const inOrder = PROGRAMMES.toSorted(
    by(
      ({ name }) => name.toLowerCase(),
      ({ id }) => id,
    ),
  );
  const nodes = inOrder.slice(0, 20).map(({ id, name, summary, period, regions = [] }) => ({
    name,
    summary: summary?.trim() ?? null,
    period: period ? { start: period.start ?? null, end: period.end ?? null } : null,
    regions: regions.map(region),
    voucherSchemes: (schemes.get(id) ?? [])
      .toSorted(by(({ opensOn, fund, code }) => `${opensOn ?? ''} ${fund}:${code}`))
      .map((one) => ({
        name: one.name,
        fund: organisation(one.fund),
        opensOn: one.opensOn,
        closesOn: one.closesOn,
      })),
  }));
  return { programmes: { nodes } };
}

/** One page over all funds, with the enrolments of each voucher from the schools. */
async function voucherPage(
  { funds, schools }: Partners,
  options: VoucherWish,
  order: (a: Voucher, b: Voucher) => number,
  idOf: IdOf,
) {
  const perFund = await Promise.all(funds.map((fund) => vouchersAt(fund, options)));
  const page = pageOf(perFund.flat().toSorted(order), 20);
  const nodes = await Promise.all(
    page.nodes.map(async (voucher) => ({
      voucher,
      enrolments: await Promise.all(
        voucher.declared
          .toSorted(by(([id, association]) => idOf('llo-enrolment/v1', `${id}:${association}`)))
          .flatMap(([id, association]) => {
            const school = schools.find((one) => one.id === id);
            if (school === undefined) return [];
            return ooapi
              .associationAt(school, association)
              .then((found) => ({ school, association: found }));
          }),
      ),
    })),
  );
  return { ...page, nodes };
}

/** Of a page of 20 the last day is whole. */
const READ = 71;

const byIssue = (idOf: IdOf) =>
  by<Voucher>(
    ({ issuedOn }) => issuedOn,
    ({ fund, number }) => idOf('llo-voucher/v1', `${fund}:${number}`),
  );

/** 03: the newest vouchers, and where they were used. */
export async function newestVouchers(partners: Partners, _today: string, idOf: IdOf) {
  const order = byIssue(idOf);
  const page = await voucherPage(partners, { newest: READ }, (a, b) => order(b, a), idOf);
  const trainingName = ooapi.createTrainingNames();
  const nodes = await Promise.all(
    page.nodes.map(async ({ voucher, enrolments }) => ({
      scheme: { name: voucher.scheme, fund: organisation(voucher.fund) },
      status: voucher.status,
      issuedOn: voucher.issuedOn,
      redeemedOn: voucher.redeemedOn,
      provider: organisation(voucher.school),
      enrolments: await Promise.all(
        enrolments.map(async ({ school, association }) => ({
          status: ooapi.statusOf(association),
          training: { name: await trainingName(school, association) },
        })),
      ),
      use: voucher.use,
      amount: { amount: voucher.amount },
      provenance: { partner: voucher.fund, synthetic: true },
    })),
  );
  return { vouchers: { ...page, nodes } };
}

/** 21: how schools write the status of an enrolment. */
export async function statusAtSchool(partners: Partners, _today: string, idOf: IdOf) {
  const page = await voucherPage(partners, { oldestRedeemed: READ }, byIssue(idOf), idOf);
  const nodes = page.nodes.map(({ voucher, enrolments }) => ({
    provider: organisation(voucher.school),
    redeemedOn: voucher.redeemedOn,
    enrolments: enrolments.map(({ school, association }) => ({
      statusCode: association.state,
      status: ooapi.statusOf(association),
      role: ooapi.roleOf(association),
      passed: ooapi.passedOf(association),
      provenance: { partner: school.id, synthetic: true },
    })),
  }));
  return { vouchers: { ...page, nodes } };
}
