import type { LearningPoint } from '../asking/answers.ts';
import { SourceLine } from '../parts/source-line.tsx';
import { Dutch, Paragraph } from '../parts/text.tsx';
import { useReading, wordFor } from '../words/reading.ts';

/** What the programme says that it learned or wishes. */
export function LearningPoints({ points }: { readonly points: readonly LearningPoint[] }) {
  const { words } = useReading();
  if (points.length === 0) return <Paragraph>{words.learning.none}</Paragraph>;
  return (
    <ul className="plain-list">
      {points.map(({ text, topic, source }) => (
        <li key={text}>
          <span>
            <strong>
              {topic === null ? words.learning.otherTopic : wordFor(words.learning.topics, topic)}.
            </strong>{' '}
            <Dutch>{text}</Dutch>
          </span>
          <span className="quiet">
            <SourceLine source={source} />
          </span>
        </li>
      ))}
    </ul>
  );
}
