package ai.adjutant.inference.template;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.template.Turn.Speaker;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jinjava.javax.el.CompositeELResolver;
import org.jspecify.annotations.Nullable;

/** A model's chat template. Any thread may render. */
public final class ChatTemplate {
  /** Longest prompt that is rendered, in characters. */
  private static final long OUTPUT_MAX = 8_000_000;

  private static final int DEPTH_MAX = 16;

  /** A rendering takes milliseconds; one of loops in loops would go on for ever. */
  private static final Duration TIME_MAX = Duration.ofSeconds(10);

  /** Templates are written for Python's engine; where this one differs by habit, it follows. */
  private static final LegacyOverrides LIKE_PYTHON =
      LegacyOverrides.newBuilder()
          .withIterateOverMapKeys(true)
          .withUseNaturalOperatorPrecedence(true)
          .withParseWhitespaceControlStrictly(true)
          .withUseTrimmingForNotesAndExpressions(true)
          .build();

  private final Jinjava jinjava;
  private final String source;
  private final String beginToken;
  private final String endToken;
  private final Today today;
  private final Duration time;

  /**
   * A template from its text.
   *
   * @param beginToken text of the token that begins a sequence, or empty
   * @param endToken text of the token that ends one, or empty
   * @throws AdjutantException TEMPLATE_BROKEN when it is longer or deeper than any template is
   */
  public ChatTemplate(String source, String beginToken, String endToken) {
    this(source, beginToken, endToken, Clock.systemDefaultZone(), TIME_MAX);
  }

  /** As the other, with the clock that gives templates the date. */
  ChatTemplate(String source, String beginToken, String endToken, Clock clock) {
    this(source, beginToken, endToken, clock, TIME_MAX);
  }

  /** As the other, with the time that a rendering may take. */
  ChatTemplate(String source, String beginToken, String endToken, Clock clock, Duration time) {
    TemplateBounds.check(source);
    this.time = time;
    this.source = TemplateSource.adapted(source);
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
            .withElResolver(resolver())
            .withNodePreProcessor(new Overdue.Watch())
            .build();
    jinjava = new Jinjava(config);
    jinjava.setResourceLocator((name, encoding, interpreter) -> {
      throw new ResourceNotFoundException("chat templates read no files");
    });
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition("", "raise_exception", Refusal.class, "raise", String.class));
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition("", Today.NAME, Today.class, "format", String.class));
    jinjava
        .getGlobalContext()
        .registerFilter(filter("trim", value -> PythonText.strip(String.valueOf(value), "")));
    jinjava.getGlobalContext().registerFilter(filter("tojson", PythonText::json));
    today = new Today(clock);
  }

  private static CompositeELResolver resolver() {
    CompositeELResolver resolver = new CompositeELResolver();
    resolver.add(new StringMethods());
    resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
    return resolver;
  }

  private static Filter filter(String name, UnaryOperator<Object> change) {
    return new Filter() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
        if (arguments.length > 0) {
          throw new Refusal.Unknown(name + " takes no arguments here");
        }
        return change.apply(value);
      }
    };
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
    Map<String, Object> bindings = new HashMap<>();
    bindings.put("messages", messages);
    bindings.put("add_generation_prompt", true);
    bindings.put(Today.NAME, today);
    bindings.put("bos_token", beginToken);
    bindings.put("eos_token", endToken);
    bindings.put(Overdue.end(), System.nanoTime() + time.toNanos());
    RenderResult result = result(bindings);
    if (!result.getErrors().isEmpty()) {
      throw failure(result.getErrors().getFirst());
    }
    unknown(result.getContext())
        .ifPresent(name -> {
          throw broken("", name + " is not known here", null);
        });
    return result.getOutput();
  }

  private RenderResult result(Map<String, Object> bindings) {
    try {
      return jinjava.renderForResult(source, bindings);
    } catch (Overdue e) {
      throw broken("", "it takes longer than " + time.toMillis() / 1e3 + " seconds", null);
    } catch (StackOverflowError e) {
      throw broken("", "it is nested deeper than can be rendered", null);
    }
  }

  /** The engine lets unknown filters and tests pass and writes nothing for them. */
  private static Optional<String> unknown(Context context) {
    return context.getResolvedValues().stream()
        .filter(name ->
            (name.startsWith(ExtendedParser.FILTER_PREFIX)
                    && context.getFilter(after(ExtendedParser.FILTER_PREFIX, name)) == null)
                || (name.startsWith(ExtendedParser.EXPTEST_PREFIX)
                    && context.getExpTest(after(ExtendedParser.EXPTEST_PREFIX, name)) == null))
        .findFirst();
  }

  private static String after(String prefix, String name) {
    return name.substring(prefix.length());
  }

  private static AdjutantException failure(TemplateError error) {
    for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal) {
        return new AdjutantException(
            TemplateReason.CONVERSATION_REFUSED,
            "the model's chat template refuses this conversation: " + cause.getMessage());
      }
    }
    return broken(
        ", line " + error.getLineno(),
        error.getReason() + " " + error.getMessage(),
        error.getException());
  }

  static AdjutantException broken(String where, String what, @Nullable Exception cause) {
    return new AdjutantException(
        TemplateReason.TEMPLATE_BROKEN,
        "the model's chat template can't be rendered"
            + where
            + ": "
            + what
            + "; mend chat_template.jinja, or send a raw prompt",
        cause);
  }

  private static String role(Speaker speaker) {
    return switch (speaker) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }
}
