import { Heading, Paragraph } from '../../parts/text.tsx';
import { useLocale } from '../../texts/locale.ts';
import type { ProgrammeResults } from './results.ts';
import { ProgrammeList } from './programme-list.tsx';

/** Shown when the programme in the address does not exist. */
export function UnknownProgramme({ programmes }: Pick<ProgrammeResults, 'programmes'>) {
  const { texts } = useLocale();
  return (
    <div className="unknown-programme">
      <Heading level={1}>{texts.unknownProgramme}</Heading>
      <Paragraph isLead>{texts.unknownProgrammeHint}</Paragraph>
      <ProgrammeList programmes={programmes} />
    </div>
  );
}
