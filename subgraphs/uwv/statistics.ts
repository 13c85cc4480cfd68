/** What UWV tells insights about people: whether they left benefits, and whether they work in technology. */
import type { ConnectedPartners } from '../kit/partners/connect-partners.ts';
import type {
  AskForStatistics,
  StatisticsReading,
  SubgraphStatistics,
} from '../kit/statistics/subgraph-statistics.ts';
import { eachInTurns } from '../kit/turns/in-turns.ts';
import type { Office } from './loaders.ts';

/** By the contract in `dto.ts`. */
const PAGE_PEOPLE = 1_000;

/**
 * The record set `people` alone, by citizen number, for the purpose that needs a legal basis. UWV is not told who finished
 * a training, so it gives the state of everyone it knows on the last day of the release, and insights matches:
 *
 * - `left-benefit`: `LEFT` when a benefit had ended by then and none runs, `ON_BENEFIT` while one runs. UWV cannot know
 *   when a training ended, so this is not "within a year after it"; a table takes the release of a year later.
 * - `work-after-a-year`: `IN_TECHNOLOGY` or `ELSEWHERE` for a job on that day, technology first.
 *
 * A person without either has no row; the registry says what counts then.
 */
export function uwvStatistics({ partners }: ConnectedPartners<Office>): SubgraphStatistics {
  return {
    recordSets: {
      people: {
        columns: ['left-benefit', 'work-after-a-year'],
        domain: 'person',
        categories: ['BenefitEpisode', 'Employment', 'Person'],
        purpose: 'urn:llo:purpose:cohort-evaluation',
      },
    },
    begin: (reading) => ({
      partners: partners.map((office) => ({
        partner: office,
        read: (ask) => eachPerson(office, ask, reading),
      })),
    }),
  };
}

async function eachPerson(
  { id, source }: Office,
  ask: AskForStatistics,
  { until, signal, addRecord }: StatisticsReading,
): Promise<void> {
  let after = '';
  for (;;) {
    const place = { day: until, after, limit: PAGE_PEOPLE };
    const page = await ask((call) => source.countedPage(place, call));
    const add = ({ number, benefit, work }: (typeof page)[number]) => {
      addRecord({
        recordSet: 'people',
        key: number,
        subject: { type: 'person', partner: id, text: number },
        values: { 'left-benefit': benefit, 'work-after-a-year': work },
      });
    };
    await eachInTurns(page, add, signal);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_PEOPLE) return;
    after = last.number;
  }
}
