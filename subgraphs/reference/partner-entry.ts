/** The reference data name every partner of the list and have no partner of their own. */
export interface ListedPartner {
  readonly id: string;
  readonly name: string;
}
