/** Which program answers which saved question. */
import type { Partners } from './partners.ts';
import { caseload, jobseekers, whoAnswers } from './people-questions.ts';
import { countsByTypeAndRegion, pilotsInTheNorth } from './public-questions.ts';
import {
  newestVouchers,
  openVoucherSchemes,
  programmes,
  statusAtSchool,
  trainingsWithSeats,
} from './voucher-questions.ts';

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
  '19-wie-zwijgt': whoAnswers,
  '21-status-bij-de-school': statusAtSchool,
};
