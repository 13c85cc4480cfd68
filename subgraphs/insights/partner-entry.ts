/** Statistics are files: no organisation is a partner of this kind, and the partner list has no entry for one. */
export type InsightsPartner = never;
