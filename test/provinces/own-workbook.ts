/** A workbook as other programs than ours write it, from the markup of its cells. */
import { zip } from './zip.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface WorkbookParts {
  /** The markup of the rows of its sheet "S". */
  readonly rows: string;
  /** Behind the rows. */
  readonly after?: string;
  /** Items of the list of shared texts. */
  readonly texts?: string;
  /** Number formats; the style of a format has its place in this list, from 1. */
  readonly formats?: readonly (string | number)[];
  /** Attributes of the workbook. */
  readonly properties?: string;
  /** Attributes of the sheet. */
  readonly sheet?: string;
}

export function workbook({
  rows,
  after = '',
  texts = '',
  formats = [],
  properties = '',
  sheet = '',
}: WorkbookParts): Buffer {
  const own = formats.map((format, index) => [format, 170 + index] as const);
  const codes = own.flatMap(([format, id]) =>
    typeof format === 'string'
      ? [`<numFmt numFmtId="${id}" formatCode="${escaped(format)}"/>`]
      : [],
  );
  const styles = own.map(
    ([format, id]) => `<xf numFmtId="${typeof format === 'string' ? id : format}"/>`,
  );
  const parts = {
    'xl/workbook.xml': `<x:workbook xmlns:x="x" xmlns:r="${RELATIONS}"><x:workbookPr ${properties}/>
      <x:sheets><x:sheet name="S" ${sheet} sheetId="7" r:id="rId3"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>
      <Relationship Id="rId3" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/a.xml"/>
      <Relationship Id="rId4" Type="${RELATIONS}/sharedStrings" Target="texts.xml"/>
      <Relationship Id="rId5" Type="${RELATIONS}/styles" Target="./styles.xml"/></Relationships>`,
    'xl/texts.xml': `<sst>${texts}</sst>`,
    'xl/styles.xml': `<styleSheet><numFmts>${codes.join('')}</numFmts>
      <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`,
    'xl/worksheets/a.xml': `<x:worksheet xmlns:x="x"><x:sheetData>${rows}</x:sheetData>${after}</x:worksheet>`,
  };
  return zip(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)] as const));
}

/** A row of cells that follow each other; a text is an inline text, and markup stays as it is. */
export function row(...cells: readonly (string | number | null)[]): string {
  const markup = cells.map((cell) => {
    if (cell === null) return '<x:c/>';
    if (typeof cell === 'number') return `<x:c><x:v>${cell}</x:v></x:c>`;
    return cell.startsWith('<')
      ? cell
      : `<x:c t="inlineStr"><x:is><x:t>${escaped(cell)}</x:t></x:is></x:c>`;
  });
  return `<x:row>${markup.join('')}</x:row>`;
}

/** A number in a style. */
export function styled(value: number | string, style: number): string {
  return `<x:c s="${style}"><x:v>${value}</x:v></x:c>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
