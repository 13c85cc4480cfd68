/** Why a release cannot be made, as a sentence for its operator. It never holds a count or what a partner sent. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}
