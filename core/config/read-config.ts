import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { z } from 'zod';
import { nearestName } from './nearest-name.ts';
import { parsedValue } from './parsed-files.ts';

/**
 * A setting or a configuration file cannot be used. The message is written for the operator: it names what
 * is wrong, with file and line where there is one, what was expected and the nearest valid name.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Parses a YAML file against its shape. Throws `ConfigError`, which names every mistake with its file,
 * line and column, what was expected, and for a mistyped name the nearest valid name.
 */
export function readConfig<Shape extends z.ZodType>(
  text: string,
  fileName: string,
  shape: Shape,
): z.output<Shape> {
  const value = parsedValue(text);
  const known = value === undefined ? undefined : shape.safeParse(value, ONCE);
  return known?.success ? known.data : parseConfig(text, fileName, shape);
}

/** A file is checked once: compiling the checks of its shape takes longer than the checks. */
const ONCE = { jitless: true };

/** Its message about a mistake says where it stands, which the value alone does not tell. */
function parseConfig<Shape extends z.ZodType>(
  text: string,
  fileName: string,
  shape: Shape,
): z.output<Shape> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const positionOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors
        .slice(0, ERRORS_MAX)
        .map((error) => `${positionOf(error.pos[0])} ${error.message}`)
        .join('\n'),
    );
  }
  const parsed = shape.safeParse(valueOf(document, positionOf), { ...ONCE, reportInput: true });
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.flatMap(flatten);
  throw new ConfigError(
    complaints
      .map((complaint) => {
        const { path, key, message } = complaint;
        const offset = keyOffset(document, path, key) ?? offsetOf(document, path);
        return `${positionOf(offset)} ${pathText(path)}: ${message}${hintFor(complaint, shape)}`;
      })
      .join('\n'),
  );
}

/** One mistake in the form of a file can make an error at each character after it. */
const ERRORS_MAX = 20;

/** The value of a file in which every alias has its anchor. */
function valueOf(document: Document, positionOf: (offset: number) => string): unknown {
  const complaints: string[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const position = positionOf(alias.range?.[0] ?? 0);
      complaints.push(`${position} no anchor "&${alias.source}" stands before this alias`);
    },
  });
  if (complaints.length > 0) throw new ConfigError(complaints.join('\n'));
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new ConfigError(`${positionOf(0)} file: its aliases repeat too much of it`);
  }
}

/** A path within a configuration file. */
export type ConfigPath = readonly (string | number)[];

/**
 * Where in a YAML file a path is, as `file:line:column`, for messages about what follows from a value; of a path that
 * the file does not have, where the nearest part above it is.
 */
export function positionsIn(text: string, fileName: string): (path: ConfigPath) => string {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  return (path) => {
    const { line, col } = lines.linePos(offsetOf(document, path));
    return `${fileName}:${line}:${col}`;
  };
}

interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** An unexpected key. */
  readonly key?: string;
}

/** Compares an unexpected key with the keys that its object may have. */
function hintFor({ key, path }: Complaint, shape: z.ZodType): string {
  if (key === undefined) return '';
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return didYouMean(key, keysAt(schema, path));
}

type JsonSchema = z.core.JSONSchema._JSONSchema;

/** The keys that the objects at a path may have, in every branch of a union. */
function keysAt(schema: JsonSchema, path: readonly PropertyKey[]): readonly string[] {
  if (typeof schema === 'boolean') return [];
  const {
    anyOf = [],
    oneOf = [],
    allOf = [],
    properties = {},
    items,
    additionalProperties,
  } = schema;
  const inBranches = [...anyOf, ...oneOf, ...allOf].flatMap((one) => keysAt(one, path));
  const [first, ...rest] = path;
  if (first === undefined) return [...inBranches, ...Object.keys(properties)];
  const next =
    typeof first === 'number' ? items : (properties[String(first)] ?? additionalProperties);
  return next === undefined || Array.isArray(next)
    ? inBranches
    : [...inBranches, ...keysAt(next, rest)];
}

/** A hint to append to a sentence: the candidate that `text` was probably meant to be, or nothing. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const near = nearestName(text, candidates);
  return near === null ? '' : `; did you mean "${near}"?`;
}

/** For a union, reports the branch with the fewest mistakes instead of "invalid input". */
function flatten(issue: z.core.$ZodIssue): readonly Complaint[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
    return nearest
      .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
      .flatMap(flatten);
  }
  // The issues of a key of a record.
  if (issue.code === 'invalid_key') {
    return issue.issues.flatMap((inner) => flatten({ ...inner, path: issue.path }));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: issue.path,
      message: `unexpected "${key}"`,
      key,
    }));
  }
  return [{ path: issue.path, message: sentenceOf(issue) }];
}

/** What was expected where a value is wrong, as half a sentence. */
export function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options)) {
    return expectedOneOf(issue.options, unionValue(issue));
  }
  return issue.code === 'invalid_value' ? expectedOneOf(issue.values, issue.input) : issue.message;
}

function expectedOneOf(values: readonly unknown[], input: unknown): string {
  const names = values.map(String);
  const expected = names.map((one) => `"${one}"`).join(', ');
  return `expected one of ${expected}${didYouMean(typeof input === 'string' ? input : '', names)}`;
}

function unionValue(issue: z.core.$ZodIssueInvalidUnion): unknown {
  const input = issue.input as Readonly<Record<string, unknown>> | undefined;
  return input?.[issue.discriminator ?? ''];
}

/** Offset of an unexpected key. */
function keyOffset(
  document: Document,
  path: readonly PropertyKey[],
  key: string | undefined,
): number | undefined {
  const parent = nodeAt(document, path);
  if (key === undefined || !isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const offset = nodeAt(document, path.slice(0, length))?.range?.[0];
    if (offset !== undefined) return offset;
  }
  return 0;
}

/** The node at a path, also behind an alias and where a key is no text, such as a number. */
function nodeAt(document: Document, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = document.contents;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      node = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(part),
      )?.value;
    } else node = isSeq(node) ? node.items[Number(part)] : undefined;
  }
  return isNode(node) ? node : undefined;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'file' : path.map(String).join('.');
}
