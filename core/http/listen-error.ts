const CAUSES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process uses it; choose another, or end that process',
  EACCES: 'this user is not allowed to; choose one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address',
};

/** A message, without a stack, for a server that cannot listen; null for any other error. */
export function listenErrorText(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') return null;
  const code = 'code' in error ? String(error.code) : '';
  const port = 'port' in error ? ` on port ${String(error.port)}` : '';
  return `Cannot listen${port}: ${CAUSES[code] ?? 'the system does not allow it'} (${code})`;
}
