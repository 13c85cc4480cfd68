/** Its code is that of docs/clients/regional-dashboard/, which a test runs in a browser. */
import { useId, type ReactNode } from 'react';
import { PageLayout } from '../../layout/page-layout.tsx';
import { addressOf, explorerAddress } from '../../operations/address.ts';
import { Heading, Link, Paragraph } from '../../parts/text.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { todayInNetherlands } from '../../../ui/today.ts';
// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './developers.css';
import { texts } from './texts.ts';

const FILES = import.meta.glob<string>(
  '../../../docs/clients/regional-dashboard/*.{ts,html,graphql,sh,yaml}',
  { query: '?raw', import: 'default', eager: true },
);

const textOf = (name: string): string =>
  Object.entries(FILES).find(([path]) => path.endsWith(`/${name}`))?.[1] ?? '';

/** How a partner builds a dashboard of its own on the graph. */
export function Developers() {
  const own = useTexts(texts);
  const { texts: common, address } = useLocale();
  const { language } = address;
  const variables = { region: 'AM06', day: todayInNetherlands() };
  return (
    <PageLayout
      title={common.pages.developers}
      contents={STEPS.map((id) => [id, own[id].title] as const)}
    >
      <Heading level={1}>{common.pages.developers}</Heading>
      <Paragraph isLead>{own.lead}</Paragraph>
      <Paragraph isQuiet>{own.tested}</Paragraph>
      <ol className="steps">
        <Step id="prepare" step={own.prepare}>
          <Code name="prepare.sh" />
        </Step>
        <Step id="question" step={own.question}>
          <Code name="region.graphql" />
          <Paragraph>
            <Link href={explorerAddress(language, textOf('region.graphql'), variables)}>
              {common.openInExplorer}
            </Link>
            {' · '}
            <Link href={addressOf({ page: 'reference', language })}>{own.reference}</Link>
          </Paragraph>
        </Step>
        <Step id="types" step={own.types}>
          <Code name="generate.ts" />
          <Paragraph>
            <Link href="/schema.graphql">{own.types.schema}</Link>
          </Paragraph>
        </Step>
        <Step id="ask" step={own.ask}>
          <Code name="ask.ts" />
        </Step>
        <Step id="show" step={own.show}>
          <Code name="main.ts" />
          <Code name="index.html" />
          <Paragraph>
            <Link href={addressOf({ page: 'statistics', language })}>{own.show.statistics}</Link>
          </Paragraph>
        </Step>
        <Step id="build" step={own.build}>
          <Code name="build.sh" />
        </Step>
        <Step id="gateway" step={own.gateway}>
          <Code name="gateway.yaml" />
        </Step>
      </ol>
    </PageLayout>
  );
}

const STEPS = ['prepare', 'question', 'types', 'ask', 'show', 'build', 'gateway'] as const;

interface StepProps {
  readonly id: (typeof STEPS)[number];
  readonly step: { readonly title: string; readonly text: string };
  readonly children: ReactNode;
}

function Step({ id, step, children }: StepProps) {
  return (
    <li className="section">
      <Heading level={2} id={id}>
        {step.title}
      </Heading>
      <Paragraph>{step.text}</Paragraph>
      {children}
    </li>
  );
}

/** A file; it can be focused, because on a narrow page its lines scroll. */
function Code({ name }: { readonly name: string }) {
  const own = useTexts(texts);
  const id = useId();
  return (
    <figure className="code">
      <figcaption id={id}>{own.file(name)}</figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a keyboard scrolls it */}
      <pre lang="en" role="region" aria-labelledby={id} tabIndex={0}>
        <code>{textOf(name).trimEnd()}</code>
      </pre>
    </figure>
  );
}
