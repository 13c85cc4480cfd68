import type { ReactNode } from 'react';
import { explorerAddress } from '../app/address.ts';
import type { Answer } from '../asking/ask.ts';
import { tabText } from '../../explorer/gallery/question.ts';
import type { Question } from '../../explorer/gallery/question.ts';
import { useReading } from '../words/reading.ts';
import { Alert } from './alert.tsx';
import { SilentNames } from './silent-names.tsx';
import { Heading, Link, Paragraph } from './text.tsx';
import { Unbroken } from './unbroken.tsx';

interface SectionProps<T> {
  readonly id: string;
  readonly title: string;
  readonly question: Question;
  readonly variables?: Readonly<Record<string, string>>;
  readonly answer: Answer<unknown> | null;
  /** What the section is about, found in the answer; null when nobody could say. */
  readonly found: T | null | undefined;
  /** Whether nothing was found: with a silent partner that is not to be read as "there is none". */
  readonly isEmpty?: (found: T) => boolean;
  /** What the silence of a partner means here; otherwise that the list is not whole. */
  readonly ifSilent?: string;
  readonly children: (found: T) => ReactNode;
}

/**
 * One section, which stands on its own: while its partners are asked it says so, when one is silent
 * it says who, and what did arrive is shown.
 */
export function Section<T>(props: SectionProps<T>) {
  const { words } = useReading();
  const { id, title, question, variables = {}, answer, ifSilent, children } = props;
  const found = foundFor(props);
  return (
    <section className="section" aria-labelledby={id}>
      <Heading level={2} id={id}>
        {title}
      </Heading>
      {answer === null && <Paragraph isQuiet>{words.loading}</Paragraph>}
      {answer !== null && (
        <Trouble
          answer={answer}
          hasContent={found !== null}
          ifSilent={found === null ? words.silence.nothing : (ifSilent ?? words.silence.rest)}
        />
      )}
      <Unbroken instead={<Failed />}>
        {found !== null && <Content found={found}>{children}</Content>}
      </Unbroken>
      <p className="nl-paragraph ask-yourself">
        <Link href={explorerAddress(tabText(question), variables)}>{words.askYourself}</Link>
      </p>
    </section>
  );
}

function foundFor<T>({ answer, found, isEmpty }: SectionProps<T>): T | null {
  if (found == null) return null;
  const isUnavailable = answer !== null && answer.silent.length > 0;
  return isUnavailable && isEmpty?.(found) === true ? null : found;
}

interface TroubleProps {
  readonly answer: Answer<unknown>;
  readonly hasContent: boolean;
  readonly ifSilent: string;
}

function Trouble({ answer, hasContent, ifSilent }: TroubleProps) {
  const { words } = useReading();
  if (answer.silent.length > 0)
    return (
      <Alert tone="warning">
        <Paragraph>
          <strong>{words.silence.without}:</strong> <SilentNames silent={answer.silent} />.{' '}
          {ifSilent}
        </Paragraph>
      </Alert>
    );
  if (!answer.hasFailed && hasContent) return null;
  return <Failed />;
}

function Failed() {
  const { words } = useReading();
  return (
    <Alert tone="warning">
      <Paragraph>{words.failed}</Paragraph>
    </Alert>
  );
}

/** An element of its own, so that what breaks in it is caught around it. */
function Content<T>({ found, children }: { found: T; children: (found: T) => ReactNode }) {
  return children(found);
}
