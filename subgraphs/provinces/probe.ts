import { ok, warning, type Finding } from '../../core/findings/finding.ts';
import type { FaultDetail } from '../kit/partners/partner-fault.ts';
import { coverageText, describeValues } from '../kit/probe/describe-values.ts';
import {
  graphFindings,
  probePartner,
  transportFinding,
  unreadFindings,
  type Probe,
  type ProbeTools,
  type Reported,
} from '../kit/probe/probe.ts';
import { provinces } from './index.ts';
import { headersOf, REGISTER_PARTS, type RegisterLayout, type RegisterPart } from './layout.ts';
import type { ProvinceEntry } from './partner-entry.ts';
import type { RegisterContent } from './records.ts';
import type { ProvinceSource } from './source.ts';

/** The files of a register, which are public, each once. */
export const probeProvince: Probe<ProvinceEntry> = (entry, tools) =>
  probePartner<ProvinceEntry, ProvinceSource>(entry, tools, {
    definition: provinces,
    look: async ({ findings, ask }) => {
      const { id, columns: layout } = entry;
      findings.push(transportFinding(entry));
      for (const [index, path] of filesOf(layout).entries()) {
        const file = await ask(`file ${index + 1}, ${path}`, (source, call) =>
          source.read(path, call),
        );
        if (file === null) continue;
        const parts = partsAt(path, layout);
        findings.push(
          ...parts.flatMap((part) => columnFindings(id, part, layout, file.received)),
          ...unreadFindings(id, file.unread, (list, field) => mendCell(list, field, layout, tools)),
          ...[...file.unknownWords].map(([list, count]) =>
            warning(
              `${id} ${list}`,
              `unknown words: ${count}; add them to words at ${tools.layoutLine('words', listOf(list, layout))}`,
            ),
          ),
          ...parts.flatMap((part) => answerOf(id, part, file.value)),
        );
      }
    },
    mend: (detail, step) => mendFile(detail, step, entry.columns, tools),
  });

const filesOf = (layout: RegisterLayout) => [
  ...new Set(REGISTER_PARTS.flatMap((part) => layout[part]?.at ?? [])),
];

const partsAt = (path: string, layout: RegisterLayout) =>
  REGISTER_PARTS.filter((part) => layout[part]?.at === path);

/** How often each column of a part is filled. */
function columnFindings(
  id: string,
  part: RegisterPart,
  layout: RegisterLayout,
  received: Reported['received'],
): readonly Finding[] {
  const rows = received.get(part) ?? [];
  return headersOf(layout[part]?.columns ?? {}).map((header) => {
    const cells = rows.map((row) => Object.entries(row).find(([name]) => name === header)?.[1]);
    return ok(`${id} ${part} "${header}"`, coverageText(describeValues(cells), 'rows'));
  });
}

/** The amounts and names of grants stay in the register; their number is what the graph has. */
function answerOf(id: string, part: RegisterPart, content: RegisterContent): readonly Finding[] {
  return graphFindings(id, part, content[part]);
}

/** The list of words for a column that the layout names. */
function listOf(list: string, layout: RegisterLayout): string {
  const [part, ...header] = list.split('.');
  const columns = REGISTER_PARTS.flatMap((one) =>
    one === part ? Object.entries(layout[one]?.columns ?? {}) : [],
  );
  const name = columns.find(([, given]) => given === header.join('.'))?.[0];
  return name === undefined ? list : (LISTS[name] ?? name);
}

const LISTS: Readonly<Record<string, string>> = {
  status: 'statuses',
  programme: 'programmes',
  providers: 'organisations',
  recipient: 'organisations',
};

function mendCell(list: string, field: string, layout: RegisterLayout, tools: ProbeTools): string {
  const part = REGISTER_PARTS.find((one) => one === list);
  const columns = part === undefined ? {} : (layout[part]?.columns ?? {});
  const name = Object.entries(columns).find(([, header]) => header === field)?.[0] ?? '';
  if (name.endsWith('On')) {
    return `let the province mend them, or change dates at ${tools.layoutLine('dates')}`;
  }
  if (['amount', 'target', 'maximum', 'maxMonths', 'left'].includes(name)) {
    return `let the province mend them, or change decimals at ${tools.layoutLine('decimals')}`;
  }
  return 'let the province mend them';
}

/** Says which line of the layout to change where a file cannot be read. */
function mendFile(
  { reason, status, fields = [] }: FaultDetail,
  step: string,
  layout: RegisterLayout,
  { entryLine, layoutLine }: ProbeTools,
): string | null {
  const part = REGISTER_PARTS.find((one) => step.endsWith(`, ${layout[one]?.at}`)) ?? 'pilots';
  if (status === 404 || status === 410) {
    return `there is no file at this path (status ${status}): change at, ${layoutLine(part, 'at')}, or ${entryLine('url')}`;
  }
  switch (reason) {
    case 'charset':
      return `the file is in another encoding (${fields.join('; ')}): change encoding, ${layoutLine('encoding')}`;
    case 'media type':
      return `the response is no ${layout.format} file: change format, ${layoutLine('format')}, or let the province send the media type of its file`;
    case 'result':
      return `it holds rows that cannot be told apart or read (${fields.join('; ')}): let the province mend them, or name another column, ${layoutLine(part, 'columns', 'number')}`;
    case 'file':
      return fields.length === 0
        ? `the file cannot be read as ${layout.format}: change format, ${layoutLine('format')}`
        : fields.map((field) => mendTitle(field, layout, layoutLine)).join('; ');
    default:
      return null;
  }
}

/** `Titel: missing`, with the line of the layout that names the title of a column or a sheet. */
function mendTitle(
  field: string,
  layout: RegisterLayout,
  layoutLine: ProbeTools['layoutLine'],
): string {
  const title = field.replace(/: (?:missing|more than once|no row with).*$/, '');
  for (const part of REGISTER_PARTS) {
    if (layout[part]?.sheet === title) {
      return `sheet ${field}: change ${layoutLine(part, 'sheet')}`;
    }
    const found = Object.entries(layout[part]?.columns ?? {}).find(([, one]) => one === title);
    if (found !== undefined) {
      return `column ${field}: change ${layoutLine(part, 'columns', found[0])}`;
    }
  }
  return `${field}: let the province mend it`;
}
