import { Badge, type Tone } from '../parts/text.tsx';
import { useTexts } from '../texts/locale.ts';
import type { ProgrammeState } from './programme-state.ts';
import { stateTexts } from './texts.ts';

const TONES: Readonly<Record<ProgrammeState, Tone>> = {
  RUNNING: 'good',
  PLANNED: 'accent',
  NOTHING_OPEN: 'plain',
  UNKNOWN: 'plain',
  ENDED: 'plain',
};

/** A few words for whether the programme runs. */
export function StateBadge({ state }: { readonly state: ProgrammeState }) {
  const texts = useTexts(stateTexts);
  return <Badge tone={TONES[state]}>{texts[state]}</Badge>;
}
