/** The heading in Dutch and in English, and what is shown of an item. */
export type Column<Item> = readonly [nl: string, en: string, cell: (item: Item) => string];

/** A table in text, with its headings in both languages; no lines without items. */
export function textTable<Item>(
  title: string,
  columns: readonly Column<Item>[],
  items: readonly Item[],
): readonly string[] {
  if (items.length === 0) return [];
  const heads = [columns.map(([nl]) => nl), columns.map(([, en]) => en)];
  const rows = items.map((item) => columns.map(([, , cell]) => printable(cell(item))));
  const widths = columns.map((_, at) =>
    [...heads, ...rows].reduce((width, row) => Math.max(width, (row[at] ?? '').length), 0),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [title, '', ...heads.map(line), rule, ...rows.map(line)];
}

export function momentText(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 19).replace('T', ' ') : '–';
}

/** A log of another organisation may hold anything, also what a terminal would obey. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
}
