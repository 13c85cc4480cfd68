import type { z } from 'zod';
import type { ConditionalHeaders } from '../kit/partners/conditional-request.ts';
import type { Changed } from '../kit/partners/json-partner.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { envelope } from './dto.ts';

type Envelope = z.output<typeof envelope>;

/** Asks for one page, with the headers of the time before. */
export type AskPageIfChanged = (
  url: string,
  headers: ConditionalHeaders | null,
) => Promise<Changed<Envelope>>;

/** The pages of one public list and its records, so that what did not change at the school is read once. */
export interface KeptPages<Page, Record> {
  /** Begins to read the list from its first page. */
  begin(ask: AskPageIfChanged): ReadingPages<Page, Record>;
}

export interface ReadingPages<Page, Record = unknown> {
  page(url: string, read: (given: Envelope) => Promise<Page>): Promise<Page>;
  /** When every page has been asked for: the records of the reading before, or null where something changed. */
  unchanged(): readonly Record[] | null;
  /** Keeps the pages of this reading, with the records that were made of them. */
  keep(records: readonly Record[]): void;
}

interface KeptPage<Page> {
  readonly headers: ConditionalHeaders;
  readonly page: Page;
}

/** Only for what is public; a school without ETag and Last-Modified leaves nothing to keep. */
export function createKeptPages<Page, Record>(): KeptPages<Page, Record> {
  let kept: {
    readonly pages: ReadonlyMap<string, KeptPage<Page>>;
    readonly records: readonly Record[];
  } = { pages: new Map(), records: [] };
  return {
    begin: (ask) => {
      const before = kept;
      const pages = new Map<string, KeptPage<Page>>();
      let isChanged = false;
      return {
        page: async (url, read) => {
          const known = before.pages.get(url);
          const { value, headers } = await ask(url, known?.headers ?? null);
          if (value !== undefined) isChanged = true;
          const page = value === undefined ? known?.page : await read(value);
          if (page === undefined) throw new PartnerFault('garbled', { reason: 'status' });
          if (headers !== null) pages.set(url, { headers, page });
          return page;
        },
        unchanged: () => (isChanged ? null : before.records),
        keep: (records) => {
          kept = { pages, records };
        },
      };
    },
  };
}
