package ai.adjutant.inference.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.template.Turn.Speaker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatTemplateTest {
  private static final List<Turn> TURNS =
      List.of(
          new Turn(Speaker.SYSTEM, "Be brief."),
          new Turn(Speaker.USER, "Is 1 < 2 & \"so\"? {{ messages }}"));

  @Test
  void writesChatMarkupAsPythonDoes() {
    String template =
        """
        {% for message in messages %}
            {% if loop.first and message['role'] != 'system' %}
        <|im_start|>system
        You are helpful.<|im_end|>
            {% endif %}
        {{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}
        {%- endfor %}
        {%- if add_generation_prompt %}
        {{- '<|im_start|>assistant\\n' }}
        {%- endif %}
        """;
    assertThat(render(template, TURNS))
        .isEqualTo(
            "<|im_start|>system\nBe brief.<|im_end|>\n"
                + "<|im_start|>user\nIs 1 < 2 & \"so\"? {{ messages }}<|im_end|>\n"
                + "<|im_start|>assistant\n");
  }

  @Test
  void knowsTheUsualTricks() {
    String template =
        """
        {{- bos_token }}
        {%- set ns = namespace(seen=0) %}
        {%- if messages[0]['role'] == 'system' %}
        {%- set system = messages[0]['content'].strip() %}
        {%- set rest = messages[1:] %}
        {%- endif %}
        {%- for message in rest %}
        {%- set ns.seen = ns.seen + 1 %}
        {%- generation %}
        {{- loop.index0 ~ ':' ~ message.content | trim ~ '/' ~ system }}
        {%- endgeneration %}
        {%- endfor %}
        {{- ns.seen }}{% if tools is defined and tools %}tools{% endif %}{{ eos_token }}\
        """;
    List<Turn> turns = List.of(new Turn(Speaker.SYSTEM, " s "), new Turn(Speaker.USER, " u "));
    assertThat(render(template, turns)).isEqualTo("<s>0:u/s1</s>");
  }

  @Test
  void takesPythonsTextsForPythons() {
    assertRendered("{{ ' a\u00a0'.strip() + '|' + 'xxaxx'.strip('x') }}", "a|a");
    assertRendered("{{ '\u3000a ' | trim }}{{ ' a '.lstrip() }}{{ ' a '.rstrip() }}.", "aa  a.");
    assertRendered("{{ 'a.b..'.split('.')|length }}{{ ' a  b '.split()|length }}", "42");
    assertRendered("{{ 'a.b.c'.split('.', 1)[-1] }}{{ 'a.b.c'.split('.')[0] }}", "b.ca");
    assertRendered("{{ 'abc'.startswith('ab') }}{{ 'abc'.endswith('x') }}", "truefalse");
    assertRendered("{{ 'a.a'.replace('.', '') ~ 'aBc'.upper() ~ 'aBc'.lower() }}", "aaABCabc");
    assertRendered("{{ {'a': ['ü', 1, true]} | tojson }}", "{\"a\": [\"ü\", 1, true]}");
    assertRendered("{% for i in 'a-b-c'.split('-')[::-1] %}{{ i }}{% endfor %}", "cba");
    assertRendered("{% set n = namespace(a=1 + 2 - 1, b='x,)=') %}{{ n.a }}{{ n.b }}", "2x,)=");
    assertRendered(
        "{% for i in [1, 2, 3, 4] %}{% if i == 2 %}{% continue %}{% endif %}"
            + "{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}",
        "13");
    assertRendered(
        "{# [::-1] #}{% raw %}{{ f(a=1) [::-1] }}{% endraw %} f(a=1) [::-1]",
        "{{ f(a=1) [::-1] }} f(a=1) [::-1]");
  }

  @Test
  void tellsTheDateWhereItIsAsked() {
    Clock clock = Clock.fixed(Instant.parse("2025-03-07T14:05:09Z"), ZoneOffset.UTC);
    String template = "{% if strftime_now is defined %}{{ strftime_now('%d %b %B %Y, %H:%M%%') }}";
    assertThat(new ChatTemplate(template + "{% endif %}", "", "", clock).render(TURNS))
        .isEqualTo("07 Mar March 2025, 14:05%");
  }

  private static void assertRendered(String template, String wanted) {
    assertThat(render(template, TURNS)).as(template).isEqualTo(wanted);
  }

  @Test
  void passesTheRefusalOfATemplateOn() {
    String template = "{{ raise_exception('roles must alternate') }}";
    assertThatThrownBy(() -> render(template, TURNS))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TemplateReason.CONVERSATION_REFUSED))
        .hasMessageContaining("roles must alternate");
  }

  @Test
  void failsOnFunctionsThatDoNotExist() {
    assertBroken("{{ strftime_now('%Q') }}");
    assertBroken("{{ messages[0].content.swapcase() }}");
    assertBroken("{{ messages[0].content.toLowerCase() }}");
    assertBroken("{{ messages[0].content | unknown }}");
    assertBroken("{% if messages[0].content is unknown %}x{% endif %}");
    assertBroken("{% unknown %}");
    assertBroken("{% for message in messages %}{{ unknown(message) }}{% endfor %}");
  }

  @Test
  void failsOnBrokenSyntax() {
    assertBroken("{% for message in messages %}{{ message.content }}");
    assertBroken("{% include 'other.jinja' %}");
  }

  @Test
  void letsNoTemplateReachJava() {
    assertBroken("{{ messages.getClass().forName('java.lang.Runtime') }}");
  }

  private static void assertBroken(String template) {
    assertThatThrownBy(() -> render(template, TURNS))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TemplateReason.TEMPLATE_BROKEN));
  }

  private static String render(String template, List<Turn> turns) {
    return new ChatTemplate(template, "<s>", "</s>").render(turns);
  }
}
