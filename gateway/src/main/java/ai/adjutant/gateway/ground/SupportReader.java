package ai.adjutant.gateway.ground;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.gateway.ground.ReaderUse.Outcome;
import ai.adjutant.gateway.tier.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has claims read, within their time and in the reader's languages; whatever becomes of the reader,
 * the check goes on. Any thread may call.
 */
public final class SupportReader {
  /** Share of the time left that reading may take. */
  private static final double TIME_SHARE = 0.5;

  /** How long it is believed that the reader does not know a language; another may come. */
  private static final Duration LANGUAGES_KEPT = Duration.ofMinutes(10);

  private final Optional<ClaimReader> reader;
  private final Duration timeout;
  private final int passagesMax;
  private volatile @Nullable Known known;

  private SupportReader(Optional<ClaimReader> reader, Duration timeout, int passagesMax) {
    this.reader = reader;
    this.timeout = timeout;
    this.passagesMax = passagesMax;
  }

  /** Reads nothing. */
  public static SupportReader off() {
    return new SupportReader(Optional.empty(), Duration.ZERO, 1);
  }

  /** Asks this reader; where the settings turn it off, nobody. */
  public static SupportReader of(ClaimReader reader, GroundSettings settings) {
    return settings.reader() ? asking(reader, settings.timeout(), settings.passagesMax()) : off();
  }

  /**
   * Asks this reader.
   *
   * @param timeout longest wait for all that one check asks
   * @param passagesMax passages that each sentence is read with, at most
   */
  public static SupportReader asking(ClaimReader reader, Duration timeout, int passagesMax) {
    return new SupportReader(Optional.of(reader), timeout, passagesMax);
  }

  /** Passages that each sentence is read with, at most. */
  int passagesMax() {
    return passagesMax;
  }

  /** Begins a check of passages in a BCP 47 language. */
  Check check(String language, TimeLimit time) {
    Duration share = time.share(TIME_SHARE).left();
    Duration most = share.compareTo(timeout) < 0 ? share : timeout;
    return new Check(language, TimeLimit.in(most, time.clock()));
  }

  private static ClaimReader.Readings knowing(ClaimReader.Readings readings) {
    return new ClaimReader.Readings(readings.model(), readings.languages(), List.of());
  }

  private record Known(ClaimReader.Readings readings, long atNanos) {}

  /** One check's use of the reader. Used by one thread. */
  final class Check {
    private final String language;
    private final TimeLimit time;
    private ReaderUse use = ReaderUse.NOT_NEEDED;

    private Check(String language, TimeLimit time) {
      this.language = language;
      this.time = time;
    }

    /** How the reader has taken part so far. */
    ReaderUse use() {
      return use;
    }

    /** Returns whether it is of no use to ask, or to ask on. */
    boolean isOver() {
      return use.outcome() != Outcome.READ && use.outcome() != Outcome.NOT_NEEDED;
    }

    /** Reads pairs, 256 at most; empty where nothing read so far may count any more. */
    Optional<List<ClaimReader.Reading>> read(List<ClaimReader.Pair> pairs) {
      if (pairs.isEmpty()) {
        return Optional.of(List.of());
      }
      if (reader.isEmpty()) {
        return without(Outcome.TURNED_OFF, "turned off by gateway.ground.reader or by the request");
      }
      Known last = known;
      if (last != null && isFresh(last) && !last.readings().knows(language)) {
        return without(Outcome.OTHER_LANGUAGE, otherLanguage(last.readings()));
      }
      Duration left = time.left();
      if (left.isZero()) {
        return without(Outcome.FAILED, "too little time was left to read the sentences");
      }
      try {
        ClaimReader.Readings readings = reader.get().read(List.copyOf(pairs), left);
        known = new Known(knowing(readings), time.clock().getAsLong());
        if (!readings.knows(language)) {
          return without(Outcome.OTHER_LANGUAGE, otherLanguage(readings));
        }
        use = new ReaderUse(Outcome.READ, "", use.pairs() + pairs.size(), readings.model());
        return Optional.of(readings.readings());
      } catch (AdjutantException e) {
        if (!(e.reason() instanceof ClaimReadReason)) {
          throw e;
        }
        return without(Outcome.FAILED, String.valueOf(e.getMessage()));
      }
    }

    private boolean isFresh(Known last) {
      return time.clock().getAsLong() - last.atNanos() < LANGUAGES_KEPT.toNanos();
    }

    private Optional<List<ClaimReader.Reading>> without(Outcome outcome, String message) {
      use = ReaderUse.without(outcome, message);
      return Optional.empty();
    }

    private String otherLanguage(ClaimReader.Readings readings) {
      return "the reader knows %s, the passages are %s"
          .formatted(String.join(", ", readings.languages()), language);
    }
  }
}
