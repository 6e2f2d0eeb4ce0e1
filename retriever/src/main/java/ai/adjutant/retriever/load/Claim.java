package ai.adjutant.retriever.load;

import ai.adjutant.retriever.corpus.KeptDocument;
import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.validity.DocumentStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a document besides what stands in it. */
sealed interface Claim {
  /** SHA-256 over what was said. */
  String given();

  /** When it was loaded; empty means now. */
  Optional<Instant> loadTime();

  /**
   * The document's description, from what it states itself and what was said of it.
   *
   * @param now when it is loaded, from when on a document that calls itself withdrawn is so if no
   *     date says more
   */
  Description description(ParsedDocument parsed, Instant now);

  /** What is said of one document of an arrival. */
  static Claim of(Arrival.Origin origin, Statement load, String document) {
    return switch (origin) {
      case Arrival.Sent sent -> new Stated(sent.stated().over(load));
      case Arrival.Kept kept -> {
        @Nullable KeptDocument known = kept.documents().get(document);
        if (known == null) {
          throw new IllegalArgumentException(document + " is none that is to be made again");
        }
        yield new Stood(known);
      }
    };
  }

  /** A sender states it; what it leaves out, the document states. */
  record Stated(Statement statement) implements Claim {
    @Override
    public String given() {
      return statement.hash();
    }

    @Override
    public Optional<Instant> loadTime() {
      return Optional.empty();
    }

    @Override
    public Description description(ParsedDocument parsed, Instant now) {
      Map<String, String> metadata = new HashMap<>(parsed.metadata());
      metadata.putAll(statement.metadata());
      @Nullable Instant from = statement.effectiveFrom();
      @Nullable Instant until =
          statement.effectiveUntil() == null ? parsed.effectiveUntil() : statement.effectiveUntil();
      if (until == null && isEnded(metadata)) {
        until = now;
      }
      return new Description(
          parsed.title(),
          parsed.contentType(),
          parsed.language(),
          statement.label().isEmpty() ? parsed.label() : statement.label(),
          metadata,
          from == null ? parsed.effectiveFrom() : from,
          until);
    }

    private static boolean isEnded(Map<String, String> metadata) {
      return metadata.containsKey(VersionRecord.SUPERSEDED_BY)
          || DocumentStatus.isEnded(metadata.getOrDefault(VersionRecord.STATUS, ""));
    }
  }

  /** It stood so when it was committed. */
  record Stood(KeptDocument document) implements Claim {
    @Override
    public String given() {
      return document.given();
    }

    @Override
    public Optional<Instant> loadTime() {
      return Optional.of(document.loadTime());
    }

    @Override
    public Description description(ParsedDocument parsed, Instant now) {
      return new Description(
          parsed.title(),
          parsed.contentType(),
          parsed.language(),
          document.label(),
          document.metadata(),
          document.effectiveFrom(),
          document.effectiveUntil());
    }
  }
}
