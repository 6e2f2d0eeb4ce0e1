package ai.adjutant.retriever.index;

import ai.adjutant.retriever.encode.Vector;
import ai.adjutant.retriever.term.TermKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one committed state of an index. Any thread may call until it is closed. */
public interface IndexView extends AutoCloseable {
  /** Most chunks on either side of one. */
  int AROUND_MAX = 8;

  /** Returns the number of documents. */
  long documentCount() throws IOException;

  /** Returns the number of chunks. */
  long chunkCount() throws IOException;

  /** Returns a document without its text. */
  Optional<DocumentRecord> document(String id) throws IOException;

  /** Returns a document with its text. */
  Optional<StoredDocument> storedDocument(String id) throws IOException;

  /**
   * Returns the documents ordered by id.
   *
   * @param after the id after which to start; null starts with the first
   * @param limit at most so many, at least 1
   */
  List<DocumentRecord> documents(Condition condition, @Nullable String after, int limit)
      throws IOException;

  /** Returns the chunks of a document with their vectors, in order; none where it is unknown. */
  List<StandingChunk> standingChunks(String documentId) throws IOException;

  /** Returns true when a document came from this original. */
  boolean refersTo(String original) throws IOException;

  /** Finds the best chunks by BM25, at most {@code depth}, best first; ties by document number. */
  List<ScoredDoc> searchBm25(WordQuery query, Condition condition, int depth) throws IOException;

  /** Finds the nearest chunks by cosine, at most {@code depth}, best first. */
  List<ScoredDoc> searchKnn(Vector query, Condition condition, int depth) throws IOException;

  /**
   * Finds the chunks that hold identifiers in one of their normal forms, at most {@code depth}; the
   * score is the number of identifiers held, most first, ties by document number.
   *
   * @param identifiers the normal forms of each
   */
  List<ScoredDoc> searchIdentifiers(List<List<String>> identifiers, Condition condition, int depth)
      throws IOException;

  /**
   * Returns abbreviations that documents explain and whose short or long form is this text, without
   * regard to upper and lower case: those that most documents explain first, else by their forms.
   *
   * @param wanted which of them count
   * @param most at most so many
   */
  Meanings explained(String text, Condition condition, Predicate<TermKey> wanted, int most)
      throws IOException;

  /** Returns whether documents explain an abbreviation one of whose forms begins with this text. */
  boolean explainsForms(String beginning) throws IOException;

  /**
   * Returns abbreviations that documents explain, each pair once, in the order of their keys.
   *
   * @param after the key after which to start; null starts with the first
   * @param limit at most so many
   */
  List<ExplainedTerm> explainedAfter(@Nullable TermKey after, int limit) throws IOException;

  /** Returns what documents explain for a key; without a long form, any of its short form. */
  Optional<ExplainedTerm> explained(TermKey key) throws IOException;

  /** Returns the number of a chunk in this view; empty where there is none. */
  OptionalInt docId(String documentId, int chunk) throws IOException;

  /** Returns whether the identifiers of all chunks were read when they were loaded. */
  boolean knowsIdentifiers() throws IOException;

  /**
   * Returns identifiers one or two edits away from one that is not there, as a document writes
   * them, nearest first.
   *
   * @param form the normal form of the one that is not there
   * @param most at most so many
   */
  List<String> nearIdentifiers(String form, Condition condition, int most) throws IOException;

  /**
   * Returns the terms whose spelling is near to one that no chunk holds, likeliest first.
   *
   * @param stem the term that is not there
   * @param most at most so many
   */
  List<NearTerm> nearTerms(String stem, Condition condition, int most) throws IOException;

  /** Returns the terms of a question as the index sees them, each once, in order. */
  List<TermStatistics> terms(String text) throws IOException;

  /** Returns the BM25 of chunks as {@link #searchBm25} has it, in the order given. */
  List<Double> scores(List<Integer> docIds, WordQuery words) throws IOException;

  /**
   * Returns the raw signals of chunks, in the order given.
   *
   * @param vector null leaves cosines out
   */
  List<ChunkSignals> signals(
      List<Integer> docIds, WordQuery words, List<TermStatistics> terms, @Nullable Vector vector)
      throws IOException;

  /** Returns the ids of the chunks' documents, in the order given. */
  List<String> documentIds(List<Integer> docIds) throws IOException;

  /** Returns the chunks, in the order given. */
  List<FoundChunk> chunks(List<Integer> docIds) throws IOException;

  /**
   * Returns a chunk with those around it in its document, in reading order: one before and one
   * after it, and more as long as a group of blocks goes on, at most {@link #AROUND_MAX} on either
   * side.
   */
  List<FoundChunk> around(int docId, FoundChunk chunk) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Holds the meanings of a form.
   *
   * @param best at most as many as were asked for
   * @param count how many there are, at most {@link #MEANINGS_MAX}
   */
  record Meanings(List<ExplainedTerm> best, int count) {
    /** Most meanings of one form that are compared; those beyond, by their forms, don't count. */
    public static final int MEANINGS_MAX = 256;

    /** Nothing explains the form. */
    public static final Meanings NONE = new Meanings(List.of(), 0);

    /** Copies the list. */
    public Meanings {
      best = List.copyOf(best);
    }
  }

  /**
   * Describes a chunk that a leg found.
   *
   * @param docId the chunk's document number in the index, valid within this view only
   * @param score raw score of the leg
   */
  record ScoredDoc(int docId, double score) {}

  /** States what BM25 looks for; the score is the weighted sum of the texts' scores. */
  record WordQuery(List<WeightedText> texts, List<Alternative> alternatives) {
    /** Copies the lists. */
    public WordQuery {
      texts = List.copyOf(texts);
      alternatives = List.copyOf(alternatives);
    }

    /** Looks for one text. */
    public static WordQuery of(WeightedText text) {
      return new WordQuery(List.of(text), List.of());
    }
  }

  /**
   * Describes other forms of a part of the texts in the body. A chunk counts by the one that it
   * holds best, so that explaining a term by its other form brings it no more.
   *
   * @param written the part as the texts write it
   * @param others what is meant by it too
   * @param weight of each word of another form, not negative
   */
  record Alternative(String written, List<String> others, double weight) {
    /** Copies the list. */
    public Alternative {
      others = List.copyOf(others);
    }
  }

  /** Describes a text, where to look for it, and its weight, not negative. */
  record WeightedText(Field field, String text, double weight) {}

  /** Names a field of words. */
  enum Field {
    /** Title, headings and text. */
    BODY,
    /** The document's title alone. */
    TITLE
  }

  /**
   * Describes a term, how rare it is and how much it counts as evidence.
   *
   * @param idf ln(1 + (N - n + 0.5) / (n + 0.5)) over chunks, where N is at least {@link
   *     #CHUNKS_MIN}
   * @param chunkCount n, chunks that hold it
   * @param weight 0 for a word that only asks, {@link #UNKNOWN_WEIGHT} for one that no chunk holds
   *     and that can name nothing, else 1
   */
  record TermStatistics(String term, double idf, long chunkCount, double weight) {
    /**
     * Bounds the count of chunks from below. A word that a corpus of five chunks does not know
     * would outweigh those it knows by far more than in a large one, so that the same question
     * would be refused there and answered here.
     */
    public static final long CHUNKS_MIN = 1_000;

    /** What an unknown word counts that can't name what the question is about. */
    public static final double UNKNOWN_WEIGHT = 0.5;
  }

  /**
   * Describes a term that is spelt nearly like another.
   *
   * @param term the term with its statistics
   * @param distance edits between the two, 1 or 2
   */
  record NearTerm(TermStatistics term, int distance) {}

  /**
   * Holds the raw signals of a chunk.
   *
   * @param bm25 with the idf of {@link TermStatistics} and without words that only ask; 0 when no
   *     term matches
   * @param cosine absent without a query vector, or where the chunk has none
   * @param termCover share of the terms, by idf and weight, that stand in the chunk
   */
  record ChunkSignals(double bm25, @Nullable Double cosine, double termCover) {}
}
