import {
  conditionalHeaders,
  type ConditionalHeaders,
} from '../kit/partners/conditional-request.ts';
import type { HttpPartner } from '../kit/partners/http-partner.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { ReceivedFile } from './read-csv.ts';

/** One file of a register, kept without personal data, with what tells whether it changed. */
export interface RegisterFile<Content> {
  /**
   * The content of the file; the province is asked whether it changed. Throws when the province is unavailable, also
   * when there is a file of before.
   */
  read(call: PartnerCall): Promise<Content>;
}

export interface RegisterFileOptions<Content> {
  readonly partner: HttpPartner;
  readonly path: string;
  readonly accept: readonly string[];
  /** Turns a file into records; throws `PartnerFault` when it cannot be. */
  readonly parse: (file: ReceivedFile) => Promise<Content>;
}

export function createRegisterFile<Content>(
  options: RegisterFileOptions<Content>,
): RegisterFile<Content> {
  const { partner, path, accept, parse } = options;
  let kept: { readonly headers: ConditionalHeaders; readonly content: Content } | null = null;

  return {
    read: async (call) => {
      const before = kept;
      const headers = before?.headers ?? {};
      const response = await partner.ask({ method: 'GET', path, accept, headers }, call);
      switch (response.outcome) {
        case 'unchanged': {
          if (before === null) throw new PartnerFault('garbled');
          return before.content;
        }
        case 'body': {
          const parsedFromMs = performance.now();
          const { body: bytes, charset, isDelimited, validators } = response;
          const content = await parse({ bytes, charset, isDelimited });
          call.recordOwnWork(performance.now() - parsedFromMs);
          // Where a conditional request is not possible the whole file is read each time.
          const conditional = conditionalHeaders(validators);
          kept = conditional === null ? null : { headers: conditional, content };
          return content;
        }
      }
    },
  };
}
