package ai.adjutant.admin.search;

import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.HitReading;
import ai.adjutant.retrieval.v1.HitSpan;
import ai.adjutant.retrieval.v1.RerankReport;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What the reader made of hits, as lines and as JSON. */
public final class ReadHits {
  private static final int SHOWN_LENGTH_MAX = 80;

  private ReadHits() {}

  /** Says how many hits were read by which reader, or why none were. */
  public static String line(RerankReport report) {
    return report.getHitsRead() > 0
        ? "reranked: %d hits were read by %s".formatted(report.getHitsRead(), report.getModel())
        : "not reranked: " + report.getSkipped();
  }

  /** Where it stood, what was read, where it stands for it, and the best span. */
  static String line(Hit hit) {
    HitReading reading = hit.getReading();
    return String.format(
        Locale.ROOT,
        "reading        fused rank %d  relevance %.3f  answerable %.3f  blended %.3f%s",
        reading.getFusedRank(),
        reading.getRelevance(),
        reading.getAnswerable(),
        reading.getBlended(),
        reading.getSpansCount() == 0 ? "" : "  span \"" + text(hit, reading.getSpans(0)) + "\"");
  }

  /** The stretch, as far as it can be shown; nothing of one that is not within the hit. */
  private static String text(Hit hit, HitSpan span) {
    int start = span.getStartOffset() - hit.getStartOffset();
    int end = Math.min(span.getEndOffset() - hit.getStartOffset(), hit.getText().length());
    if (start < 0 || end <= start) {
      return "";
    }
    String text = hit.getText().substring(start, end);
    return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "…";
  }

  /** Adds what became of reading as {@code rerank}. */
  public static void put(RerankReport report, ObjectNode into) {
    into.putObject("rerank")
        .put("hits_read", report.getHitsRead())
        .put("skipped", report.getSkipped().isEmpty() ? null : report.getSkipped())
        .put("model", report.getModel().isEmpty() ? null : report.getModel())
        .put("model_digest", report.getModelDigest().isEmpty() ? null : report.getModelDigest());
  }

  /** Null where it was not read. */
  static void put(Hit hit, ObjectNode into) {
    if (!hit.hasReading()) {
      into.putNull("reading");
      return;
    }
    HitReading reading = hit.getReading();
    ArrayNode spans =
        into.putObject("reading")
            .put("relevance", reading.getRelevance())
            .put("answerable", reading.getAnswerable())
            .put("blended", reading.getBlended())
            .put("fused_rank", reading.getFusedRank())
            .putArray("spans");
    for (HitSpan span : reading.getSpansList()) {
      spans
          .addObject()
          .put("start", span.getStartOffset())
          .put("end", span.getEndOffset())
          .put("score", span.getScore());
    }
  }
}
