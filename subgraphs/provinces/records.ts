import type { Eligibility } from '../kit/instruments/instrument-fit.ts';
import type { Sector } from '../../core/sectors/sectors.ts';
import type { UnreadValues } from '../kit/partners/unread-values.ts';
import type { RegisterPart } from './layout.ts';
import type { PilotStatus } from '../../schema/generated/provinces.ts';

/** A pilot of a province's register. */
export interface PilotRecord {
  /** Registers are public, and so are the ids. */
  readonly id: string;
  /** Partner id of the province. */
  readonly partner: string;
  /** The register's own number. */
  readonly number: string;
  /** Null where it cannot be read, as each of what follows. */
  readonly name: string | null;
  readonly programme: string | null;
  /** The status in the register; the dates may say more. */
  readonly statusWord: PilotStatus | null;
  /** CBS codes, or slugs of cooperation regions. */
  readonly regions: readonly string[] | null;
  readonly sectors: readonly Sector[] | null;
  readonly targetGroups: readonly string[] | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly maxMonths: number | null;
  readonly target: number | null;
  /** Ids of organisations. */
  readonly providers: readonly string[] | null;
  /** Public ids of trainings: `<school>:<OOAPI id>`. */
  readonly trainings: readonly string[] | null;
  /** Numbers of grants in the same province's register. */
  readonly grants: readonly string[] | null;
  readonly changedAt: string | null;
}

/** A grant to a known organisation; no others are read. */
export interface GrantRecord {
  readonly id: string;
  readonly partner: string;
  readonly number: string;
  readonly name: string | null;
  readonly amountEuro: number | null;
  readonly recipient: string;
  readonly decidedOn: string | null;
  readonly programme: string | null;
  readonly changedAt: string | null;
}

/** A subsidy scheme that one can apply for: an instrument. */
export interface SubsidyRecord extends Eligibility {
  readonly id: string;
  readonly partner: string;
  readonly number: string;
  readonly name: string;
  readonly maximumEuro: number | null;
  readonly applyAt: string | null;
  readonly changedAt: string | null;
}

/** The records in one file of a register; a part that is in another file is empty. */
export interface RegisterContent {
  readonly pilots: readonly PilotRecord[];
  readonly grants: readonly GrantRecord[];
  readonly subsidies: readonly SubsidyRecord[];
  /** Words that narrow a subsidy and that the layout lacks, for the log. */
  readonly unknownWords: readonly UnknownWord[];
  /** How many words of a column the layout lacks, for the log; never which, for they may be names. */
  readonly unknownCounts: readonly {
    readonly part: RegisterPart;
    readonly header: string;
    readonly count: number;
  }[];
  /** Cells that could not be read and rows that were left out, by part, for the log. */
  readonly unread: readonly {
    readonly part: RegisterPart;
    readonly values: readonly UnreadValues[];
  }[];
}

export interface UnknownWord {
  readonly list: string;
  readonly word: string;
}
