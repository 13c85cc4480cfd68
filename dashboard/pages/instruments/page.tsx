// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './instruments.css';
import { useState } from 'react';
import { PageLayout, type SyntheticShare } from '../../layout/page-layout.tsx';
import { useChoices } from '../../operations/use-choices.ts';
import { useOrganisationNames } from '../../parts/use-organisation-names.ts';
import { useQuery } from '../../operations/use-query.ts';
import { Alert } from '../../parts/alert.tsx';
import { Section } from '../../parts/section.tsx';
import { Heading, Paragraph } from '../../parts/text.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { ChoiceForm } from './choice-form.tsx';
import { foundIn, isAboutRegion, nearestNames, variablesOf } from './find.ts';
import type { Found, Instrument } from './find.ts';
import { ClosedInstrument, InstrumentRow } from './instrument-row.tsx';
import { instrumentsQuery } from './queries.ts';
import { instrumentTexts } from './texts.ts';

/** Which vouchers, grants, trainings and guidance are there for someone. */
export function Instruments() {
  const { texts } = useLocale();
  const own = useTexts(instrumentTexts);
  const { choices } = useChoices();
  const variables = variablesOf(choices);
  const result = useQuery(instrumentsQuery, variables);
  const isOutdated = useIsOutdated(result, JSON.stringify(variables));
  const content = result?.data?.instruments;
  const found = content ? foundIn(content) : null;
  const refusal = result?.refusal;
  const titleOf = (count: number) => (count === 0 ? own.nothing : own.found(count));
  return (
    <PageLayout title={texts.pages.instruments} synthetic={syntheticShareOf(found)}>
      <Heading level={1}>{texts.pages.instruments}</Heading>
      <Paragraph isLead>{own.lead}</Paragraph>
      <ChoiceForm />
      <div className="found" aria-busy={isOutdated}>
        {refusal !== undefined && isAboutRegion(refusal) ? (
          <UnknownRegion refusal={refusal} />
        ) : (
          <Section
            id="instrumenten"
            title={found === null ? own.results : titleOf(found.open.length)}
            query={instrumentsQuery}
            variables={variables}
            result={result}
            content={found}
            isEmpty={({ open, closed }) => open.length + closed.length === 0}
          >
            {(shown) => <Results key={JSON.stringify(variables)} found={shown} />}
          </Section>
        )}
      </div>
    </PageLayout>
  );
}

/** The result is of an earlier choice, because the one of the choice now has not arrived. */
function useIsOutdated(result: unknown, choice: string): boolean {
  const [shown, setShown] = useState({ result, choice });
  if (shown.result !== result) setShown({ result, choice });
  return result !== null && shown.choice !== choice;
}

function syntheticShareOf(found: Found | null): SyntheticShare {
  const all = found === null ? [] : [...found.open, ...found.closed];
  const count = all.filter(({ provenance }) => provenance?.synthetic === true).length;
  if (count === 0) return 'none';
  return count === all.length ? 'all' : 'some';
}

/** More at once is more than anybody reads; a button shows the others. */
const SHOWN = 12;

function Results({ found: { open, closed } }: { readonly found: Found }) {
  const own = useTexts(instrumentTexts);
  const nameOf = useOrganisationNames();
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? open : open.slice(0, SHOWN);
  const others = open.length - shown.length;
  const partnerOf = ({ id, provenance }: Instrument) =>
    nameOf(provenance?.partner ?? id.split(':', 1)[0] ?? id);
  return (
    <>
      {open.length === 0 ? <NothingFound /> : <KindCounts open={open} />}
      <ul className="instruments">
        {shown.map((instrument) => (
          <InstrumentRow
            key={instrument.id}
            instrument={instrument}
            partner={partnerOf(instrument)}
          />
        ))}
      </ul>
      {others > 0 && (
        <button type="button" className="choice-button" onClick={() => setIsAll(true)}>
          {own.more(others)}
        </button>
      )}
      {closed.length > 0 && (
        <details className="closed-instruments">
          <summary>{own.closed(closed.length)}</summary>
          <ul className="plain-list">
            {closed.map((instrument) => (
              <ClosedInstrument
                key={instrument.id}
                instrument={instrument}
                partner={partnerOf(instrument)}
              />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** `3 vouchers, 1 subsidie en 2 opleidingen`; a screen reader announces it when it changes. */
function KindCounts({ open }: { readonly open: readonly Instrument[] }) {
  const { texts } = useLocale();
  const own = useTexts(instrumentTexts);
  const kinds = [...new Set(open.map(({ kind }) => kind))];
  const counts = kinds.map((kind) => {
    const count = open.filter((one) => one.kind === kind).length;
    const [one, many] = own.kinds[kind];
    return `${count} ${count === 1 ? one : many}`;
  });
  return (
    <p className="nl-paragraph quiet" role="status">
      {new Intl.ListFormat(texts.locale).format(counts)}.
    </p>
  );
}

/** A sentence with what to try: one choice less. */
function NothingFound() {
  const own = useTexts(instrumentTexts);
  const { choices, choose } = useChoices();
  const wider = Object.entries(own.wider).filter(([name]) => choices[name]);
  return (
    <div role="status">
      <Paragraph>{wider.length === 0 ? own.noneAtAll : own.tryThis}</Paragraph>
      <p className="choice-buttons">
        {wider.map(([name, label]) => (
          <button
            key={name}
            type="button"
            className="choice-button"
            onClick={() => choose({ [name]: '' })}
          >
            {label}
          </button>
        ))}
      </p>
    </div>
  );
}

/** The names that come nearest, each as a button. */
function UnknownRegion({ refusal }: { readonly refusal: string }) {
  const own = useTexts(instrumentTexts);
  const { choices, choose } = useChoices();
  const nearest = nearestNames(refusal);
  return (
    <div className="unknown-region" role="status">
      <Alert tone="warning">
        <Paragraph>
          {own.unknownRegion(choices['regio'] ?? '')}{' '}
          {nearest.length === 0 ? own.checkName : own.mean}
        </Paragraph>
        <p className="choice-buttons">
          {nearest.map((name) => (
            <button
              key={name}
              type="button"
              className="choice-button"
              onClick={() => choose({ regio: name })}
            >
              {name}
            </button>
          ))}
        </p>
      </Alert>
    </div>
  );
}
