const byQuestion = new WeakMap<AbortSignal, Set<string>>();
const outgoing = new WeakMap<AbortSignal, () => void>();

/** Begins to gather for a question, by its signal, as its trace is (`bindTrace`). */
export function gatherAsked(request: AbortSignal): void {
  byQuestion.set(request, new Set());
}

/** What goes out under this signal is on its way to that partner, for that question. */
export function passAsked(request: AbortSignal, to: AbortSignal, partner: string): void {
  const asked = byQuestion.get(request);
  if (asked !== undefined) outgoing.set(to, () => asked.add(partner));
}

/** For each way out, just before anything leaves: an answer that is kept asks nobody. */
export function noteAsked(signal: AbortSignal): void {
  outgoing.get(signal)?.();
}

/** Ids of the partners that were asked for a question so far, sorted. */
export function askedFor(request: AbortSignal): readonly string[] {
  return [...(byQuestion.get(request) ?? [])].toSorted();
}
