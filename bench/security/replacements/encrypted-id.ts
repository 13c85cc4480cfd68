/** Replaces `subgraphs/kit/ids/encrypted-id.ts`: ids are not encrypted. */
import type * as Real from '../../../subgraphs/kit/ids/encrypted-id.ts';

export const encryptId: typeof Real.encryptId = (label, text) =>
  Buffer.from(`${label} ${text}`).toString('base64url');

export class IdWriter implements Pick<Real.IdWriter, 'write'> {
  readonly #label: string;

  constructor(label: Real.IdLabel | Real.AuditLabel) {
    this.#label = label;
  }

  write(text: string): string {
    return Buffer.from(`${this.#label} ${text}`).toString('base64url');
  }
}

export const decryptId: typeof Real.decryptId = (label, id) => {
  const text = Buffer.from(id, 'base64url').toString();
  return text.startsWith(`${label} `) ? text.slice(label.length + 1) : null;
};

export const quarterOf: typeof Real.quarterOf = (now) =>
  `${now.getUTCFullYear()}Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
