/**
 * graphql-js cannot be interrupted while it resolves fields. Therefore each resolver of a schema is
 * wrapped once: it counts its field, yields to the event loop after a number of fields, and returns null
 * once the work has ended (see `work.ts`).
 */
import {
  defaultFieldResolver,
  execute,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { codedError } from '../errors/coded-error.ts';
import { Work, WORK_LIMITS, type WorkLimits } from './work.ts';

const WORK = Symbol('work');

type Resolver = GraphQLFieldResolver<unknown, unknown>;

interface BoundedArgs extends Omit<ExecutionArgs, 'fieldResolver' | 'contextValue'> {
  readonly contextValue: object;
  /** Ends the work when nobody waits for the response any more. */
  readonly signal?: AbortSignal | undefined;
  readonly limits?: WorkLimits;
}

/**
 * `execute` of graphql-js within limits. When a limit is exceeded the result has no data and one
 * error, `TOO_LARGE`.
 */
export async function executeWithin(args: BoundedArgs): Promise<ExecutionResult> {
  const { signal, limits = WORK_LIMITS, contextValue, ...rest } = args;
  wrapResolvers(args.schema);
  const work = new Work(limits, signal);
  const result = await execute({
    ...rest,
    contextValue: { ...contextValue, [WORK]: work },
    fieldResolver: wrappedDefault,
  });
  if (work.isEnded) return { data: null, errors: [tooLarge()] };
  if (result.data) sizes.set(result.data, work.bytes);
  return result;
}

const sizes = new WeakMap<object, number>();

/** The estimated bytes of the data of a result; undefined for other data. */
export function bytesOfData(data: object): number | undefined {
  return sizes.get(data);
}

function tooLarge() {
  return codedError('TOO_LARGE', TOO_LARGE_MESSAGE);
}

export const TOO_LARGE_MESSAGE =
  'The response would be larger than a limit allows: ask for fewer fields or rows at once, or for fewer lists inside each other' +
  ' / Het antwoord zou te groot zijn: vraag minder velden of rijen tegelijk, of minder lijsten in elkaar';

/** Wrapped schemas and types; the introspection types are shared by all schemas. */
const wrapped = new WeakSet<object>();

function wrapResolvers(schema: GraphQLSchema): void {
  if (wrapped.has(schema)) return;
  wrapped.add(schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || wrapped.has(type)) continue;
    wrapped.add(type);
    for (const field of Object.values(type.getFields())) {
      if (field.resolve) field.resolve = wrapResolver(field.resolve, isComposite(field.type));
    }
  }
}

function wrapResolver(resolve: Resolver, isComposed?: boolean): Resolver {
  return (source, args, context, info) => {
    const work = workOf(context);
    if (work === undefined) return resolve(source, args, context, info);
    if (!work.begin(info.path.key)) return null;
    // Resolving a leaf costs less than deferring it, unless its text is large.
    const isDeferred =
      work.isTurnOver() && ((isComposed ?? isComposite(info.returnType)) || work.hasLargeTexts());
    if (!isDeferred) return counted(work, resolve, source, args, context, info);
    return work.defer(() =>
      work.isEnded ? null : counted(work, resolve, source, args, context, info),
    );
  };
}

const isComposite = (type: GraphQLOutputType) => isCompositeType(getNamedType(type));

const wrappedDefault = wrapResolver(defaultFieldResolver);

function workOf(context: unknown): Work | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this file knows the symbol
  return (context as { readonly [WORK]?: Work } | null | undefined)?.[WORK];
}

/** The value of a resolver, or null when the value would exceed a limit. */
function counted(
  work: Work,
  resolve: Resolver,
  source: unknown,
  args: Parameters<Resolver>[1],
  context: unknown,
  info: GraphQLResolveInfo,
): unknown {
  let value: unknown;
  try {
    value = resolve(source, args, context, info);
  } catch (error) {
    work.spendError();
    throw error;
  }
  if (!(value instanceof Promise)) return affordable(work, info, value);
  return value.then(
    (settled: unknown) => settledWithin(work, info, settled),
    (error: unknown) => {
      work.spendError();
      throw error;
    },
  );
}

function settledWithin(work: Work, info: GraphQLResolveInfo, settled: unknown): unknown {
  if (!isComposite(info.returnType)) return affordable(work, info, settled);
  // One response of a partner settles many fields at once, each with a list.
  const weight = weightOf(settled, info);
  return work.fitsInTurn(weight)
    ? affordable(work, info, settled)
    : work.defer(() => affordable(work, info, settled), weight);
}

function affordable(work: Work, info: GraphQLResolveInfo, value: unknown): unknown {
  if (typeof value === 'string') return work.spendBytes(value.length) ? value : null;
  if (!Array.isArray(value)) return value;
  const width = widthOf(info);
  if (!work.affords(value.length * width)) return null;
  if (width > 0 && value.length * width > LIST_FIELDS && isComposite(info.returnType)) {
    return inTurns(work, value, width);
  }
  let bytes = value.length;
  for (const element of value) if (typeof element === 'string') bytes += element.length;
  return work.spendBytes(bytes) ? value : null;
}

function weightOf(value: unknown, info: GraphQLResolveInfo): number {
  return widthOf(info) * (Array.isArray(value) ? Math.max(value.length, 1) : 1);
}

/**
 * graphql-js resolves the leaves of all elements in one go: about three microseconds each. The elements of a
 * larger list come in parts; a usual page does not, so that its keys are collected for one call to a partner.
 */
const LIST_FIELDS = 3_000;

function inTurns(work: Work, elements: readonly unknown[], width: number): readonly unknown[] {
  const atOnce = Math.ceil(LIST_FIELDS / width);
  return elements.map((element, index) => {
    // Many may settle at once, with one response of a partner.
    if (element instanceof Promise) {
      return element.then((settled: unknown) =>
        work.fitsInTurn(width) ? settled : work.defer(() => (work.isEnded ? null : settled), width),
      );
    }
    return index < atOnce ? element : work.defer(() => (work.isEnded ? null : element), width);
  });
}

const widths = new WeakMap<FieldNode, number>();

/** Number of fields that are resolved for each element of a list, at least one. */
function widthOf({ fieldNodes, fragments }: GraphQLResolveInfo): number {
  const [first] = fieldNodes;
  const known = first && widths.get(first);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const seen = new Set<string>();
  const collect = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        names.add((selection.alias ?? selection.name).value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        collect(fragments[selection.name.value]?.selectionSet);
      }
    }
  };
  for (const { selectionSet } of fieldNodes) collect(selectionSet);
  const width = Math.max(names.size, 1);
  if (first) widths.set(first, width);
  return width;
}
