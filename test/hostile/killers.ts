/** Short public documents that stopped a process before there were limits on work and size. */
import type { HostileRequest } from './generate-documents.ts';

const request = (query: string): HostileRequest => ({ query, variables: {} });

const ROLES = 'roles{programme{';

export const KILLERS: Readonly<Record<string, HostileRequest>> = {
  'trainings, funds and roles': request(
    `{trainings(first:100){nodes{payableWith{fund{${ROLES.repeat(3)}roles{organisation{id name}}}}}}}${'}}'.repeat(3)}`,
  ),
  'trainings, funds and roles, one level less': request(
    `{trainings(first:100){nodes{payableWith{fund{${ROLES.repeat(2)}roles{organisation{id name}}}}}}}${'}}'.repeat(2)}`,
  ),
  'regions and overlaps': request(
    '{region(code:"LD02"){overlaps(kind:GEMEENTE){overlaps{overlaps(kind:GEMEENTE){overlaps{overlaps(kind:GEMEENTE){code}}}}}}}',
  ),
  'introspection of everything, twenty times': request(
    `{ ${Array.from(
      { length: 19 },
      (_, index) =>
        `s${index}: __schema { types { name description fields { name description args { name description
           type { name } } type { name kind ofType { name kind } } } } }`,
    ).join(' ')} }`,
  ),
  'a hundred chained fragments': request(
    `{ ...F0 } ${Array.from(
      { length: 100 },
      (_, index) =>
        `fragment F${index} on Query { a${index % 25}: __typename ${index < 99 ? `...F${index + 1}` : ''} }`,
    ).join(' ')}`,
  ),
};
