package ai.adjutant.retriever.parse;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** States why a file or a part of one could not be read. */
public enum ParseReason implements Reason {
  /** It needs a password. */
  ENCRYPTED,
  /** It is damaged, cut off, or not what its name says. */
  CORRUPT,
  /** There is nothing in it. */
  EMPTY,
  /** It holds pictures of text, no text. */
  NEEDS_OCR,
  /** No parser reads this format. */
  UNSUPPORTED_FORMAT,
  /** It, or its text, is larger than the bound. */
  TOO_LARGE,
  /** It is nested deeper, holds more members, or unpacks to more than the bound. */
  ARCHIVE_BOUND,
  /** It took longer than the bound. */
  PARSE_TIMEOUT,
  /** The parser needed more memory than it may have, or died. */
  PARSER_DIED,
  /** A line of JSON is not an object with {@code _id} and {@code text}. */
  BAD_JSON_LINE,
  /** Its name can't name a document: empty, absolute, with "..", or too long. */
  BAD_NAME;

  @Override
  public Kind kind() {
    return Kind.INVALID_ARGUMENT;
  }
}
