package ai.adjutant.inference.template;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.template.Turn.Speaker;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A model's chat template. Any thread may render. */
public final class ChatTemplate {
  /** Longest prompt that is rendered, in characters. */
  private static final long OUTPUT_MAX = 8_000_000;

  private static final int DEPTH_MAX = 16;

  /** Templates are written for Python's engine; where this one differs by habit, it follows. */
  private static final LegacyOverrides LIKE_PYTHON =
      LegacyOverrides.newBuilder()
          .withIterateOverMapKeys(true)
          .withUseNaturalOperatorPrecedence(true)
          .withParseWhitespaceControlStrictly(true)
          .withUseTrimmingForNotesAndExpressions(true)
          .build();

  /** Marks for training that mean nothing when a prompt is made. */
  private static final Pattern GENERATION = Pattern.compile("\\{%-?\\s*(?:end)?generation\\s*-?%}");

  private final Jinjava jinjava;
  private final String source;
  private final String beginToken;
  private final String endToken;

  /**
   * A template from its text.
   *
   * @param beginToken text of the token that begins a sequence, or empty
   * @param endToken text of the token that ends one, or empty
   */
  public ChatTemplate(String source, String beginToken, String endToken) {
    this.source = GENERATION.matcher(source).replaceAll("");
    this.beginToken = beginToken;
    this.endToken = endToken;
    JinjavaConfig config =
        JinjavaConfig.newBuilder()
            .withTrimBlocks(true)
            .withLstripBlocks(true)
            // Otherwise what people write would be taken for template and run.
            .withNestedInterpretationEnabled(false)
            .withMaxOutputSize(OUTPUT_MAX)
            .withMaxRenderDepth(DEPTH_MAX)
            .withLegacyOverrides(LIKE_PYTHON)
            .build();
    jinjava = new Jinjava(config);
    jinjava.setResourceLocator((name, encoding, interpreter) -> {
      throw new ResourceNotFoundException("chat templates read no files");
    });
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition("", "raise_exception", Refusal.class, "raise", String.class));
  }

  /**
   * The prompt that makes the model answer.
   *
   * @throws AdjutantException CONVERSATION_REFUSED or TEMPLATE_BROKEN
   */
  public String render(List<Turn> turns) {
    List<Map<String, String>> messages =
        turns.stream()
            .map(turn -> Map.of("role", role(turn.speaker()), "content", turn.content()))
            .toList();
    RenderResult result =
        jinjava.renderForResult(
            source,
            Map.of(
                "messages", messages,
                "add_generation_prompt", true,
                "bos_token", beginToken,
                "eos_token", endToken));
    if (!result.getErrors().isEmpty()) {
      throw failure(result.getErrors().getFirst());
    }
    return result.getOutput();
  }

  private static AdjutantException failure(TemplateError error) {
    for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal) {
        return new AdjutantException(
            TemplateReason.CONVERSATION_REFUSED,
            "the model's chat template refuses this conversation: " + cause.getMessage());
      }
    }
    return new AdjutantException(
        TemplateReason.TEMPLATE_BROKEN,
        "the model's chat template can't be rendered, line "
            + error.getLineno()
            + ": "
            + error.getReason()
            + " "
            + error.getMessage()
            + "; mend chat_template.jinja, or send a raw prompt",
        error.getException());
  }

  private static String role(Speaker speaker) {
    return switch (speaker) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }
}
