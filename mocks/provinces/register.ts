/** The register of a province, before it is written in the province's own format. */

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
  /** The status in the register, which may be out of date. */
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
  /** The id of an organisation of the demo, or a private person, whom a register should not name. */
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

/** A table of a file: headers and rows. */
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A day has a type of its own, because a workbook stores it as a number. */
export type Cell = string | number | null | { readonly day: string };

/** A file that a province serves. */
export interface PublishedFile {
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer;
}
