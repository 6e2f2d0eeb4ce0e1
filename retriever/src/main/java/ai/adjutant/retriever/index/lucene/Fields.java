package ai.adjutant.retriever.index.lucene;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.lucene.util.NumericUtils;

/** Names and forms of the fields on disk; a change of one needs a new index. */
final class Fields {
  static final String KIND = "kind";
  static final String KIND_CHUNK = "chunk";
  static final String KIND_DOCUMENT = "document";

  /** An abbreviation with its long form. */
  static final String KIND_TERM = "term";

  static final String TERM = "term";

  /**
   * Both forms of an abbreviation as they are compared: {@code s NUL short NUL long}, and {@code l
   * NUL long NUL short}.
   */
  static final String TERM_PAIR = "term_pair";

  static final String TERM_SHORT = "term_short";
  static final String TERM_LONG = "term_long";
  static final String TERM_CHUNK = "term_chunk";

  static final String DOCUMENT = "document";
  static final String VERSION = "version";
  static final String TITLE = "title";
  static final String TITLE_EXACT = "title_exact";
  static final String LANGUAGE = "language";
  static final String LABEL = "label";
  static final String CONTENT_TYPE = "content_type";

  /** Terms {@code key NUL value}: one field for all keys, so that documents can't breed fields. */
  static final String METADATA_TERMS = "metadata_terms";

  static final String METADATA = "metadata";
  static final String EFFECTIVE_FROM = "effective_from";
  static final String EFFECTIVE_UNTIL = "effective_until";

  static final String BODY = "body";
  static final String VECTOR = "vector";

  /** Normal forms of the identifiers in title, headings and text. */
  static final String IDENTIFIER = "identifier";

  /** Stands at every chunk whose identifiers were read; earlier versions read none. */
  static final String IDENTIFIERS_READ = "identifiers_read";

  static final String NUMBER = "number";
  static final String SECTION = "section";
  static final String START = "start";
  static final String END = "end";
  static final String HEADING = "heading";

  static final String GIVEN = "given";
  static final String ORIGINAL = "original";
  static final String FILE = "file";
  static final String BYTE_COUNT = "byte_count";
  static final String LOAD_TIME = "load_time";
  static final String ENCODER = "encoder";
  static final String PAGE_COUNT = "page_count";
  static final String CHUNK_COUNT = "chunk_count";

  /** Blocks of a chunk, packed. */
  static final String BLOCKS = "blocks";

  /** Page starts; with the text the last stored fields, so that readers may stop before them. */
  static final String PAGES = "pages";

  static final String TEXT = "text";

  /** Longest value that filters compare, in UTF-16 code units; longer ones are cut. */
  private static final int KEYWORD_LENGTH_MAX = 1_000;

  private static final Pattern NUMBER_FORM = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,15})?");

  private Fields() {}

  /** A value as filters compare it. */
  static String keyword(String value) {
    return value.length() <= KEYWORD_LENGTH_MAX ? value : value.substring(0, KEYWORD_LENGTH_MAX);
  }

  /** What terms of this metadata key start with, as text. */
  static String metadataPrefix(String key) {
    return keyword(key) + '\u0000';
  }

  /** What terms of this metadata key start with, as number. */
  static String numberPrefix(String key) {
    return keyword(key) + '\u0001';
  }

  /** A number in a form that sorts as text; empty for what is no number. */
  static Optional<String> number(String value) {
    if (!NUMBER_FORM.matcher(value).matches()) {
      return Optional.empty();
    }
    long sortable = NumericUtils.doubleToSortableLong(Double.parseDouble(value));
    return Optional.of("%016x".formatted(sortable ^ Long.MIN_VALUE));
  }
}
