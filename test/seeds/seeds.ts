import { geldersVakmanschap } from './gelders-vakmanschap.ts';
import { noordHolland } from './noord-holland.ts';
import { samenWerkMakenVanWerk } from './samen-werk-maken-van-werk.ts';
import { scholingsalliantieNoord } from './scholingsalliantie-noord.ts';
import type { SeedRows } from './seed-rows.ts';
import { wendbaarheid } from './wendbaarheid.ts';

/** The five seed texts, as rows. */
export const SEEDS: readonly SeedRows[] = [
  scholingsalliantieNoord,
  samenWerkMakenVanWerk,
  geldersVakmanschap,
  wendbaarheid,
  noordHolland,
];
