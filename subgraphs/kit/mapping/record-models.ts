/**
 * What the resolvers of most entities receive: a record under its id. Where it did not arrive there is
 * the id alone, so every other field is null.
 */
export type RecordModel<Content> =
  | (Content & { readonly id: string })
  | ({ readonly id: string } & { readonly [Property in Exclude<keyof Content, 'id'>]?: undefined });

/** For fields that are null where there is no such record. */
export function knownOrNull<Model extends Pick<DatedRecord, 'partner'>>(model: Model) {
  return model.partner === undefined ? null : model;
}

interface DatedRecord {
  readonly partner?: string | undefined;
  readonly changedAt?: string | null | undefined;
  /** Of the record itself; by default that of its partner. */
  readonly isSynthetic?: boolean | undefined;
}

interface ProvenanceContext {
  readonly now: Date;
  readonly loaders: {
    readonly partners: readonly { readonly id: string; readonly isSynthetic: boolean }[];
  };
}

/**
 * `Provenance` of a record: when it last changed at its partner, null where the partner does not say.
 * A record that never has a moment of change counts as confirmed when it was read: `readAt`, or now. Null where no
 * record arrived.
 */
export function provenanceOf(
  { partner, changedAt, isSynthetic }: DatedRecord,
  { loaders, now }: ProvenanceContext,
  readAt: Date | null = null,
) {
  if (partner === undefined) return null;
  return {
    partner,
    asOf: changedAt === undefined ? (readAt ?? now).toISOString() : changedAt,
    synthetic: isSynthetic ?? loaders.partners.some((one) => one.id === partner && one.isSynthetic),
  };
}

/**
 * The moment at which the day of a change began, in UTC; null where the partner does not say. A record about a person is
 * dated by day, because its second would find it again in what another client has.
 */
export function dayOfMoment(moment: string | null | undefined): string | null {
  return moment == null ? null : `${moment.slice(0, 10)}T00:00:00Z`;
}

/** `Money` in euros. */
export function euro(amount: number | null | undefined) {
  return amount == null ? null : { amount, currency: 'EUR' };
}
