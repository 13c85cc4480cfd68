/** The page's questions, bundled as they stand in their files. */
import { parseQuestion } from '../../explorer/gallery/question.ts';
import grantsText from '../questions/subsidies.graphql?raw';
import partnersText from '../questions/partners.graphql?raw';
import pilotsText from '../questions/pilots.graphql?raw';
import programmeText from '../questions/programma.graphql?raw';
import programmesText from '../questions/programmas.graphql?raw';
import countsText from '../questions/voucheraantallen.graphql?raw';
import schemesText from '../questions/voucherregelingen.graphql?raw';
import type {
  CountsAnswer,
  GrantsAnswer,
  PartnersAnswer,
  PilotsAnswer,
  ProgrammeAnswer,
  ProgrammesAnswer,
  SchemesAnswer,
} from './answers.ts';
import type { AskedFor } from './ask.ts';

export const programmeQuestion = read<ProgrammeAnswer>('programma', programmeText);
export const programmesQuestion = read<ProgrammesAnswer>('programmas', programmesText);
export const countsQuestion = read<CountsAnswer>('voucheraantallen', countsText);
export const schemesQuestion = read<SchemesAnswer>('voucherregelingen', schemesText);
export const pilotsQuestion = read<PilotsAnswer>('pilots', pilotsText);
export const grantsQuestion = read<GrantsAnswer>('subsidies', grantsText);
export const partnersQuestion = read<PartnersAnswer>('partners', partnersText);

function read<T>(name: string, text: string): AskedFor<T> {
  return parseQuestion(name, text);
}
