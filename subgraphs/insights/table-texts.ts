/** What the codes of a table stand for, by the registry of its release. */
import type { LocalizedText } from '../../schema/generated/insights.ts';
import type { StatisticsTableModel } from './models.ts';
import { OTHER, TO_DATE, TOTAL } from './registry/registry.ts';

const STEP = 'step';
const PERIOD = 'period';

const RESERVED: Readonly<Record<string, LocalizedText>> = {
  [TOTAL]: { nl: 'totaal', en: 'total' },
  [OTHER]: { nl: 'overig', en: 'other' },
  [TO_DATE]: { nl: 'tot en met dit kwartaal', en: 'up to this quarter' },
};

/** The registered steps of a table, in order. */
export function populationOf({ table }: StatisticsTableModel): readonly LocalizedText[] {
  const { entry } = table.registered;
  return entry.steps.map((step) => stepTitle(table, step));
}

/** The dimensions of a table, each with the codes of its rows. */
export function dimensionsOf(model: StatisticsTableModel) {
  return model.table.registered.dimensions.map(({ id, sensitive, members }) => ({
    id,
    title: model.release.registry.dimensions[id]?.title ?? plain(id),
    sensitive,
    categories: [...members.keys()].map((code) => ({ code, title: codeTitle(model, id, code) })),
  }));
}

/** What a row stands for: step, period, and a code for each dimension. */
export function keysOf(model: StatisticsTableModel, keys: readonly string[]) {
  const names = [STEP, PERIOD, ...model.table.registered.dimensions.map(({ id }) => id)];
  return keys.map((code, at) => {
    const dimension = names[at] ?? '';
    return { dimension, code, title: keyTitle(model, dimension, code) };
  });
}

function keyTitle(model: StatisticsTableModel, dimension: string, code: string): LocalizedText {
  if (dimension === STEP) return stepTitle(model.table, code);
  if (dimension === PERIOD) return RESERVED[code] ?? plain(code);
  return codeTitle(model, dimension, code);
}

function stepTitle({ registered }: StatisticsTableModel['table'], step: string): LocalizedText {
  return registered.recordSet.steps[step]?.title ?? plain(step);
}

function codeTitle(
  { release }: StatisticsTableModel,
  dimension: string,
  code: string,
): LocalizedText {
  const { categories = [], groups = [] } = release.registry.dimensions[dimension] ?? {};
  const found = [...categories, ...groups].find((one) => one.code === code);
  return RESERVED[code] ?? (found === undefined ? plain(code) : { nl: found.nl, en: found.en });
}

const plain = (text: string): LocalizedText => ({ nl: text, en: text });
