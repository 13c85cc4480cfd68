/** The columns that the rows of a table are found by, with the words for each of their codes. */
import type { RegisteredTable } from '../registry/registered-tables.ts';
import { OTHER, TO_DATE, TOTAL, type Registry } from '../registry/registry.ts';

export interface BilingualText {
  readonly nl: string;
  readonly en: string;
}

export interface KeyColumn {
  readonly id: string;
  readonly title: BilingualText;
  /** In the order of the rows. */
  readonly codes: readonly (BilingualText & { readonly code: string })[];
}

const STEP = 'step';
export const PERIOD = 'period';

/** Step, period, then the dimensions; together their codes in order give the rows in the order of `cellsOf`. */
export function keyColumnsOf(registry: Registry, table: RegisteredTable): readonly KeyColumn[] {
  const { recordSet, entry, quarters, window } = table;
  const until = window.at(-1) ?? '';
  return [
    {
      id: STEP,
      title: { nl: 'stap', en: 'step' },
      codes: entry.steps.map((code) => ({ code, ...(recordSet.steps[code]?.title ?? bare(code)) })),
    },
    {
      id: PERIOD,
      title: { nl: 'periode', en: 'period' },
      codes: [
        ...quarters.map((code) => ({ code, ...bare(code) })),
        { code: TO_DATE, nl: `tot en met ${until}`, en: `up to ${until}` },
      ],
    },
    ...table.dimensions.map(({ id, members }) => {
      const dimension = registry.dimensions[id];
      const named = [...(dimension?.categories ?? []), ...(dimension?.groups ?? [])];
      return {
        id,
        title: dimension?.title ?? bare(id),
        codes: [...members.keys()].map((code) => {
          const { nl, en } = RESERVED[code] ?? named.find((one) => one.code === code) ?? bare(code);
          return { code, nl, en };
        }),
      };
    }),
  ];
}

const RESERVED: Readonly<Record<string, BilingualText>> = {
  [TOTAL]: { nl: 'totaal', en: 'total' },
  [OTHER]: { nl: 'overig', en: 'other' },
};

const bare = (text: string): BilingualText => ({ nl: text, en: text });
