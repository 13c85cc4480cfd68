/**
 * Counts the statements that a PostgreSQL client sends: `Q` (simple) and `P` (parse) messages whose
 * text does not merely open or close a transaction. PostgreSQL protocol 3, "Message Formats".
 */
export function createStatementCounter(): (bytes: Buffer) => number {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = false;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    let statements = 0;
    for (;;) {
      // The startup message has a length and no type byte.
      const head = isStarted ? 1 : 0;
      if (rest.length < head + 4) return statements;
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) return statements;
      if (isStarted && isStatement(rest.subarray(0, end))) statements += 1;
      // An SSLRequest (length 8) precedes the startup message.
      if (!isStarted && end > 8) isStarted = true;
      rest = rest.subarray(end);
    }
  };
}

function isStatement(message: Buffer): boolean {
  const letter = String.fromCharCode(message[0] ?? 0);
  if (letter !== 'Q' && letter !== 'P') return false;
  const text = message.subarray(5).toString('utf8').split('\0');
  const sql = (letter === 'Q' ? text[0] : text[1]) ?? '';
  return !/^\s*(select pg_catalog\.set_config|begin|commit|rollback)\b/i.test(sql);
}
