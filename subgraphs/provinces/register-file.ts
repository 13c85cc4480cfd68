import type { HttpPartner } from '../kit/partners/http-partner.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { ReceivedFile } from './read-csv.ts';

/** One file of a register, cached without personal data, with its ETag and its age. */
export interface RegisterFile<Content> {
  /**
   * The content of the file. Within the configured age it is used as it is; after that the province
   * is asked whether it changed. Throws when the province is unavailable, also when there is a
   * cached file.
   */
  read(call: PartnerCall): Promise<Content>;
}

export interface RegisterFileOptions<Content> {
  readonly partner: HttpPartner;
  readonly path: string;
  readonly accept: readonly string[];
  readonly freshForMs: number;
  /** Turns a file into records; throws `PartnerFault` when it cannot be. */
  readonly parse: (file: ReceivedFile) => Promise<Content>;
  /** The clock for the age, for tests. */
  readonly nowMs?: () => number;
}

export function createRegisterFile<Content>(
  options: RegisterFileOptions<Content>,
): RegisterFile<Content> {
  const { partner, path, accept, freshForMs, parse } = options;
  const nowMs = options.nowMs ?? (() => performance.now());
  let kept: { readonly etag: string; readonly content: Content } | null = null;
  let confirmedAtMs = Number.NEGATIVE_INFINITY;

  return {
    read: async (call) => {
      const before = kept;
      if (before !== null && nowMs() - confirmedAtMs < freshForMs) return before.content;
      const askedAtMs = nowMs();
      const headers = before === null ? {} : { 'if-none-match': before.etag };
      const response = await partner.ask({ method: 'GET', path, accept, headers }, call);
      switch (response.outcome) {
        case 'unchanged': {
          if (before === null) throw new PartnerFault('garbled');
          if (kept === before) confirmedAtMs = askedAtMs;
          return before.content;
        }
        case 'body': {
          const parsedFromMs = performance.now();
          const { body: bytes, charset, isDelimited } = response;
          const content = await parse({ bytes, charset, isDelimited });
          call.recordOwnWork(performance.now() - parsedFromMs);
          // Without an ETag a conditional request is not possible, so nothing is cached.
          kept = isEtag(response.etag) ? { etag: response.etag, content } : null;
          confirmedAtMs = askedAtMs;
          return content;
        }
      }
    },
  };
}

/** Whether an ETag can be sent back in a header. */
function isEtag(etag: string | null): etag is string {
  return etag !== null && /^[\x20-\x7e]{1,200}$/.test(etag);
}
