/**
 * Holds every list to the size that the SDL tells gateways (`@listSize(assumedSize:)`), since they count the
 * cost of an operation with it. A longer list is never cut short: the partner that gave too much has failed, or
 * the field has an error.
 */
import {
  defaultFieldResolver,
  isObjectType,
  Kind,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { codedError } from '../../../core/errors/coded-error.ts';
import { isObject } from '../../../core/structures/is-object.ts';
import type { Failures } from '../partners/failures.ts';

interface LimitedContext {
  readonly failures: Pick<Failures, 'report'>;
}

type Field = GraphQLField<unknown, LimitedContext>;

/** Wraps the resolvers of all fields with an assumed size; `kind` is the name of the subgraph. */
export function limitLists(schema: GraphQLSchema, kind: string): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const sizeMax = assumedSizeOf(field);
      if (sizeMax !== undefined)
        limitField(field, { coordinate: `${type.name}.${field.name}`, sizeMax, kind });
    }
  }
}

/** The largest size of the list that a field returns, where the SDL tells one. */
export function assumedSizeOf({ astNode }: Pick<Field, 'astNode'>): number | undefined {
  const listSize = astNode?.directives?.find(({ name }) => name.value === 'listSize');
  const size = listSize?.arguments?.find(({ name }) => name.value === 'assumedSize')?.value;
  return size?.kind === Kind.INT ? Number(size.value) : undefined;
}

interface ListLimit {
  readonly coordinate: string;
  readonly sizeMax: number;
  readonly kind: string;
}

function limitField(field: Field, limit: ListLimit): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, context, info) => {
    const value: unknown = resolve(source, args, context, info);
    return value instanceof Promise
      ? value.then((one: unknown) => within(one, source, limit, context, info))
      : within(value, source, limit, context, info);
  };
}

function within(
  value: unknown,
  source: unknown,
  limit: ListLimit,
  context: LimitedContext,
  info: GraphQLResolveInfo,
): unknown {
  if (!Array.isArray(value) || value.length <= limit.sizeMax) return value;
  return withoutExcess(value, partnerOf(source), limit, (partner) => {
    const { kind } = limit;
    context.failures.report([{ partner, kind, fault: 'garbled' }], info.path);
  });
}

/** The list without what partners gave that exceed the limit on their own; null when it is all of one. */
function withoutExcess(
  list: readonly unknown[],
  owner: string | undefined,
  { coordinate, sizeMax }: ListLimit,
  reportPartner: (partner: string) => void,
): readonly unknown[] | null {
  const counts = new Map<string | undefined, number>();
  for (const element of list) {
    const partner = partnerOf(element) ?? owner;
    counts.set(partner, (counts.get(partner) ?? 0) + 1);
  }
  const excessive = [...counts].flatMap(([partner, count]) =>
    partner !== undefined && count > sizeMax ? [partner] : [],
  );
  const rest = list.filter((element) => !excessive.includes(partnerOf(element) ?? owner ?? ''));
  if (rest.length > sizeMax) throw codedError('TOO_LARGE', tooLong(coordinate, sizeMax));
  for (const partner of excessive) reportPartner(partner);
  return counts.size > excessive.length ? rest : null;
}

/** Of a model that is made of one partner's record. */
function partnerOf(model: unknown): string | undefined {
  return isObject(model) && typeof model['partner'] === 'string' ? model['partner'] : undefined;
}

const tooLong = (coordinate: string, sizeMax: number) =>
  `List "${coordinate}" has more than ${sizeMax} elements, and a part of it would mislead: narrow what you` +
  ` ask for / Lijst "${coordinate}" heeft meer dan ${sizeMax} elementen, en een deel daarvan zou u` +
  ' misleiden: vraag iets kleiners';
