import type { LearningPoint } from '../operations/responses.ts';
import { SourceLine } from '../parts/source-line.tsx';
import { Dutch, Paragraph } from '../parts/text.tsx';
import { useLocale, textFor } from '../texts/locale.ts';

/** Learning points that the programme has published. */
export function LearningPoints({ points }: { readonly points: readonly LearningPoint[] }) {
  const { texts } = useLocale();
  if (points.length === 0) return <Paragraph>{texts.learning.none}</Paragraph>;
  return (
    <ul className="plain-list">
      {points.map(({ text, topic, source }) => (
        <li key={text}>
          <span>
            <strong>
              {topic === null ? texts.learning.otherTopic : textFor(texts.learning.topics, topic)}.
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
