import { createMemberFinder } from '../kit/citizen-numbers/find-members.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import { createJsonPartner } from '../kit/partners/json-partner.ts';
import type { ClientCredentials } from '../kit/partners/oauth-token.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { checkOrder } from '../kit/paging/check-order.ts';
import type { PagedRow } from '../kit/paging/merge-pages.ts';
import type { RowKey } from '../kit/paging/cursor.ts';
import type { UwvPartner } from './partner-entry.ts';
import type { BenefitType } from '../../schema/generated/uwv.ts';
import type { CountedPerson, PersonPart } from './records.ts';
import * as dto from './dto.ts';
import { benefitWords, countedOf, personOf } from './mapping.ts';

/** A job seeker with their place in UWV's order of registration. */
export interface JobseekerRow extends PagedRow {
  readonly number: string;
}

/** A filter of job seekers; regions have become municipalities, sectors industries. */
export interface JobseekerSelection {
  readonly municipalities: readonly string[] | null;
  readonly industries: readonly string[] | null;
  readonly benefitTypes: readonly BenefitType[] | null;
  /** The day on which a benefit must be active. */
  readonly benefitOn: string;
  readonly availableFrom: string | null;
}

export interface JobseekerPage {
  readonly selection: JobseekerSelection;
  readonly after: RowKey | undefined;
  readonly limit: number;
}

/** The records of UWV. Every response is checked. */
export type UwvSource = ReturnType<typeof createUwvSource>;

const FIELDS: Readonly<Record<PersonPart, string>> = {
  profile: 'werkzoekendeProfiel',
  benefits: 'uitkeringsperioden',
  employments: 'dienstverbanden',
};

/** The contract is described in `dto.ts`. */
export function createUwvSource(office: UwvPartner, credentials: ClientCredentials | null) {
  const partner = createJsonPartner(office, credentials);
  return {
    findMembers: createMemberFinder(partner, office.membership),
    /** Parts of the files of these people, by citizen number, in one call. An unknown person is absent. */
    findByPersons: async (
      numbers: readonly string[],
      parts: readonly PersonPart[],
      call: PartnerCall,
    ) => {
      const body = { nummers: numbers, velden: parts.map((part) => FIELDS[part]) };
      const list = { name: 'personen', shape: dto.person, itemsMax: numbers.length };
      const people = await partner.askList('/v1/personen/zoek', body, list, call);
      const toRecord = (one: dto.Person) => [one.nummer, personOf(office.id, one)] as const;
      return new Map(await mapInTurns(people, toRecord, call.signal));
    },
    /** One page of registered job seekers, by number of registration. */
    jobseekerPage: async ({ selection, after, limit }: JobseekerPage, call: PartnerCall) => {
      const body = { ...filterOf(selection), ...(after && { na: after[1] }), aantal: limit };
      const list = { name: 'werkzoekenden', shape: dto.jobseeker, itemsMax: limit };
      const found = await partner.askList('/v1/werkzoekenden/zoek', body, list, call);
      const rows = found.map(({ inschrijfnummer, nummer }): JobseekerRow => ({
        partner: office.id,
        sortKey: [inschrijfnummer, inschrijfnummer],
        number: nummer,
      }));
      return checkOrder(rows, after, 'ASC');
    },
    /** One page of everyone with a benefit or a job, by number, after `after`; the last has fewer than `limit`. */
    countedPage: async (
      {
        day,
        after,
        limit,
      }: { readonly day: string; readonly after: string; readonly limit: number },
      call: PartnerCall,
    ): Promise<readonly CountedPerson[]> => {
      const body = { peildatum: day, ...(after !== '' && { na: after }), aantal: limit };
      const list = { name: 'personen', shape: dto.counted, itemsMax: limit };
      const found = await partner.askList('/v1/statistiek/personen', body, list, call);
      assertByNumber(found, after);
      return mapInTurns(found, countedOf, call.signal);
    },
    ping: async (call: PartnerCall) => {
      await partner.ask('/v1/status', null, dto.status, call);
    },
    stop: () => partner.stop(),
  };
}

/** Pages that do not go on in order would be read without end, or twice. */
function assertByNumber(found: readonly dto.Counted[], after: string): void {
  let before = after;
  for (const { nummer } of found) {
    if (nummer <= before) throw new PartnerFault('garbled', { reason: 'result' });
    before = nummer;
  }
}

function filterOf(selection: JobseekerSelection): Readonly<Record<string, unknown>> {
  const { municipalities, industries, benefitTypes, benefitOn, availableFrom } = selection;
  return {
    ...(municipalities && { gemeenten: municipalities }),
    ...(industries && { sbi: industries }),
    ...(benefitTypes && { uitkeringen: benefitWords(benefitTypes), peildatum: benefitOn }),
    ...(availableFrom !== null && { beschikbaarOp: availableFrom }),
  };
}
