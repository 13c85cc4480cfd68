import type { Answer } from '../asking/ask.ts';
import type { ProgrammesAnswer } from '../asking/answers.ts';
import { Heading, Paragraph } from '../parts/text.tsx';
import { useReading } from '../words/reading.ts';
import { ProgrammeList } from './programme-list.tsx';

/** For an address that names no programme of ours. */
export function UnknownProgramme({
  programmes,
}: {
  readonly programmes: Answer<ProgrammesAnswer> | null;
}) {
  const { words } = useReading();
  return (
    <div className="unknown-programme">
      <Heading level={1}>{words.unknownProgramme}</Heading>
      <Paragraph isLead>{words.unknownProgrammeHint}</Paragraph>
      {programmes && <ProgrammeList programmes={programmes} />}
    </div>
  );
}
