import type { z } from 'zod';
import { PartnerFault } from './partner-fault.ts';

const FIELDS_MAX = 3;

/**
 * The fault of a response that has another shape than agreed: which fields, and what stood there instead. `list`
 * is the field that holds the item.
 */
export function shapeFault({ issues }: z.ZodError, list?: string): PartnerFault {
  const fields = issues.slice(0, FIELDS_MAX).map(({ path, code, input }) => {
    const steps = [...(list === undefined ? [] : [list, 0]), ...path].map((step) =>
      typeof step === 'number' ? '*' : String(step).slice(0, 40),
    );
    return `${steps.join('.')}: ${code}, ${shapeOf(input)}`;
  });
  return new PartnerFault('garbled', { reason: 'shape', fields });
}

/** What a value is, without the value, for a log. */
export function shapeOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `text of ${value.length}`;
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (value instanceof Date) return 'date';
  return typeof value;
}
