/** The reference data have no partner of their own; they name every partner of the list. */
export interface ListedPartner {
  readonly id: string;
  readonly name: string;
}
