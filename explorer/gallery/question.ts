/**
 * The one format of a saved question: GraphQL with a header of comments.
 *
 *     # nl: de vraag in het Nederlands          (required)
 *     # en: the question in English             (required)
 *     # role: none, or the demo role that may ask it   (required)
 *     # purpose: urn:…  the purpose to pick when the role has several
 *     # today: name     the variable that gets the date of today
 *
 * No question holds the id of a person or a voucher: those change each quarter.
 */

export interface Question {
  readonly id: string;
  readonly nl: string;
  readonly en: string;
  readonly role: string;
  readonly purpose?: string;
  /** Name of the variable that is filled with the date of today. */
  readonly today?: string;
  /** The operation alone, as it is sent. */
  readonly document: string;
}

const headerLine = /^# (nl|en|role|purpose|today): (.+)$/;
const roleName = /^[a-z][a-z-]*$/;

/** Reads a question file; throws with the file's name and what it lacks. */
export function parseQuestion(fileName: string, text: string): Question {
  const lines = text.split(/\r?\n/);
  const body = lines.findIndex((line) => !headerLine.test(line));
  const header = new Map(lines.slice(0, body).map((line) => headerEntry(line)));
  const required = (key: string): string => {
    const value = header.get(key);
    if (value === undefined)
      throw new Error(`Cannot read question "${fileName}": no line "# ${key}: …"`);
    return value;
  };
  const role = required('role');
  if (!roleName.test(role))
    throw new Error(`Cannot read question "${fileName}": role "${role}" is no name`);
  const purpose = header.get('purpose');
  const today = header.get('today');
  return {
    id: fileName.replace(/^.*\//, '').replace(/\.graphql$/, ''),
    nl: required('nl'),
    en: required('en'),
    role,
    ...(purpose === undefined ? {} : { purpose }),
    ...(today === undefined ? {} : { today }),
    document: `${lines.slice(body).join('\n').trim()}\n`,
  };
}

function headerEntry(line: string): readonly [string, string] {
  const [, key = '', value = ''] = headerLine.exec(line) ?? [];
  return [key, value.trim()];
}

/** What the tab shows: the question in both languages above the operation. */
export function tabText(question: Question): string {
  return `# ${question.nl}\n# ${question.en}\n${question.document}`;
}

/** The tab's variables, as JSON text; empty when the question has none to fill. */
export function tabVariables(question: Question, today: string): string {
  return question.today === undefined ? '' : JSON.stringify({ [question.today]: today }, null, 2);
}
