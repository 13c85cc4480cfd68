import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';

/** Limits on a document before it is parsed, because the parser is recursive. */
export interface TextBounds {
  readonly tokens: number;
  /** Nested brackets of any sort. */
  readonly bracketNesting: number;
}

const OPENING: ReadonlySet<string> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const CLOSING: ReadonlySet<string> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/** The first bound that a document exceeds. Text that is not GraphQL is left for the parser to reject. */
export function passedTextBound(text: string, bounds: TextBounds): keyof TextBounds | null {
  const lexer = new Lexer(new Source(text));
  let nesting = 0;
  for (let tokens = 0; advances(lexer); tokens += 1) {
    if (tokens >= bounds.tokens) return 'tokens';
    if (OPENING.has(lexer.token.kind)) nesting += 1;
    if (CLOSING.has(lexer.token.kind)) nesting -= 1;
    if (nesting > bounds.bracketNesting) return 'bracketNesting';
  }
  return null;
}

function advances(lexer: Lexer): boolean {
  try {
    return lexer.advance().kind !== TokenKind.EOF;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}
