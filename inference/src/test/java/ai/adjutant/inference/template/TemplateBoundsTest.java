package ai.adjutant.inference.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.template.Turn.Speaker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TemplateBoundsTest {
  private static final List<Turn> TURNS = List.of(new Turn(Speaker.USER, "Hello"));

  @Test
  void refusesFiveThousandNestedConditions() {
    assertRefused(ifs(5_000), "more than 64 blocks nested");
    assertRefused(ifs(65), "more than 64 blocks nested");
    assertThat(render(ifs(64))).isEqualTo("x");
    // One after the other is not one in the other.
    assertThat(render(ifs(10).repeat(100))).hasSize(100);
  }

  @Test
  void refusesTwentyThousandParentheses() {
    assertRefused(brackets(20_000), "more than 32 brackets nested");
    assertRefused(brackets(33), "more than 32 brackets nested");
    assertThat(render(brackets(32))).isEqualTo("1");
    assertRefused("{% if " + "[".repeat(33), "more than 32 brackets nested");
  }

  @Test
  void refusesWhatIsLongerThanAnyTemplate() {
    assertRefused("x".repeat(TemplateBounds.LENGTH_MAX + 1), "131073 characters");
    assertThat(render("x".repeat(TemplateBounds.LENGTH_MAX))).hasSize(TemplateBounds.LENGTH_MAX);
    assertRefused("{{ " + "not ".repeat(501) + "true }}", "more than 500 words and signs");
    assertThat(render("{{ " + "not ".repeat(498) + "true }}")).isEqualTo("true");
    assertRefused("{{ '" + "a".repeat(20_000) + "' }}", "more than 16384 characters in a tag");
    assertThat(render("{{ '" + "a".repeat(16_000) + "' }}")).hasSize(16_000);
  }

  @Test
  void saysInWhichLine() {
    assertRefused("\n\n" + brackets(40), ", line 3: it has more than 32 brackets nested");
  }

  @Test
  void takesTextInQuotesForText() {
    assertThat(render("{{ '" + "(".repeat(100) + "\\'' }}")).startsWith("(((");
    assertThat(render("{# " + "(".repeat(100) + " #}x")).isEqualTo("x");
  }

  /** Ten thousand million rounds. */
  @Test
  void endsARenderingThatTakesTooLong() {
    String loops =
        "{% for i in range(1000) %}".repeat(4) + "{% if i %}{% endif %}" + "{% endfor %}".repeat(4);
    ChatTemplate template =
        new ChatTemplate(loops, "", "", Clock.systemUTC(), Duration.ofMillis(200));
    assertThatThrownBy(() -> template.render(TURNS))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TemplateReason.TEMPLATE_BROKEN))
        .hasMessageContaining("takes longer than 0.2 seconds");
  }

  private static String ifs(int depth) {
    return "{%- if true %}".repeat(depth) + "x" + "{% endif %}".repeat(depth);
  }

  private static String brackets(int depth) {
    return "{{ " + "(".repeat(depth) + "1" + ")".repeat(depth) + " }}";
  }

  private static String render(String source) {
    return new ChatTemplate(source, "", "").render(TURNS);
  }

  private static void assertRefused(String source, String message) {
    assertThatThrownBy(() -> new ChatTemplate(source, "", ""))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TemplateReason.TEMPLATE_BROKEN))
        .hasMessageContaining(message);
  }
}
