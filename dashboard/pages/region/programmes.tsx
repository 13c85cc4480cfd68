import { addressOf } from '../../operations/address.ts';
import { Table } from '../../parts/table.tsx';
import { Dutch, Link, Paragraph } from '../../parts/text.tsx';
import { inOrder, programmeState } from '../../programmes/programme-state.ts';
import { StateBadge } from '../../programmes/state-badge.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import type { ProgrammeWithRoles } from './region-areas.ts';
import type { RegionResults } from './results.ts';
import { regionTexts } from './texts.ts';

interface RegionProgrammesProps {
  readonly programmes: readonly ProgrammeWithRoles[];
  readonly running: RegionResults['running'];
}

/** The programmes that work in the region, those that run now first. */
export function RegionProgrammes({ programmes, running }: RegionProgrammesProps) {
  const { address, period } = useLocale();
  const texts = useTexts(regionTexts).programmes;
  if (programmes.length === 0) return <Paragraph>{texts.none}</Paragraph>;
  const rows = inOrder(
    programmes.map((programme) => ({
      ...programme,
      state: programmeState(programme, running),
      figureKind: 'NONE' as const,
    })),
  );
  return (
    <Table
      caption={texts.title}
      isCaptionHidden
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: texts.name,
          cell: ({ id, name }) => (
            <Link href={addressOf({ page: 'programme', id, language: address.language })}>
              <Dutch>{name ?? id}</Dutch>
            </Link>
          ),
        },
        {
          title: texts.state,
          cell: ({ state }) => (state === null ? '…' : <StateBadge state={state} />),
        },
        {
          title: texts.area,
          cell: ({ regions }) => (
            <Dutch>{(regions ?? []).flatMap(({ name }) => name ?? []).join(', ')}</Dutch>
          ),
        },
        { title: texts.period, cell: (row) => period(row.period) || texts.noPeriod },
      ]}
    />
  );
}
