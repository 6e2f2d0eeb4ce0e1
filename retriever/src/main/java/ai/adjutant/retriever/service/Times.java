package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;

/** Instants and durations as the contracts write them. */
final class Times {
  private Times() {}

  static Timestamp of(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static Duration of(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  static Instant parse(Timestamp timestamp) {
    try {
      Instant instant = Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
      return Instant.ofEpochMilli(instant.toEpochMilli()); // as exact as the index compares
    } catch (DateTimeException | ArithmeticException e) {
      throw new AdjutantException(
          RequestReason.BAD_VALUE, "a timestamp is not between the years 1 and 9999", e);
    }
  }
}
