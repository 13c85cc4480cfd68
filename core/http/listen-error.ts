const CAUSES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process has it; choose another, or end that process',
  EACCES: 'this user may not; choose one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address',
};

/** Why a server cannot listen, in a sentence without a stack; null for any other error. */
export function listenErrorText(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') return null;
  const code = 'code' in error ? String(error.code) : '';
  const port = 'port' in error ? ` on port ${String(error.port)}` : '';
  return `Cannot listen${port}: ${CAUSES[code] ?? 'it was refused'} (${code})`;
}
