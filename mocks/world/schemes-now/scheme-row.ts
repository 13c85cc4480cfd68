/** The form of a current scheme, and the regions, groups and sectors that several of them share. */
import type { FundId, Sector, SchemeGroup, VoucherType, VoucherUse } from '../world.ts';

/** A scheme around the world's date; by default for training, in technical sectors, for a year. */
export interface SchemeRow {
  readonly fund: FundId;
  readonly id: string;
  readonly name: string;
  readonly type: VoucherType;
  readonly uses?: readonly VoucherUse[];
  readonly sectors?: readonly Sector[];
  readonly regions: readonly string[];
  readonly groups: readonly SchemeGroup[];
  readonly programme?: string;
  readonly maxMonths?: number | null;
  /** Days from the world's date at which it opens and closes; null means no end. */
  readonly days: readonly [number, number | null];
  readonly budgetUse: number;
  /** Only for people of its programme (`issue-programmes.ts`), so that those of other people stay theirs. */
  readonly isOfProgramme?: true;
}

export const TECHNICAL: readonly Sector[] = [
  'TECHNIEK',
  'INSTALLATION_TECHNOLOGY',
  'MANUFACTURING',
  'ENERGY_TRANSITION',
];
export const NORTH: readonly string[] = ['PV20', 'PV21', 'PV22'];
export const EAST: readonly string[] = ['PV25', 'PV23', 'AM06'];
export const HOLLAND: readonly string[] = ['PV27'];
export const EVERYWHERE: readonly string[] = [
  'PV20',
  'PV21',
  'PV22',
  'PV23',
  'PV24',
  'PV25',
  'PV26',
  'PV27',
  'PV28',
  'PV29',
  'PV30',
  'PV31',
];
export const EVERYONE: readonly SchemeGroup[] = [
  'JOBSEEKER',
  'EMPLOYED',
  'JOB_CHANGER',
  'SELF_EMPLOYED',
  'SCHOOL_LEAVER',
];
export const NORTHERN = 'scholingsalliantie-noord';
export const TECH_NH = 'versterken-technische-sector-nh';
