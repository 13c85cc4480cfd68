/** Texts about the state of a programme; English has the same keys as Dutch. */
import type { ProgrammeState } from './programme-state.ts';

type StateTexts = Readonly<Record<ProgrammeState, string>>;

const nl: StateTexts = {
  RUNNING: 'loopt',
  PLANNED: 'begint nog',
  NOTHING_OPEN: 'nu niets open',
  UNKNOWN: 'looptijd niet bekend',
  ENDED: 'afgerond',
};

const en: StateTexts = {
  RUNNING: 'runs',
  PLANNED: 'yet to begin',
  NOTHING_OPEN: 'nothing open now',
  UNKNOWN: 'period not known',
  ENDED: 'ended',
};

export const stateTexts = { nl, en };
