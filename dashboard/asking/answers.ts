/** What the page's questions are answered with; every field that a partner may leave out is null. */

export interface Source {
  readonly id: string;
  readonly file: string | null;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly url: string | null;
  readonly states: string | null;
}

export interface Named {
  readonly name: string | null;
}

export interface Period {
  readonly start: string | null;
  readonly end: string | null;
}

export interface Indicator {
  readonly id: string;
  readonly measure: Named;
  readonly value: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: string;
  readonly unit: string;
  readonly asOf: string | null;
  readonly period: Period | null;
  readonly region: Named | null;
  readonly source: Source;
  readonly correction: string | null;
}

export interface Role {
  readonly role: string;
  readonly branch: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly organisation: { readonly id: string; readonly name: string | null } | null;
  readonly region: Named | null;
}

export interface Official {
  readonly name: string;
  readonly office: string;
  readonly organisation: Named | null;
  readonly source: Source | null;
  readonly correction: string | null;
}

export interface PublicEvent {
  readonly id: string;
  readonly name: string;
  readonly date: string | null;
  readonly place: string | null;
  readonly by: { readonly name: string; readonly office: string } | null;
  readonly providedBy: Named | null;
  readonly source: Source | null;
}

export interface Deliverable {
  readonly name: string;
  readonly dueOn: string | null;
  readonly to: Named | null;
  readonly source: Source | null;
}

export interface LearningPoint {
  readonly text: string;
  readonly topic: string | null;
  readonly source: Source | null;
}

export interface Programme {
  readonly id: string;
  readonly name: string | null;
  readonly summary: string | null;
  readonly website: string | null;
  readonly period: Period | null;
  readonly regions: readonly Named[] | null;
  readonly indicators: readonly Indicator[] | null;
  readonly roles: readonly Role[] | null;
  readonly officials: readonly Official[] | null;
  readonly publicEvents: readonly PublicEvent[] | null;
  readonly deliverables: readonly Deliverable[] | null;
  readonly learningPoints: readonly LearningPoint[] | null;
}

export interface ProgrammeAnswer {
  readonly programme: Programme | null;
}

export interface ProgrammesAnswer {
  readonly programmes: {
    readonly nodes: readonly { readonly id: string; readonly name: string | null }[];
  } | null;
}

export interface CountRow {
  readonly keys: readonly {
    readonly dimension: string;
    readonly value: string;
    readonly label: string | null;
  }[];
  readonly count: {
    readonly value: number | null;
    readonly status: string;
    readonly roundedTo: number | null;
  };
}

export interface CountTable {
  readonly rows: readonly CountRow[];
  readonly policy: string;
  readonly asOf: string | null;
  readonly silent: readonly { readonly id: string; readonly name: string | null }[] | null;
}

export interface CountsAnswer {
  readonly total: CountTable | null;
  readonly byType: CountTable | null;
  readonly byRegion: CountTable | null;
  readonly byQuarter: CountTable | null;
}

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface Provenance {
  readonly asOf: string | null;
  readonly synthetic: boolean;
}

export interface Scheme {
  readonly id: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly uses: readonly string[] | null;
  readonly maxMonths: number | null;
  readonly opensOn: string | null;
  readonly closesOn: string | null;
  readonly availability: string | null;
  readonly budgetLeftPercent: number | null;
  readonly budget: Money | null;
  readonly fund: { readonly id: string; readonly name: string | null } | null;
  readonly provenance: Provenance | null;
}

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

export interface SchemesAnswer {
  readonly voucherSchemes: Page<Scheme> | null;
}

export interface Pilot {
  readonly id: string;
  readonly name: string | null;
  readonly status: string | null;
  readonly target: number | null;
  readonly sectors: readonly string[] | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly province: Named | null;
  readonly regions: readonly Named[] | null;
  readonly provenance: Provenance | null;
}

export interface PilotsAnswer {
  readonly pilots: Page<Pilot> | null;
}

export interface Grant {
  readonly id: string;
  readonly name: string | null;
  readonly decidedOn: string | null;
  readonly amount: Money | null;
  readonly recipient: Named | null;
  readonly authority: Named | null;
  readonly provenance: Provenance | null;
}

export interface GrantsAnswer {
  readonly programme: { readonly grants: readonly Grant[] | null } | null;
}

export interface PartnerStanding {
  readonly id: string;
  readonly name: string | null;
  readonly state: string | null;
  readonly fault: string | null;
  readonly lastAnswerAt: string | null;
}

/** Per kind of partner; null where the kind itself is silent. */
export interface PartnersAnswer {
  readonly partners: Readonly<Record<string, readonly PartnerStanding[] | null>> | null;
}
