/** The program for each saved query. */
import type { Partners } from './partners.ts';
import { caseload, jobseekers, partnerStates } from './people-queries.ts';
import { countsByTypeAndRegion, pilotsInTheNorth } from './public-queries.ts';
import {
  newestVouchers,
  openVoucherSchemes,
  programmes,
  statusAtSchool,
  trainingsWithSeats,
} from './voucher-queries.ts';

export type Program = (partners: Partners, today: string) => Promise<object>;

export const PROGRAMS: Readonly<Record<string, Program>> = {
  '01-trainingen-met-vrije-plaatsen': trainingsWithSeats,
  '02-open-voucherregelingen': openVoucherSchemes,
  '03-vouchers-van-alle-fondsen': newestVouchers,
  '05-programmas': programmes,
  '11-voucheraantallen-als-onderzoeker': countsByTypeAndRegion,
  '14-pilots-noord': pilotsInTheNorth,
  '15-werkzoekenden': jobseekers,
  '17-caseload': caseload,
  '19-wie-zwijgt': partnerStates,
  '21-status-bij-de-school': statusAtSchool,
};
