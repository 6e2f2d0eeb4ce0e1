package ai.adjutant.retriever.index.lucene;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.index.IndexReason;
import ai.adjutant.text.Analyzers;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.jspecify.annotations.Nullable;

/** Tells an index that another version wrote from one that is damaged. */
final class OtherVersions {
  /** How Lucene begins the message on a codec, or part of one, that it has not got. */
  private static final String UNKNOWN_PART = "An SPI class of type org.apache.lucene.codecs";

  private OtherVersions() {}

  /**
   * Returns where an index holds the words of a language as this version reads them.
   *
   * @param analysis what the index says of itself; null where it was written before indexes said it
   * @throws AdjutantException INDEX_NEWER, INDEX_OLDER
   */
  static void refuse(String language, @Nullable String analysis) {
    String read = analysis == null ? Analyzers.firstVersion(language) : analysis;
    String known = Analyzers.version(language);
    if (read.equals(known)) {
      return;
    }
    String first = Analyzers.firstVersion(language);
    boolean older = read.equals(first) || read.compareTo(known) < 0;
    throw new AdjutantException(
        older ? IndexReason.INDEX_OLDER : IndexReason.INDEX_NEWER,
        "its index holds the words of language '"
            + language
            + "' as "
            + (older ? "an earlier" : "a later")
            + " version reduced them to stems ("
            + read
            + "), this one does it otherwise ("
            + known
            + ")");
  }

  /**
   * Returns where a failure to open an index says nothing of versions.
   *
   * @throws AdjutantException INDEX_NEWER, INDEX_OLDER
   */
  static void refuse(Exception failure) {
    if (failure instanceof IndexFormatTooOldException) {
      throw new AdjutantException(
          IndexReason.INDEX_OLDER,
          "its index was written by an earlier version, in a form that this one no longer reads",
          failure);
    }
    // The checksum of the list of segments is read before the codecs in it are looked up.
    if (failure instanceof IndexFormatTooNewException
        || (failure instanceof IllegalArgumentException
            && String.valueOf(failure.getMessage()).startsWith(UNKNOWN_PART))) {
      throw new AdjutantException(
          IndexReason.INDEX_NEWER,
          "its index was written by a later version, in a form that this one does not read",
          failure);
    }
  }
}
