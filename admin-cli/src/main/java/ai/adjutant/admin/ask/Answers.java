package ai.adjutant.admin.ask;

import ai.adjutant.admin.client.Durations;
import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Degradation;
import ai.adjutant.chat.v1.Evidence;
import ai.adjutant.chat.v1.Reason;
import ai.adjutant.chat.v1.Signal;
import ai.adjutant.chat.v1.Step;
import ai.adjutant.chat.v1.Support;
import ai.adjutant.chat.v1.Tier;
import ai.adjutant.chat.v1.TierAttempt;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;

/** Asks, and shows answers to people and programs. */
public final class Answers {
  private static final int QUOTE = 160;

  private Answers() {}

  /** Asks one question and waits for the checked answer. */
  public static Answer ask(GatewayClient gateway, AskRequest request) {
    return gateway.retrying(() -> {
      Answer answer = Answer.getDefaultInstance();
      Iterator<AskResponse> events = gateway.chat().ask(request);
      while (events.hasNext()) {
        AskResponse event = events.next();
        if (event.hasDone()) {
          answer = event.getDone();
        }
      }
      return answer;
    });
  }

  /** The answer as people read it: text, numbered sources, what was missing. */
  public static void print(Terminal terminal, Answer answer) {
    terminal.line("%s", Terminal.wrap(answer.getText(), "  "));
    int number = 1;
    for (Citation citation : answer.getCitationsList()) {
      terminal.line(
          "  [%d] %s (%s%s): \"%s\"",
          number++,
          Terminal.brief(citation.getTitle(), 60),
          Terminal.brief(Names.documentId(citation.getDocument()), 70),
          citation.getPage() > 0 ? ", p. " + citation.getPage() : "",
          Terminal.brief(citation.getQuote(), QUOTE));
    }
    for (Reason reason : answer.getReasonsList()) {
      terminal.note("  %s: %s", code(reason), Terminal.safe(reason.getMessage()));
    }
    for (Degradation degraded : answer.getDegradedList()) {
      terminal.note("  degraded: %s: %s", degraded.getPart(), Terminal.safe(degraded.getMessage()));
    }
    terminal.note(
        "  %s%s, evidence %.2f (threshold %.2f%s), %.0f ms",
        outcome(answer),
        tier(answer).isEmpty() ? "" : " by " + tier(answer),
        answer.getEvidence().getScore(),
        answer.getEvidence().getThreshold(),
        answer.getEvidence().getWordsOnly() ? ", by words alone" : "",
        Durations.millis(answer.getUsage().getElapsed()));
    if (answer.hasExplanation()) {
      Explanations.print(terminal, answer);
    }
  }

  /** The answer as programs read it. */
  public static ObjectNode json(Answer answer) {
    ObjectNode result =
        Terminal.object()
            .put("answer", answer.getName())
            .put("outcome", outcome(answer))
            .put("tier", tier(answer).isEmpty() ? null : tier(answer))
            .put("text", answer.getText());
    ArrayNode citations = result.putArray("citations");
    for (Citation citation : answer.getCitationsList()) {
      citations
          .addObject()
          .put("document", Names.documentId(citation.getDocument()))
          .put("version", citation.getDocumentVersion())
          .put("chunk", Names.chunkId(citation.getChunk()))
          .put("title", citation.getTitle())
          .put("quote", citation.getQuote())
          .put("start", citation.getStartOffset())
          .put("end", citation.getEndOffset())
          .put("page", citation.getPage())
          .put("score", citation.getScore());
    }
    if (answer.hasUnit()) {
      result
          .putObject("unit")
          .put("kind", answer.getUnit().getKind().name().replaceFirst("^UNIT_KIND_", ""))
          .put("parts", answer.getUnit().getPartCount())
          .put("shown", answer.getUnit().getShownCount());
    } else {
      result.putNull("unit");
    }
    result.put("short_answer", answer.getShortAnswer().isEmpty() ? null : answer.getShortAnswer());
    ArrayNode support = result.putArray("support");
    for (Support sentence : answer.getSupportList()) {
      ObjectNode shown =
          support
              .addObject()
              .put("sentence", sentence.getSentence())
              .put("supported", sentence.getSupported())
              .put("score", sentence.getScore())
              .put("kind", sentence.getKind().name().replaceFirst("^SUPPORT_KIND_", ""));
      if (sentence.hasReading()) {
        shown
            .putObject("reading")
            .put("supported", sentence.getReading().getSupported())
            .put("contradicted", sentence.getReading().getContradicted())
            .put("not_found", sentence.getReading().getNotFound());
      }
    }
    if (answer.hasGroundReader()) {
      result
          .putObject("ground_reader")
          .put("applied", answer.getGroundReader().getApplied())
          .put("skipped_reason", answer.getGroundReader().getSkippedReason())
          .put("pairs_read", answer.getGroundReader().getPairsRead())
          .put("model", answer.getGroundReader().getModel());
    }
    ArrayNode degraded = result.putArray("degraded");
    answer.getDegradedList().forEach(part -> degraded.add(part.getPart()));
    ArrayNode reasons = result.putArray("reasons");
    for (Reason reason : answer.getReasonsList()) {
      reasons.addObject().put("code", code(reason)).put("message", reason.getMessage());
    }
    result.set("evidence", json(answer.getEvidence()));
    ArrayNode attempts = result.putArray("attempts");
    for (TierAttempt attempt : answer.getAttemptsList()) {
      attempts
          .addObject()
          .put("tier", name(attempt.getTier()))
          .put("result", attempt.getResult().name().replaceFirst("^ATTEMPT_RESULT_", ""))
          .put("model", attempt.getModel())
          .put("digest", attempt.getModelDigest())
          .put("ms", Durations.millis(attempt.getElapsed()));
    }
    ObjectNode usage =
        result
            .putObject("usage")
            .put("ms", Durations.millis(answer.getUsage().getElapsed()))
            .put("prompt_tokens", answer.getUsage().getPromptTokens())
            .put("generated_tokens", answer.getUsage().getGeneratedTokens());
    ObjectNode steps = usage.putObject("steps_ms");
    for (Step step : answer.getUsage().getStepsList()) {
      steps.put(step.getStep(), Durations.millis(step.getElapsed()));
    }
    if (answer.hasExplanation()) {
      result.set("explanation", Explanations.json(answer.getExplanation()));
    }
    return result;
  }

  private static ObjectNode json(Evidence evidence) {
    ObjectNode node =
        Terminal.object()
            .put("score", evidence.getScore())
            .put("threshold", evidence.getThreshold())
            .put("calibrated", evidence.getCalibrated())
            .put("words_only", evidence.getWordsOnly());
    ObjectNode signals = node.putObject("signals");
    for (Signal signal : evidence.getSignalsList()) {
      signals.put(signal.getName(), signal.getValue());
    }
    return node;
  }

  private static String name(Tier tier) {
    return tier.name().replaceFirst("^TIER_", "");
  }

  private static String code(Reason reason) {
    return reason.getCode().name().replaceFirst("^REASON_CODE_", "");
  }

  private static String outcome(Answer answer) {
    return answer.getOutcome().name().replaceFirst("^OUTCOME_", "");
  }

  private static String tier(Answer answer) {
    return answer.getTier() == Tier.TIER_UNSPECIFIED ? "" : name(answer.getTier());
  }
}
