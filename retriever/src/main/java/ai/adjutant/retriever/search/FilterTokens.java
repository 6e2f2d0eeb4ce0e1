package ai.adjutant.retriever.search;

import ai.adjutant.chassis.error.AdjutantException;

/** The words, values and signs of a filter, in order. */
final class FilterTokens {
  private final String filter;
  private int at;
  private Token next;

  FilterTokens(String filter) {
    this.filter = filter;
    this.next = read();
  }

  /** The token that comes next. */
  Token peek() {
    return next;
  }

  /** Takes the next token; at the end, the end again. */
  Token next() {
    Token token = next;
    next = read();
    return token;
  }

  /** Takes a keyword if it comes next. */
  boolean acceptWord(String word) {
    return accept(Kind.WORD, word);
  }

  /** Takes a sign if it comes next. */
  boolean acceptSymbol(String symbol) {
    return accept(Kind.SYMBOL, symbol);
  }

  private boolean accept(Kind kind, String text) {
    boolean matches = next.kind() == kind && next.text().equals(text);
    if (matches) {
      next();
    }
    return matches;
  }

  AdjutantException expected(String what) {
    return expectedAt(next, what);
  }

  AdjutantException expectedAt(Token token, String what) {
    String found = token.kind() == Kind.END ? "the end" : "'" + token.text() + "'";
    return refused(
        "position " + (token.position() + 1) + ": found " + found + ", expected " + what);
  }

  AdjutantException refused(String what) {
    return new AdjutantException(SearchReason.BAD_FILTER, "the filter can't be read: " + what);
  }

  private Token read() {
    while (at < filter.length() && Character.isWhitespace(filter.charAt(at))) {
      at++;
    }
    if (at >= filter.length()) {
      return new Token(Kind.END, "", filter.length());
    }
    int start = at;
    char first = filter.charAt(at);
    if (first == '"' || first == '\'') {
      return quoted(first);
    }
    if (first == '<' || first == '>' || first == '!' || first == '=' || first == ':') {
      at++;
      if (first != '=' && first != ':' && at < filter.length() && filter.charAt(at) == '=') {
        at++;
      }
      Kind kind = first == '!' && at == start + 1 ? Kind.SYMBOL : Kind.OPERATOR;
      return new Token(kind, filter.substring(start, at), start);
    }
    boolean startsValue = first != '-' || afterOperator(start);
    while (startsValue && at < filter.length() && isWord(filter.charAt(at))) {
      at++;
    }
    if (at > start) {
      return new Token(Kind.WORD, filter.substring(start, at), start);
    }
    at += Character.charCount(filter.codePointAt(at));
    return new Token(Kind.SYMBOL, filter.substring(start, at), start);
  }

  /** A hyphen negates, except where a value begins: {@code metadata.balance < -5}. */
  private boolean afterOperator(int position) {
    int before = position - 1;
    while (before >= 0 && Character.isWhitespace(filter.charAt(before))) {
      before--;
    }
    return before >= 0 && "=<>:".indexOf(filter.charAt(before)) >= 0;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "_-./+%@#".indexOf(c) >= 0;
  }

  private Token quoted(char quote) {
    int start = at++;
    StringBuilder text = new StringBuilder();
    while (at < filter.length() && filter.charAt(at) != quote) {
      if (filter.charAt(at) == '\\' && at + 1 < filter.length()) {
        at++;
      }
      text.append(filter.charAt(at++));
    }
    if (at >= filter.length()) {
      throw refused("position " + (start + 1) + ": the quotation that begins here does not end");
    }
    at++;
    return new Token(Kind.QUOTED, text.toString(), start);
  }

  /**
   * A token.
   *
   * @param position first UTF-16 code unit in the filter
   */
  record Token(Kind kind, String text, int position) {}

  /** Kinds of tokens. */
  enum Kind {
    /** A field, a keyword or a value without quotation marks. */
    WORD,
    /** A value in quotation marks. */
    QUOTED,
    /** A relation. */
    OPERATOR,
    /** Any other sign. */
    SYMBOL,
    /** Nothing more. */
    END
  }
}
