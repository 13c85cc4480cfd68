import type { RowKey } from '../paging/cursor.ts';
import type { PagedRow } from '../paging/merge-pages.ts';
import { PartnerFault } from '../partners/partner-fault.ts';
import type { PartnerCall } from '../partners/partner-request.ts';
import { eachInTurns } from '../turns/in-turns.ts';
import type { AskForStatistics } from './subgraph-statistics.ts';

/** Of one partner; a partner with more is taken for one whose pages do not end. */
const ROWS_MAX = 1_000_000;

/** Where the pages come from, and where their rows go. */
interface Walk<Row> {
  readonly ask: AskForStatistics;
  /** The rows after a key, at most `limit` and in order; fewer when there are no more. */
  readonly readAfter: (after: RowKey | undefined, call: PartnerCall) => Promise<readonly Row[]>;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Reads all rows of a partner page by page, and holds one page at a time. Each page is a request of its own. */
export async function walkRows<Row extends PagedRow>(
  { ask, readAfter, limit, signal }: Walk<Row>,
  each: (row: Row) => void,
): Promise<void> {
  let after: RowKey | undefined;
  let count = 0;
  for (;;) {
    const page = await ask((call) => {
      if (count > ROWS_MAX) throw new PartnerFault('garbled', { reason: 'size' });
      return readAfter(after, call);
    });
    await eachInTurns(page, each, signal);
    count += page.length;
    after = page.at(-1)?.sortKey;
    if (page.length < limit) return;
  }
}
