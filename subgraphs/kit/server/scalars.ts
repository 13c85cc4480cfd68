import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isDay } from '../partners/checked-value.ts';
import { codedError } from '../../../core/errors/coded-error.ts';

/** The scalars of `schema/shared.graphql`; their input values are checked. */
export const scalars = {
  Date: scalar('Date', parseDate),
  DateTime: scalar('DateTime', parseDateTime),
  Decimal: scalar('Decimal', parseDecimal),
  URL: scalar('URL', parseUrl),
};

function scalar(name: string, parse: (value: unknown) => unknown): GraphQLScalarType {
  return new GraphQLScalarType({
    name,
    serialize: (value) => value,
    parseValue: parse,
    parseLiteral: (node) => parse(literalOf(node)),
  });
}

function parseDate(value: unknown): string {
  if (typeof value === 'string' && isDay(value)) return value;
  throw codedError('ARGUMENT_INVALID', 'Cannot use this Date: expected a day as YYYY-MM-DD');
}

function parseDateTime(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) {
    if (!Number.isNaN(new Date(value).getTime())) return value;
  }
  throw codedError('ARGUMENT_INVALID', 'Cannot use this DateTime: expected YYYY-MM-DDThh:mm:ssZ');
}

function parseDecimal(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw codedError('ARGUMENT_INVALID', 'Cannot use this Decimal: expected a number');
}

function parseUrl(value: unknown): string {
  if (typeof value === 'string' && URL.canParse(value)) return value;
  throw codedError('ARGUMENT_INVALID', 'Cannot use this URL: expected an address');
}

function literalOf(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value;
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  return undefined;
}
