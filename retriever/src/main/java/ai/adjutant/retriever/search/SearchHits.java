package ai.adjutant.retriever.search;

import ai.adjutant.retriever.index.FoundChunk;
import ai.adjutant.retriever.index.IndexView.ChunkSignals;
import ai.adjutant.retriever.index.IndexView.TermStatistics;
import ai.adjutant.retriever.read.PassageReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a search found.
 *
 * @param hits best first
 * @param degraded legs that should have searched and could not, with why
 * @param terms the question as the words leg saw it
 * @param encoderDigest encoder of the question's vector; empty where none made one
 * @param wordsOnly whether vectors have no part in it although nothing is missing
 * @param reading how the question was read: its identifiers, spellings and terms
 * @param rerank what became of reading and reranking the best of them
 * @param times what each step took
 */
public record SearchHits(
    List<Hit> hits,
    Map<Leg, String> degraded,
    List<TermStatistics> terms,
    String encoderDigest,
    boolean wordsOnly,
    Reading reading,
    RerankReport rerank,
    Map<String, Duration> times) {
  /** Copies the collections. */
  public SearchHits {
    hits = List.copyOf(hits);
    degraded = Map.copyOf(degraded);
    terms = List.copyOf(terms);
    times = Map.copyOf(times);
  }

  /** Returns the same hits of a question that was read so. */
  SearchHits read(Reading as) {
    return new SearchHits(hits, degraded, terms, encoderDigest, wordsOnly, as, rerank, times);
  }

  /**
   * Describes a chunk that was found.
   *
   * @param around the chunk and those around it, in reading order; empty where not asked for
   * @param score fused; comparable within one answer only
   * @param legs what each leg that searched said of it
   * @param title what the context's turns on titles added to the words leg; null where they don't
   *     count
   * @param reading what was read in it; null where it was not read
   */
  public record Hit(
      FoundChunk chunk,
      List<FoundChunk> around,
      double score,
      ChunkSignals signals,
      List<LegScore> legs,
      @Nullable TitleScore title,
      @Nullable HitReading reading) {
    /** Copies the lists. */
    public Hit {
      around = List.copyOf(around);
      legs = List.copyOf(legs);
    }
  }

  /**
   * Holds what one leg said of a hit.
   *
   * @param rank from 1; 0 when the leg did not find it
   * @param raw raw score; 0 when the leg did not find it
   * @param normalized between 0 and 1
   * @param weight in the fused score
   */
  public record LegScore(Leg leg, int rank, double raw, double normalized, double weight) {}

  /**
   * Holds the BM25 of the context's turns over a hit's title, a part of the words leg's raw score.
   *
   * @param raw not negative
   * @param weight in the words leg's raw score
   */
  public record TitleScore(double raw, double weight) {}

  /**
   * Holds what was read in a hit, and what rank it has for it. Spans count from the start of the
   * chunk's text.
   *
   * @param fusedRank rank by the fused score, from 1
   * @param rank rank by relevance among the hits that were read, from 1
   * @param normalized relevance, brought to 0..1 over these hits
   * @param weight of relevance in the blend
   * @param blended between 0 and 1
   */
  public record HitReading(
      PassageReading passage,
      int fusedRank,
      int rank,
      double normalized,
      double weight,
      double blended) {}
}
