/** What partners sent for one request, so that a value can be traced to who sent it. */
export interface PartnerAnswer {
  readonly partner: string;
  readonly value: unknown;
}

const byRequest = new WeakMap<AbortSignal, PartnerAnswer[]>();

/** Kept with the request's signal, and gone with it. */
export function noteAnswer(request: AbortSignal, partner: string, value: unknown): void {
  const results = byRequest.get(request);
  if (results === undefined) byRequest.set(request, [{ partner, value }]);
  else results.push({ partner, value });
}

export function answersFor(request: AbortSignal): readonly PartnerAnswer[] {
  return byRequest.get(request) ?? [];
}
