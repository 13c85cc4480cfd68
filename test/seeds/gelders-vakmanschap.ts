import { lessonFacts } from './gelders-vakmanschap/lessons.ts';
import { programmeFacts } from './gelders-vakmanschap/programme.ts';
import { FILE } from './gelders-vakmanschap/source.ts';
import { voucherFacts } from './gelders-vakmanschap/vouchers.ts';
import { HEADING, OPINION, type SeedRows } from './seed-rows.ts';

/** The seed about Gelders Vakmanschap, of 11 April 2019. */
export const geldersVakmanschap: SeedRows = {
  file: FILE,
  sentenceCount: 74,
  facts: [...programmeFacts, ...voucherFacts, ...lessonFacts],
  without: [
    {
      sentences: [1, 2, 3, 4, 5, 6, 7, 8, 11, 22, 29, 36, 44, 45, 56, 61, 62, 69, 74],
      reason: HEADING,
    },
    { sentences: [16, 25, 28, 37, 55, 57, 60], reason: OPINION },
    {
      sentences: [50, 51, 52, 54],
      reason:
        'tells of the eighteen participants, few enough to be known; nothing is shown of them',
    },
  ],
};
