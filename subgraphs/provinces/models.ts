import { compareText } from '../../core/structures/compare-text.ts';
import type { GrantRecord, PilotRecord } from './records.ts';

/** A pilot in an answer; `record` is null where its province is silent or does not hold it. */
export interface PilotNode {
  readonly id: string;
  readonly record: PilotRecord | null;
}

/** A grant in an answer; `record` is null likewise. */
export interface GrantNode {
  readonly id: string;
  readonly record: GrantRecord | null;
}

/** Registers are public, and so are the ids: `<province>:<own number>`. */
export function asPilot(record: PilotRecord): PilotNode {
  return { id: `${record.province}:${record.number}`, record };
}

export function asGrant(record: GrantRecord): GrantNode {
  return { id: `${record.province}:${record.number}`, record };
}

/** The province of a public id; an id of another shape has none. */
export function provinceOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf(':')));
}

/** A pilot without a first day has yet to begin, so it comes last. */
export function beginningOf({ startedOn }: PilotRecord): string {
  return startedOn ?? '9999-12-31';
}

export function byBeginning(a: PilotRecord, b: PilotRecord): number {
  return (
    compareText(beginningOf(a), beginningOf(b)) ||
    compareText(a.province, b.province) ||
    compareText(a.number, b.number)
  );
}

export function byDecision(a: GrantRecord, b: GrantRecord): number {
  return (
    compareText(a.decidedOn ?? '', b.decidedOn ?? '') ||
    compareText(a.province, b.province) ||
    compareText(a.number, b.number)
  );
}
