/** What the resolvers of most entities receive; `record` is null where it did not arrive. */
export interface RecordModel<Content> {
  readonly id: string;
  readonly record: Content | null;
}

interface PartnerRecord {
  readonly partner: string;
}

/** A record under its public id, `<partner id>:<the partner's own key>`. */
export function publicModel<Content extends PartnerRecord>(record: Content, key: string) {
  return { id: `${record.partner}:${key}`, record };
}

/** The partner id in a public id; empty for an id of another form. */
export function partnerInId(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf(':')));
}

/** The model with this id among a partner's records; without a record where there is none. */
export function findModel<Content>(
  records: readonly Content[] | null,
  toModel: (record: Content) => RecordModel<Content>,
  id: string,
): RecordModel<Content> {
  return records?.map(toModel).find((one) => one.id === id) ?? { id, record: null };
}

/** For fields that are null where there is no such record. */
export function knownOrNull<Model extends { readonly record: unknown }>(
  model: Model,
): Model | null {
  return model.record === null ? null : model;
}

interface ProvenanceContext {
  readonly now: Date;
  readonly loaders: {
    readonly partners: readonly { readonly id: string; readonly isSynthetic: boolean }[];
  };
}

/**
 * `Provenance` of a record: when it last changed at its partner, null where the partner does not say.
 * A record that never has a moment of change counts as confirmed now, when it was read.
 */
export function provenanceOf(
  record: (PartnerRecord & { readonly changedAt?: string | null }) | null,
  { loaders, now }: ProvenanceContext,
) {
  if (record === null) return null;
  const { partner, changedAt } = record;
  return {
    partner,
    asOf: changedAt === undefined ? now.toISOString() : changedAt,
    synthetic: loaders.partners.some(({ id, isSynthetic }) => id === partner && isSynthetic),
  };
}

/** `Money` in euros. */
export function euro(amount: number | null | undefined) {
  return amount == null ? null : { amount, currency: 'EUR' };
}
