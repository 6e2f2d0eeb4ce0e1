package ai.adjutant.gateway.service;

import ai.adjutant.chat.v1.GroundReader;
import ai.adjutant.chat.v1.SupportKind;
import ai.adjutant.chat.v1.SupportReading;
import ai.adjutant.gateway.ground.ClaimReader;
import ai.adjutant.gateway.ground.ReaderUse;
import ai.adjutant.gateway.ground.Support;

/** Turns what a ground check found into messages. */
final class SupportMessages {
  private SupportMessages() {}

  static ai.adjutant.chat.v1.Support support(Support support) {
    ai.adjutant.chat.v1.Support.Builder message =
        ai.adjutant.chat.v1.Support.newBuilder()
            .setSentence(support.sentence())
            .setSupported(support.supported())
            .setScore(support.score())
            .setKind(kind(support.kind()));
    ClaimReader.Reading reading = support.reading();
    if (reading != null) {
      message.setReading(
          SupportReading.newBuilder()
              .setSupported(reading.supported())
              .setContradicted(reading.contradicted())
              .setNotFound(reading.notFound()));
    }
    return message.build();
  }

  static GroundReader reader(ReaderUse use) {
    return GroundReader.newBuilder()
        .setApplied(use.outcome() == ReaderUse.Outcome.READ)
        .setSkippedReason(use.message())
        .setPairsRead(use.pairs())
        .setModel(use.model())
        .build();
  }

  private static SupportKind kind(Support.Kind kind) {
    return switch (kind) {
      case VERBATIM -> SupportKind.SUPPORT_KIND_VERBATIM;
      case PARAPHRASE -> SupportKind.SUPPORT_KIND_PARAPHRASE;
      case NUMBER_MISMATCH -> SupportKind.SUPPORT_KIND_NUMBER_MISMATCH;
      case NAME_MISMATCH -> SupportKind.SUPPORT_KIND_NAME_MISMATCH;
      case NEGATION_MISMATCH -> SupportKind.SUPPORT_KIND_NEGATION_MISMATCH;
      case NOT_FOUND -> SupportKind.SUPPORT_KIND_NOT_FOUND;
    };
  }
}
