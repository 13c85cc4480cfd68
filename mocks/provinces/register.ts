/** What a province of the demo publishes, before it is written down in the province's own way. */

export const PROVINCE_IDS = [
  'gelderland',
  'noord-holland',
  'groningen',
  'drenthe',
  'fryslan',
  'overijssel',
] as const;
export type ProvinceId = (typeof PROVINCE_IDS)[number];

export interface Pilot {
  readonly number: string;
  readonly name: string;
  readonly programme: string | null;
  /** What the province says of it; registers are not always brought up to date. */
  readonly status: 'PLANNED' | 'RUNNING' | 'FINISHED';
  readonly regions: readonly string[];
  readonly sectors: readonly string[];
  readonly targetGroups: readonly string[];
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly maxMonths: number | null;
  readonly target: number | null;
  readonly providers: readonly string[];
  readonly trainings: readonly string[];
  readonly grants: readonly string[];
  readonly contact: string;
  readonly changedOn: string;
}

export interface Grant {
  readonly number: string;
  readonly name: string;
  /** An organisation of the demo by id; or someone of whom a register should not tell. */
  readonly recipient: string | { readonly person: string };
  readonly amountEuro: number;
  readonly decidedOn: string;
  readonly programme: string | null;
  readonly contact: string;
  readonly changedOn: string;
}

export interface Subsidy {
  readonly number: string;
  readonly name: string;
  readonly targetGroups: readonly string[];
  readonly situations: readonly string[];
  readonly sectors: readonly string[];
  readonly regions: readonly string[];
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly opensOn: string;
  readonly closesOn: string | null;
  readonly budgetEuro: number;
  readonly committedEuro: number;
  readonly maximumEuro: number | null;
  readonly applyAt: string;
  readonly contact: string;
  readonly changedOn: string;
}

export interface Register {
  readonly pilots: readonly Pilot[];
  readonly grants: readonly Grant[];
  readonly subsidies: readonly Subsidy[];
}

/** One table as its file shows it: headers, then rows. */
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A day is told apart, because a workbook writes it as a number. */
export type Cell = string | number | null | { readonly day: string };

/** A file that a province serves. */
export interface PublishedFile {
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer;
}
