/**
 * Expressions for columns in a layout. A closed grammar, so that no text of the configuration becomes SQL:
 *
 *     expression = operand { "||" operand }
 *     operand    = name | 'text' | number | null | function "(" expression { "," expression } ")" | "(" expression ")"
 *     name       = lower_case | "Quoted ""name"""
 */

export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'join'; readonly parts: readonly Expression[] }
  | {
      readonly kind: 'call';
      readonly function: FunctionName;
      readonly args: readonly Expression[];
    };

/** Functions of PostgreSQL whose result depends on their arguments alone, with the types of these. */
const FUNCTIONS = {
  lower: ['text'],
  upper: ['text'],
  btrim: ['text'],
  replace: ['text', 'text', 'text'],
  left: ['text', 'int4'],
  right: ['text', 'int4'],
  lpad: ['text', 'int4', 'text'],
  substr: ['text', 'int4', 'int4'],
  split_part: ['text', 'text', 'int4'],
  to_date: ['text', 'text'],
  to_timestamp: ['text', 'text'],
} as const;

/** Parts of the language, whose arguments keep their own type. */
const CONDITIONAL = { coalesce: null, nullif: null } as const;

type FunctionName = keyof typeof FUNCTIONS | keyof typeof CONDITIONAL;

const LENGTH_MAX = 300;
const NAME_LENGTH_MAX = 63;
const TOKEN =
  /(?<word>[a-z_][a-z0-9_]*)|"(?<name>(?:[^"\0]|"")+)"|'(?<text>(?:[^'\0]|'')*)'|(?<number>\d{1,9})|(?<sign>\|\||[(),])/y;

/** Throws an `Error` for the operator: what is wrong, and what was expected. */
export function parseExpression(source: string): Expression {
  if (source.length > LENGTH_MAX) throw new Error(`expected at most ${LENGTH_MAX} characters`);
  const reader = readTokens(source);
  const expression = parseJoin(reader);
  if (reader.next() !== undefined) throw unexpected(reader.at());
  return expression;
}

/** A name of a table: `name` or `schema.name`, each plain in lower case or in double quotes. */
export function parseTableName(source: string): readonly string[] {
  const part = '(?:[a-z_][a-z0-9_]*|"(?:[^"\\0]|"")+")';
  if (!new RegExp(`^${part}(?:\\.${part})?$`).test(source)) {
    throw new Error(
      'expected the name of a table, perhaps after its schema and a point; a name with capitals is written between double quotes',
    );
  }
  const parts = source.match(new RegExp(part, 'g')) ?? [];
  return parts.map((name) =>
    checkName(name.startsWith('"') ? unquote(name.slice(1, -1), '"') : name),
  );
}

/** The SQL of an expression over the columns of the table with this alias. */
export function renderExpression(expression: Expression, alias: string): string {
  const render = (one: Expression) => renderExpression(one, alias);
  switch (expression.kind) {
    case 'name':
      return `${alias}.${quoteName(expression.name)}`;
    case 'text':
      return quoteText(expression.text);
    case 'number':
      return expression.digits;
    case 'null':
      return 'null';
    case 'join':
      return `(${expression.parts.map((part) => `${render(part)}::pg_catalog.text`).join(' || ')})`;
    case 'call':
      return renderCall(expression.function, expression.args.map(render));
  }
}

function renderCall(name: FunctionName, args: readonly string[]): string {
  if (name === 'coalesce' || name === 'nullif') return `${name}(${args.join(', ')})`;
  const types = FUNCTIONS[name];
  const typed = args.map((arg, at) => `${arg}::pg_catalog.${types[at] ?? 'text'}`);
  return `pg_catalog.${name}(${typed.join(', ')})`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Safe with and without `standard_conforming_strings`. */
function quoteText(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

interface Token {
  readonly type: string;
  readonly value: string;
  /** Where it begins. */
  readonly at: number;
}

interface Reader {
  next(): Token | undefined;
  /** Takes the next token when it is this sign. */
  skip(sign: string): boolean;
  take(): Token | undefined;
  at(): number;
}

function readTokens(source: string): Reader {
  const tokens: Token[] = [];
  for (
    let at = skipSpaces(source, 0);
    at < source.length;
    at = skipSpaces(source, TOKEN.lastIndex)
  ) {
    TOKEN.lastIndex = at;
    const groups = Object.entries(TOKEN.exec(source)?.groups ?? {});
    const [type, value] = groups.find(([, text]) => text !== undefined) ?? [];
    if (type === undefined || value === undefined) throw unexpected(at);
    tokens.push({ type, value, at });
  }
  let index = 0;
  return {
    next: () => tokens[index],
    skip: (sign) => {
      const token = tokens[index];
      const isNext = token?.type === 'sign' && token.value === sign;
      if (isNext) index += 1;
      return isNext;
    },
    take: () => tokens[index++],
    at: () => tokens[index]?.at ?? source.length,
  };
}

function skipSpaces(source: string, from: number): number {
  return source.length - source.slice(from).trimStart().length;
}

function parseJoin(reader: Reader): Expression {
  const parts = [parseOperand(reader)];
  while (reader.skip('||')) parts.push(parseOperand(reader));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'join', parts };
}

function parseOperand(reader: Reader): Expression {
  const at = reader.at();
  if (reader.skip('(')) {
    const inner = parseJoin(reader);
    if (!reader.skip(')')) throw unexpected(reader.at());
    return inner;
  }
  const token = reader.take();
  switch (token?.type) {
    case 'word':
      if (reader.skip('(')) return parseCall(token.value, reader, at);
      return token.value === 'null'
        ? { kind: 'null' }
        : { kind: 'name', name: checkName(token.value) };
    case 'name':
      return { kind: 'name', name: checkName(unquote(token.value, '"')) };
    case 'text':
      return { kind: 'text', text: unquote(token.value, "'") };
    case 'number':
      return { kind: 'number', digits: token.value };
    default:
      throw unexpected(at);
  }
}

function parseCall(name: string, reader: Reader, at: number): Expression {
  const known = [...Object.keys(FUNCTIONS), ...Object.keys(CONDITIONAL)];
  if (!isFunction(name)) {
    throw new Error(`unexpected function at character ${at + 1}: expected ${known.join(', ')}`);
  }
  const args = [parseJoin(reader)];
  while (reader.skip(',')) args.push(parseJoin(reader));
  if (!reader.skip(')')) throw unexpected(reader.at());
  const wanted = name === 'coalesce' ? args.length : name === 'nullif' ? 2 : FUNCTIONS[name].length;
  if (args.length === wanted) return { kind: 'call', function: name, args };
  throw new Error(`expected ${wanted} arguments of ${name}`);
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name) || Object.hasOwn(CONDITIONAL, name);
}

const unquote = (text: string, quote: string) => text.replaceAll(quote + quote, quote);

function checkName(name: string): string {
  if (Buffer.byteLength(name) <= NAME_LENGTH_MAX) return name;
  throw new Error(`expected names of at most ${NAME_LENGTH_MAX} bytes`);
}

function unexpected(at: number): Error {
  return new Error(
    `expected a column or an expression such as lower(a) or a || 'x'; cannot read it from character ${at + 1}; a name with capitals is written between double quotes`,
  );
}
