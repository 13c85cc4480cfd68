import { compareText } from '../../core/structures/compare-text.ts';
import type { InstrumentSearchModel } from '../kit/instruments/instrument-filter.ts';
import type { RecordModel } from '../kit/mapping/record-models.ts';
import type { GrantRecord, PilotRecord } from './records.ts';

export type PilotModel = RecordModel<PilotRecord>;
export type GrantModel = RecordModel<GrantRecord>;
export type InstrumentFinderModel = InstrumentSearchModel;

/** A pilot without a first day has yet to begin, so it comes last. */
export function beginningOf({ startedOn }: PilotRecord): string {
  return startedOn ?? '9999-12-31';
}

export function byBeginning(a: PilotRecord, b: PilotRecord): number {
  return compareText(beginningOf(a), beginningOf(b)) || byNumber(a, b);
}

export function byDecision(a: GrantRecord, b: GrantRecord): number {
  return compareText(a.decidedOn ?? '', b.decidedOn ?? '') || byNumber(a, b);
}

type Numbered = Pick<GrantRecord, 'partner' | 'number'>;

function byNumber(a: Numbered, b: Numbered): number {
  return compareText(a.partner, b.partner) || compareText(a.number, b.number);
}
