import { Lexer, Source, TokenKind } from 'graphql';
import { exactNumber, ExactNumber } from '../../core/structures/exact-numbers.ts';

export type LiteralValue = string | number | ExactNumber;

/** A string or number in a document, with its offset. */
export interface Literal {
  readonly start: number;
  readonly value: LiteralValue;
}

/** A document's text without its strings and numbers: texts that differ only there are one operation. */
export interface NormalizedText {
  /**
   * Alternating the text before a literal and the literal's kind, then the text after the last one. A list, since
   * a client could write any placeholder into a single text.
   */
  readonly parts: readonly string[];
  readonly literals: readonly Literal[];
}

const MAY_HOLD_LITERALS = /["\d]/;
const LITERAL_KINDS: ReadonlySet<TokenKind> = new Set([
  TokenKind.STRING,
  TokenKind.BLOCK_STRING,
  TokenKind.INT,
  TokenKind.FLOAT,
]);

/**
 * Takes strings and numbers out of a document, so that nobody's id is part of what is stored. Null for text that is
 * not GraphQL or that has more tokens than `tokensMax`.
 */
export function normalizeText(query: string, tokensMax = Infinity): NormalizedText | null {
  if (!MAY_HOLD_LITERALS.test(query)) return { parts: [query], literals: [] };
  const lexer = new Lexer(new Source(query));
  const literals: Literal[] = [];
  const parts: string[] = [];
  let copied = 0;
  let tokens = 0;
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      tokens += 1;
      if (tokens > tokensMax) return null;
      if (!LITERAL_KINDS.has(token.kind)) continue;
      const value = valueOf(token.kind, token.value);
      literals.push({ start: token.start, value });
      parts.push(query.slice(copied, token.start), token.kind);
      copied = token.end;
    }
  } catch {
    return null;
  }
  return { parts: [...parts, query.slice(copied)], literals };
}

function valueOf(kind: TokenKind, text: string): LiteralValue {
  return kind === TokenKind.STRING || kind === TokenKind.BLOCK_STRING ? text : exactNumber(text);
}

/** Whether two literals have the same value. */
export function isSameLiteral(left: unknown, right: LiteralValue | undefined): boolean {
  if (!(left instanceof ExactNumber)) return left === right;
  return right instanceof ExactNumber && left.$text === right.$text;
}
