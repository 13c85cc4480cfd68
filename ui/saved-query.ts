/**
 * A saved query is a GraphQL file with a header of comments.
 *
 *     # nl: title in Dutch                          (required)
 *     # en: title in English                        (required)
 *     # theme: Dutch / English   heading that lists show it under
 *     # question: 19   number of the evaluation question that it answers (docs/questions.md)
 *     # role: demo role that may run it, or none    (required)
 *     # purpose: urn:…  purpose to select when the role has several
 *     # today: name     variable that gets today's date
 *     # fill: name      variable that the user fills in, which the title asks for; the query does not run at once
 *
 * Ids of persons and vouchers do not belong in a saved query: they change every quarter.
 */
import type { Language } from './language.ts';

export interface SavedQuery {
  /** Name of the file without its extension. */
  readonly id: string;
  readonly nl: string;
  readonly en: string;
  readonly theme?: { readonly nl: string; readonly en: string };
  /** Number of the evaluation question that it answers. */
  readonly question?: number;
  readonly role: string;
  readonly purpose?: string;
  /** Name of the variable that gets today's date. */
  readonly today?: string;
  /** Name of the variable that the user fills in before the query runs. */
  readonly fill?: string;
  /** The GraphQL document without the header. */
  readonly document: string;
}

const headerLine = /^# (nl|en|theme|question|role|purpose|today|fill): (.+)$/;
const roleName = /^[a-z][a-z-]*$/;

/** Parses a file; throws an error that names the file and the missing or invalid header line. */
export function parseSavedQuery(fileName: string, text: string): SavedQuery {
  const lines = text.split(/\r?\n/);
  const body = lines.findIndex((line) => !headerLine.test(line));
  const header = new Map(lines.slice(0, body).map((line) => headerEntry(line)));
  const required = (key: string): string => {
    const value = header.get(key);
    if (value === undefined)
      throw new Error(`Cannot read saved query "${fileName}": the line "# ${key}: …" is missing`);
    return value;
  };
  const role = required('role');
  if (!roleName.test(role))
    throw new Error(`Cannot read saved query "${fileName}": "${role}" is not a valid role name`);
  const [nl, en] = header.get('theme')?.split(' / ') ?? [];
  const question = header.get('question');
  const purpose = header.get('purpose');
  const today = header.get('today');
  const fill = header.get('fill');
  return {
    id: fileName.replace(/^.*\//, '').replace(/\.graphql$/, ''),
    nl: required('nl'),
    en: required('en'),
    ...(nl !== undefined && en !== undefined && { theme: { nl, en } }),
    ...(question !== undefined && { question: Number(question) }),
    role,
    ...(purpose === undefined ? {} : { purpose }),
    ...(today === undefined ? {} : { today }),
    ...(fill === undefined ? {} : { fill }),
    document: `${lines.slice(body).join('\n').trim()}\n`,
  };
}

function headerEntry(line: string): readonly [string, string] {
  const [, key = '', value = ''] = headerLine.exec(line) ?? [];
  return [key, value.trim()];
}

/** Text of an editor tab: the title above the document. */
export function tabText(savedQuery: SavedQuery, language: Language): string {
  return `# ${savedQuery[language]}\n${savedQuery.document}`;
}

/** Variables of an editor tab as JSON text; empty when no variable has to be filled in. */
export function tabVariables({ today: day, fill }: SavedQuery, today: string): string {
  const variables = {
    ...(day === undefined ? {} : { [day]: today }),
    ...(fill === undefined ? {} : { [fill]: '' }),
  };
  return Object.keys(variables).length === 0 ? '' : JSON.stringify(variables, null, 2);
}
