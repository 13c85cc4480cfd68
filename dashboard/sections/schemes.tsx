import type { Scheme } from '../asking/answers.ts';
import { Table } from '../parts/table.tsx';
import { Badge, Dutch, Paragraph } from '../parts/text.tsx';
import type { Tone } from '../parts/text.tsx';
import { useReading, wordFor } from '../words/reading.ts';

/** The voucher schemes, with what was left of each when the week began, where that may be told. */
export function Schemes({
  schemes,
  hasMore,
}: {
  readonly schemes: readonly Scheme[];
  readonly hasMore: boolean;
}) {
  const { words, money, period } = useReading();
  const titles = words.schemes;
  if (schemes.length === 0) return <Paragraph>{titles.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{titles.intro}</Paragraph>
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
          { title: titles.left, isNumber: true, cell: (scheme) => <Left scheme={scheme} /> },
          { title: titles.state, cell: (scheme) => <StateBadge scheme={scheme} /> },
        ]}
      />
      {hasMore && <Paragraph>{words.more}</Paragraph>}
    </>
  );
}

function SchemeName({ scheme }: { readonly scheme: Scheme }) {
  const { words } = useReading();
  const type = wordFor(words.types, scheme.type);
  return (
    <>
      <Dutch>{scheme.name}</Dutch>
      {type !== scheme.name && <span className="beneath quiet">{type}</span>}
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
  const { words } = useReading();
  if (availability === null) return '–';
  return (
    <Badge tone={TONES[availability] ?? 'plain'}>
      {wordFor(words.schemes.states, availability)}
    </Badge>
  );
}
