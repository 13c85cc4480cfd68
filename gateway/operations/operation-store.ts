/**
 * Every operation that the gateway knows, in one cache that is bounded by bytes. What is kept holds no value and no
 * name that a client wrote.
 */
import {
  OperationTypeNode,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { hashParts } from '../../core/structures/hash-parts.ts';
import type { NamedOperation } from '../audit/request-record.ts';
import { BOUNDS } from '../limits/bounds.ts';
import type { Manifest } from '../persisted-operations/manifest.ts';
import { operationIn } from '../planning/documents.ts';
import { NO_LABELS, type OverrideLabels } from '../planning/override-labels.ts';
import type { NormalizedOperation } from '../planning/planner.ts';
import type { Validation, ValidDocument } from './validation.ts';
import { coerceVariables } from './coerce-variables.ts';
import { fillTemplate } from './default-value-template.ts';
import type { Turn } from '../turns/fair-queue.ts';
import type { LiteralForm } from './normalize-document.ts';
import {
  isSameLiteral,
  normalizeText,
  type Literal,
  type NormalizedText,
} from './normalize-text.ts';
import { preparedBytes, type Prepare, type PreparedOperation } from './prepared-operation.ts';
import type { RootSelection } from './root-selection.ts';

/** One operation, normalized: its literals are variables, and its names are ours. */
export interface StoredOperation extends NormalizedOperation {
  readonly definition: OperationDefinitionNode;
  readonly isQuery: boolean;
  readonly selects: RootSelection;
  /** Its document as text. */
  readonly text: string;
}

/** How one text becomes a stored operation and its variables, without parsing the text again. */
export interface TextForm extends LiteralForm {
  readonly operation: StoredOperation;
  /** The client's name for it, where that cannot be somebody's id. */
  readonly name: string | undefined;
  /** Whether the text holds no other operation, which would have to be valid too. */
  readonly isWhole: boolean;
}

/** A text form, under the hash by which it is found. */
export interface OperationInUse {
  readonly textKey: string;
  readonly form: TextForm;
}

/** A valid operation, with the variables of one request. */
export interface OperationCall {
  readonly operation: StoredOperation;
  readonly name: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The labels of `@override` that are in force for this request. */
  readonly labels: OverrideLabels;
}

interface Document {
  readonly query: string;
  readonly operationName: string | undefined;
}

/** Without labels, those of a new request. */
export type OperationToPlan = Pick<OperationCall, 'operation'> &
  Partial<Pick<OperationCall, 'labels'>>;

export interface OperationStore {
  /** Scans a document once; what follows of it needs no second look at the text. */
  scan(document: Document): ScannedDocument;
  /** Stores the operation of a document that was validated. */
  put(scanned: ScannedDocument, validated: ValidDocument): OperationCall;
  /** The plan of an operation and all that follows from it; made once for each set of labels. Rejects when it cannot be planned. */
  prepare(call: OperationToPlan, turn: Turn): Promise<PreparedOperation>;
  /** What is stored, the most recently used first. */
  inUse(): readonly OperationInUse[];
  /** Stores what another schema's store had in use; the caller has checked that it fits this schema. */
  import(inUse: OperationInUse): void;
}

export interface ScannedDocument {
  /** Whether an operation is stored for this text now. */
  isKnown(): boolean;
  /** For the access log; null where the text is not known. */
  readonly named: NamedOperation | null;
  /** Whether the text is one of the manifest, spacing and comments aside. */
  isListedIn(manifest: Manifest): boolean;
  /** The operation and its variables; null where the text is not known or a variable does not fit. */
  toCall(variables: Readonly<Record<string, unknown>>): OperationCall | null;
  readonly literals: readonly Literal[];
  /** The labels of `@override` that are in force for this request. */
  readonly labels: OverrideLabels;
  /** Null for a text that cannot be stored. */
  readonly text: NormalizedText | null;
  readonly textKey: string | undefined;
}

/** Operations that were requested again, which new ones cannot replace, and those that were requested once. */
const USED_BYTES_MAX = 96 * 1024 * 1024;
const NEW_BYTES_MAX = 32 * 1024 * 1024;
/** One operation written with other spacing is another text; more texts than this replace older ones. */
const TEXTS_PER_OPERATION_MAX = 16;

/** A hash, a map entry, and the names of variables. */
const TEXT_BYTES = 256;

interface Entry {
  readonly operation: StoredOperation;
  readonly textKeys: Set<string>;
  /** By the labels of `@override` in force. */
  readonly prepared: Map<string, PreparedOperation>;
}

interface StoredText extends TextForm {
  /** The last answer to `isListedIn`, and for which manifest and text it was found. */
  listed?: { readonly manifest: Manifest; readonly hash: string; readonly isListed: boolean };
}

export function createOperationStore(
  schema: GraphQLSchema,
  validation: Pick<Validation, 'plan'>,
  prepare: Prepare,
  chooseLabels: () => OverrideLabels = () => NO_LABELS,
): OperationStore {
  const texts = new Map<string, StoredText>();
  const preparing = new Map<string, Promise<PreparedOperation>>();
  const createTier = (maxSize: number) =>
    new LRUCache<string, Entry>({
      maxSize,
      sizeCalculation: bytesOf,
      noDisposeOnSet: true,
      dispose: ({ textKeys }, _, reason) => {
        if (reason === 'evict') for (const key of textKeys) texts.delete(key);
      },
    });
  const used = createTier(USED_BYTES_MAX);
  const fresh = createTier(NEW_BYTES_MAX);

  const find = (key: string): Entry | undefined => used.get(key) ?? fresh.get(key);
  const keep = (entry: Entry): void => {
    const { key } = entry.operation;
    fresh.delete(key);
    used.set(key, entry);
  };
  /** Set again after a change, so that its size is counted. */
  const store = (entry: Entry): Entry => {
    const { key } = entry.operation;
    (used.has(key) ? used : fresh).set(key, entry);
    return entry;
  };
  const entryOf = (operation: StoredOperation): Entry =>
    find(operation.key) ?? { operation, textKeys: new Set<string>(), prepared: new Map() };
  const storeText = (entry: Entry, textKey: string, form: TextForm): void => {
    const { textKeys } = entry;
    const [oldest] = textKeys;
    if (textKeys.size >= TEXTS_PER_OPERATION_MAX && oldest !== undefined) {
      textKeys.delete(oldest);
      texts.delete(oldest);
    }
    textKeys.add(textKey);
    texts.set(textKey, form);
    store(entry);
  };

  const prepareEntry = (
    entry: Entry,
    labels: OverrideLabels,
    planned: Parameters<Prepare>[1],
  ): PreparedOperation => {
    const prepared = entry.prepared.get(labels.join()) ?? prepare(entry.operation, planned);
    entry.prepared.set(labels.join(), prepared);
    store(entry);
    return prepared;
  };

  return {
    scan({ query, operationName }) {
      // A longer text exceeds a limit; it is not read for this.
      const text = query.length > BOUNDS.documentBytes ? null : normalizeText(query, BOUNDS.tokens);
      const textKey = text ? hashParts([operationName ?? null, ...text.parts]) : undefined;
      const findText = () => (textKey === undefined ? undefined : texts.get(textKey));
      const form = findText();
      const entry = form && find(form.operation.key);
      if (entry && !used.has(entry.operation.key)) keep(entry);
      const labels = chooseLabels();
      return {
        text,
        textKey,
        labels,
        literals: text?.literals ?? [],
        isKnown: () => findText() !== undefined,
        named: form ? { key: form.operation.key, name: form.name } : null,
        isListedIn: (manifest) => isListed(manifest, query, text, form),
        toCall(variables) {
          const now = findText();
          const call = text && now ? callOf(schema, now, text, variables) : null;
          return call && { ...call, labels };
        },
      };
    },

    put({ textKey, labels }, validated) {
      const { name, isWhole, form, variables, planned } = validated;
      const entry = entryOf(find(validated.key)?.operation ?? storedOperation(validated));
      const { operation } = entry;
      if (planned) prepareEntry(entry, labels, planned);
      if (form && textKey !== undefined) {
        storeText(entry, textKey, { ...form, operation, name, isWhole });
      } else store(entry);
      return { operation, name, variables, labels };
    },

    prepare({ operation, labels = chooseLabels() }, turn) {
      const known = find(operation.key)?.prepared.get(labels.join());
      if (known) return Promise.resolve(known);
      const key = `${operation.key} ${labels.join()}`;
      const same = preparing.get(key);
      if (same) return same;
      const made = validation
        .plan(operation.text, turn, labels)
        .then((planned) => {
          if (!planned) throw new Error('Cannot plan an operation that does not fit the schema');
          return prepareEntry(entryOf(operation), labels, planned);
        })
        .finally(() => preparing.delete(key));
      preparing.set(key, made);
      return made;
    },

    inUse: () =>
      [...used.values(), ...fresh.values()].flatMap(({ textKeys }) =>
        [...textKeys].flatMap((textKey) => {
          const form = texts.get(textKey);
          return form ? [{ textKey, form }] : [];
        }),
      ),

    import({ textKey, form }) {
      const entry = entryOf(form.operation);
      keep(entry);
      storeText(entry, textKey, form);
    },
  };
}

function bytesOf({ operation, prepared, textKeys }: Entry): number {
  const { length } = operation.text;
  const plans = [...prepared.values()].map((one) => preparedBytes(length, one));
  const bytes = plans.length === 0 ? preparedBytes(length, undefined) : sum(plans);
  return bytes + textKeys.size * TEXT_BYTES;
}

/** A text is looked up in the manifest once; of a text with literals that takes a hash, since they differ. */
function isListed(
  manifest: Manifest,
  query: string,
  text: NormalizedText | null,
  form: StoredText | undefined,
): boolean {
  if (!form || !text) return manifest.isListed(query);
  const hash = text.literals.length === 0 ? '' : hashParts([query]);
  if (form.listed?.manifest === manifest && form.listed.hash === hash) return form.listed.isListed;
  form.listed = { manifest, hash, isListed: manifest.isListed(query) };
  return form.listed.isListed;
}

function callOf(
  schema: GraphQLSchema,
  form: TextForm,
  { literals }: NormalizedText,
  variables: Readonly<Record<string, unknown>>,
): Omit<OperationCall, 'labels'> | null {
  const values = valuesFor(form, literals, variables);
  const coerced = values && coerceVariables(schema, form.operation.definition, values);
  if (!coerced || 'errors' in coerced) return null;
  return { operation: form.operation, name: form.name, variables: coerced.values };
}

const sum = (all: readonly number[]): number => all.reduce((left, right) => left + right, 0);

function storedOperation({ text, key, selects }: ValidDocument): StoredOperation {
  const document: DocumentNode = parse(text, { noLocation: true });
  const definition = operationIn(document);
  const isQuery = definition.operation === OperationTypeNode.QUERY;
  return { document, definition, isQuery, operationName: undefined, key, selects, text };
}

/** Null when literals differ that were equal at first: then the text is another operation. */
function valuesFor(
  { literalNames, defaults }: TextForm,
  literals: readonly Literal[],
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const values: Record<string, unknown> = { ...variables };
  const taken = new Set<string>();
  for (const [index, name] of literalNames.entries()) {
    if (name === undefined) continue;
    const value = literals[index]?.value;
    if (taken.has(name) && !isSameLiteral(values[name], value)) return null;
    taken.add(name);
    values[name] = value;
  }
  for (const [name, template] of defaults) {
    if (Object.hasOwn(variables, name)) continue;
    values[name] = fillTemplate(template, (index) => literals[index]?.value);
  }
  return values;
}
