import type { LearningPoint } from '../../operations/responses.ts';
import { Dutch } from '../../parts/text.tsx';
import { useLocale, textFor } from '../../texts/locale.ts';
import { SharedSource, SourceOfEach } from './shared-source.tsx';

/** Learning points that the programme has published, by topic. */
export function LearningPoints({ points }: { readonly points: readonly LearningPoint[] }) {
  const { texts } = useLocale();
  const topics = [...new Set(points.map(({ topic }) => topic))];
  return (
    <>
      <dl className="lessons">
        {topics.map((topic) => (
          <div key={topic}>
            <dt>
              {topic === null ? texts.learning.otherTopic : textFor(texts.learning.topics, topic)}
            </dt>
            {points
              .filter((point) => point.topic === topic)
              .map(({ text, source }) => (
                <dd key={text}>
                  <Dutch>{text}</Dutch> <SourceOfEach source={source} all={points} />
                </dd>
              ))}
          </div>
        ))}
      </dl>
      <SharedSource all={points} />
    </>
  );
}
