import type { ReactNode } from 'react';
import { tabText } from '../../ui/saved-query.ts';
import { explorerAddress } from '../operations/address.ts';
import type { QueryResult, TypedQuery } from '../operations/send-query.ts';
import { useLocale } from '../texts/locale.ts';
import { Alert } from './alert.tsx';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { FailedPartners } from './failed-partners.tsx';
import { Heading, Link, Paragraph } from './text.tsx';

interface SectionProps<Data, Variables, Content> {
  readonly id: string;
  readonly title: string;
  readonly query: TypedQuery<Data, Variables>;
  readonly variables: Variables & Readonly<Record<string, unknown>>;
  readonly result: QueryResult<Data> | null;
  /** The part of the result that the section shows; null when partners failed. */
  readonly content: Content | null | undefined;
  /** When a partner failed, empty content is not shown, because it would read as "there is none". */
  readonly isEmpty?: (content: Content) => boolean;
  /** Shown when a partner failed; by default a sentence that the list is incomplete. */
  readonly failureNote?: string;
  readonly children: (content: Content) => ReactNode;
}

/** One section with its own loading state, its own list of failed partners and a link to its query. */
export function Section<Data, Variables, Content>(props: SectionProps<Data, Variables, Content>) {
  const { address, texts } = useLocale();
  const { language } = address;
  const { id, title, query, variables, result, failureNote, children } = props;
  const content = contentOf(props);
  return (
    <section className="section" aria-labelledby={id}>
      <Heading level={2} id={id}>
        {title}
      </Heading>
      {result === null && <Paragraph isQuiet>{texts.loading}</Paragraph>}
      {result !== null && (
        <Failures
          result={result}
          hasContent={content !== null}
          note={content === null ? texts.status.nothing : (failureNote ?? texts.status.incomplete)}
        />
      )}
      <ErrorBoundary fallback={<Failed />}>
        {content !== null && <Content content={content}>{children}</Content>}
      </ErrorBoundary>
      <p className="nl-paragraph open-in-explorer">
        <Link href={explorerAddress(language, tabText(query, language), variables)}>
          {texts.openInExplorer}
        </Link>
      </p>
    </section>
  );
}

function contentOf<Data, Variables, Content>({
  result,
  content,
  isEmpty,
}: SectionProps<Data, Variables, Content>): Content | null {
  if (content == null) return null;
  const hasFailures = result !== null && result.failures.length > 0;
  return hasFailures && isEmpty?.(content) === true ? null : content;
}

interface FailuresProps {
  readonly result: QueryResult<unknown>;
  readonly hasContent: boolean;
  readonly note: string;
}

function Failures({ result, hasContent, note }: FailuresProps) {
  const { texts } = useLocale();
  if (result.failures.length > 0)
    return (
      <Alert tone="warning">
        <Paragraph>
          <strong>{texts.status.some}:</strong> <FailedPartners failures={result.failures} />.{' '}
          {note}
        </Paragraph>
      </Alert>
    );
  if (!result.hasFailed && hasContent) return null;
  return <Failed />;
}

function Failed() {
  const { texts } = useLocale();
  return (
    <Alert tone="warning">
      <Paragraph>{texts.failed}</Paragraph>
    </Alert>
  );
}

/** A component of its own, because an error boundary catches only errors of its child components. */
function Content<T>({ content, children }: { content: T; children: (content: T) => ReactNode }) {
  return children(content);
}
