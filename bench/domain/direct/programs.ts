/** The program for each saved query. */
import type { IdOf } from './id-order.ts';
import type { Partners } from './partners.ts';
import { caseload, jobseekers, partnerStates } from './people-queries.ts';
import { pilotsInTheNorth } from './public-queries.ts';
import { statisticsOfProgramme } from './statistics-query.ts';
import {
  newestVouchers,
  openVoucherSchemes,
  programmes,
  statusAtSchool,
  trainingsWithSeats,
} from './voucher-queries.ts';

export type Program = (partners: Partners, today: string, idOf: IdOf) => Promise<object>;

export const PROGRAMS: Readonly<Record<string, Program>> = {
  '01-trainingen-met-vrije-plaatsen': trainingsWithSeats,
  '02-open-voucherregelingen': openVoucherSchemes,
  '03-vouchers-van-alle-fondsen': newestVouchers,
  '04-programmas': programmes,
  '08-statistiek-van-een-programma': statisticsOfProgramme,
  '11-pilots-noord': pilotsInTheNorth,
  '12-werkzoekenden': jobseekers,
  '13-caseload': caseload,
  '15-status-van-partners': partnerStates,
  '17-status-bij-de-school': statusAtSchool,
};
