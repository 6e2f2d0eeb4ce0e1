package ai.adjutant.retriever.parse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailPartsTest {
  private static String own(String mail) {
    return part(mail, MailSpan.Kind.OWN);
  }

  private static String part(String mail, MailSpan.Kind kind) {
    StringBuilder text = new StringBuilder();
    for (MailSpan span : MailParts.of(mail)) {
      if (span.kind() == kind) {
        text.append(mail, span.start(), span.end());
      }
    }
    return text.toString().strip();
  }

  @Test
  void tellsNestedQuotationsByTheirDepth() {
    String mail =
        """
        Hi all,

        from today the limit is 40 euros.

        Dana

        On Wed, 13 May 2026 at 17:40, Piet Mars <piet@example.org> wrote:
        > Can we raise it? The limit is still
        > 25 euros.
        >
        > On Mon, 4 May 2026 at 08:01, Dana Cole <dana@example.org> wrote:
        >> Reminder: the limit is 25 euros.
        """;

    assertThat(own(mail)).isEqualTo("Hi all,\n\nfrom today the limit is 40 euros.\n\nDana");
    assertThat(MailParts.of(mail)).extracting(MailSpan::depth).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Mon, 4 May 2026 at 08:01, Dana Cole\n<dana@example.org> wrote:\n\n> Old.\n",
        "On 4 May 2026, Dana wrote:\nOld.\nStill old.\n",
        "Am 04.05.2026 um 08:01 schrieb Dana Cole <dana@example.org>:\n> Alt.\n",
        "2026년 5월 4일 (월) 오전 8:01, 다나 <dana@example.org>님이 작성:\n> 이전 내용\n",
        "-----Original Message-----\nFrom: Dana\nSent: Monday\nTo: All\nSubject: Limit\n\nOld.\n",
        "-----Ursprüngliche Nachricht-----\nVon: Dana\nGesendet: Montag\n\nAlt.\n",
        "---------- Forwarded message ---------\nFrom: Dana\nDate: Mon\nSubject: x\n\nOld.\n",
        "Von: Dana\nGesendet: Montag, 4. Mai 2026 08:01\nAn: Alle\nBetreff: Limit\n\nAlt.\n",
        "From: Dana\nSent: Monday, May 4, 2026 8:01 AM\nTo: All\nSubject: Limit\n\nOld.\n",
        "보낸 사람: 다나\n보낸 날짜: 2026년 5월 4일\n받는 사람: 모두\n제목: 한도\n\n이전 내용\n",
        "> Old, without an announcement.\n"
      })
  void setsTheEarlierMailApart(String quoted) {
    String mail = "The new limit is 40 euros.\n\n" + quoted;

    assertThat(own(mail)).isEqualTo("The new limit is 40 euros.");
    assertThat(part(mail, MailSpan.Kind.QUOTED)).isEqualTo(quoted.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On 4 May we wrote to all customers.\nThey answered.\n",
        "From: the desk\nTo: the shop, it takes two days.\n",
        "Am 4. Mai schrieb er: alles gut.\nMehr.\n",
        "Step 1 -> step 2\nWrite a > b.\n"
      })
  void leavesOwnWords(String mail) {
    assertThat(own(mail)).isEqualTo(mail.strip());
  }

  @Test
  void findsAnswersBetweenQuotedLinesAndTheSignature() {
    String mail =
        """
        > How high is it?
        40 euros.
        > And for firms?
        80 euros.
        --\s
        Dana Cole
        Floor lead

        On 4 May 2026, Piet wrote:
        > More.
        """;

    assertThat(own(mail)).isEqualTo("40 euros.\n80 euros.");
    assertThat(part(mail, MailSpan.Kind.SIGNATURE)).isEqualTo("-- \nDana Cole\nFloor lead");
  }

  @Test
  void countsHeadsThatFollowOneAnother() {
    String head = "From: A\nSent: Monday\nTo: B\nSubject: C\n\nWords.\n\n";
    List<MailSpan> spans = MailParts.of("Own.\n\n" + head.repeat(20));

    assertThat(spans).hasSize(21);
    assertThat(spans.getLast().depth()).isEqualTo(20);
  }

  @Test
  void readsTwentyLevelsAndBoundsMore() {
    StringBuilder mail = new StringBuilder("Own.\n");
    for (int depth = 1; depth <= 20; depth++) {
      mail.append(">".repeat(depth)).append(" Level ").append(depth).append(".\n");
    }
    List<MailSpan> spans = MailParts.of(mail + "> ".repeat(500) + "deep\n");

    assertThat(spans).hasSize(22);
    assertThat(spans.get(20).depth()).isEqualTo(20);
    assertThat(spans.getLast().depth()).isEqualTo(MailParts.DEPTH_MAX);
  }

  @Test
  void coversAllTextWithoutGapsAndInLinearTime() {
    String mail = "On 1 May 2026\nFrom: a\nText\n> quoted\n--\n".repeat(20_000);
    int end = 0;
    for (MailSpan span : MailParts.of(mail)) {
      assertThat(span.start()).isEqualTo(end);
      end = span.end();
    }
    assertThat(end).isEqualTo(mail.length());
    assertThat(MailParts.of("")).isEmpty();
  }
}
