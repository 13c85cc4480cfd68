import type { Scheme } from '../../operations/responses.ts';
import { Table } from '../../parts/table.tsx';
import { Badge, Dutch, Paragraph } from '../../parts/text.tsx';
import type { Tone } from '../../parts/text.tsx';
import { useLocale, useTexts, textFor } from '../../texts/locale.ts';
import { programmeTexts } from './texts.ts';

/** Whether one can apply now, in one sentence; the schemes themselves are collapsed behind it. */
export function Schemes({
  schemes,
  hasMore,
}: {
  readonly schemes: readonly Scheme[];
  readonly hasMore: boolean;
}) {
  const { texts } = useLocale();
  const own = useTexts(programmeTexts);
  const open = schemes.filter(({ availability }) => OPEN.has(availability ?? ''));
  const funds = [...new Set(schemes.map(({ fund }) => fund?.name ?? fund?.id ?? ''))];
  const fundNames = new Intl.ListFormat(texts.locale).format(funds.toSorted());
  return (
    <>
      <Paragraph>{own.schemesOf(own.schemes(schemes.length), fundNames, open.length)}</Paragraph>
      {open.length > 0 && <SchemeTable schemes={open} />}
      {open.length < schemes.length && (
        <details className="more">
          <summary>{own.allSchemes}</summary>
          <SchemeTable schemes={schemes} />
        </details>
      )}
      {hasMore && <Paragraph>{texts.more}</Paragraph>}
    </>
  );
}

/** Of an almost exhausted scheme something is left. */
const OPEN: ReadonlySet<string> = new Set(['OPEN', 'ALMOST_EXHAUSTED']);

/** The remaining budget is of the end of the quarter of the newest release, where it is published. */
function SchemeTable({ schemes }: { readonly schemes: readonly Scheme[] }) {
  const { texts, money, period } = useLocale();
  const titles = texts.schemes;
  return (
    <>
      <Table
        caption={titles.title}
        isCaptionHidden
        rows={schemes}
        keyOf={({ id }) => id}
        columns={[
          { title: titles.name, cell: (scheme) => <SchemeName scheme={scheme} /> },
          { title: titles.fund, cell: ({ fund }) => <Dutch>{fund?.name ?? fund?.id}</Dutch> },
          {
            title: titles.openPeriod,
            cell: ({ opensOn, closesOn }) => period({ start: opensOn, end: closesOn }),
          },
          {
            title: titles.budget,
            isNumber: true,
            cell: ({ budget }) => (budget ? money(budget) : '–'),
          },
          ...(schemes.some(({ budgetLeftPercent }) => budgetLeftPercent !== null)
            ? [
                {
                  title: titles.left,
                  isNumber: true,
                  cell: (scheme: Scheme) => <Left scheme={scheme} />,
                },
              ]
            : []),
          { title: titles.state, cell: (scheme) => <StateBadge scheme={scheme} /> },
        ]}
      />
      <Paragraph isQuiet>{titles.intro}</Paragraph>
    </>
  );
}

function SchemeName({ scheme }: { readonly scheme: Scheme }) {
  const { texts } = useLocale();
  const type = textFor(texts.types, scheme.type);
  return (
    <>
      <Dutch>{scheme.name}</Dutch>
      {type !== scheme.name && <span className="scheme-type quiet">{type}</span>}
    </>
  );
}

function Left({ scheme }: { readonly scheme: Scheme }) {
  const { budgetLeftPercent: left } = scheme;
  if (left === null) return '–';
  return (
    <span className="left">
      {left}%{' '}
      <svg className="left-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="8" className="left-bar-all" />
        <rect width={left} height="8" className="left-bar-left" />
      </svg>
    </span>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  NOT_YET_OPEN: 'accent',
  OPEN: 'good',
  ALMOST_EXHAUSTED: 'warning',
  EXHAUSTED: 'warning',
  CLOSED: 'plain',
};

function StateBadge({ scheme: { availability } }: { readonly scheme: Scheme }) {
  const { texts } = useLocale();
  if (availability === null) return '–';
  return (
    <Badge tone={TONES[availability] ?? 'plain'}>
      {textFor(texts.schemes.states, availability)}
    </Badge>
  );
}
