package ai.adjutant.retriever.parse.caption;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.ReaderUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionsTest {
  private static final String TRAINING =
      """
      WEBVTT - Refund training
      Kind: captions
      Language: en

      NOTE made by a
      machine

      STYLE
      ::cue { color: red }

      1
      00:00:00.000 --> 00:00:04.000 align:start position:0%
      <v Trainer>Welcome to the training on refunds. A team agent may approve</v>

      2
      00:00:04.000 --> 00:00:08.000
      <v Trainer>goodwill refunds up to <c.yellow>twenty</c></v>

      third
      00:08.000 --> 00:12.000
      <v Trainer>euros &amp; no more.</v>
      <v.loud Bob Ray>Who signs above that?</v>

      4
      00:00:12.000 --> 00:00:16.000
      <v Trainer>The <00:00:13.500>team leader.
      """;

  @TempDir private Path folder;
  private ReaderUnderTest reader;

  @BeforeEach
  void open() {
    reader = new ReaderUnderTest(folder);
  }

  @AfterEach
  void close() {
    reader.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void joinsCuesToSentencesBySpeaker(String lineEnd) throws IOException {
    ParsedDocument document = reader.read("a.vtt", TRAINING.replace("\n", lineEnd));

    assertThat(document.text())
        .isEqualTo(
            """
            Trainer: Welcome to the training on refunds. A team agent may approve goodwill refunds \
            up to twenty euros & no more.
            Bob Ray: Who signs above that?
            Trainer: The team leader.
            """);
    assertThat(document.title()).isEqualTo("Refund training");
    assertThat(document.language()).isEqualTo("en");
    assertThat(document.contentType()).isEqualTo("text/vtt");
    assertThat(document.warnings()).isEmpty();
  }

  @Test
  void readsSubRipWithNamesAndDashes() throws IOException {
    ParsedDocument document =
        reader.read(
            "call.srt",
            """
            1
            00:00:01,000 --> 00:00:03,000
            AGENT: {\\an8}<i>How can I</i>

            2
            00:00:03,000 --> 00:00:05,000
            help you?
            KIM MINSU: My card is
            3
            00:00:05,000 --> 00:00:07,000
            lost, x < 5 days ago.

            4
            00:00:07,500 --> 00:00:09,000
            - When?
            - Yesterday.

            5
            00:00:09,100 --> 00:00:11,000
            상담원: 카드를 정지하겠습니다.
            """);

    assertThat(document.text())
        .isEqualTo(
            """
            AGENT: How can I help you?
            KIM MINSU: My card is lost, x < 5 days ago.
            When?
            Yesterday.
            상담원: 카드를 정지하겠습니다.
            """);
    assertThat(document.contentType()).isEqualTo("application/x-subrip");
  }

  @Test
  void takesRollingLinesOnce() throws IOException {
    ParsedDocument document =
        reader.read(
            "auto.vtt",
            """
            WEBVTT

            00:00:00.000 --> 00:00:02.000
            the refund takes

            00:00:02.000 --> 00:00:02.010
            the refund takes

            00:00:02.010 --> 00:00:04.000
            the refund takes
            fourteen<00:00:02.500><c> days</c>

            00:00:04.000 --> 00:00:06.000
            fourteen days
            at most

            00:00:06.000 --> 00:00:07.000
            at most and never

            00:00:20.000 --> 00:00:21.000
            at most and never
            """);

    assertThat(document.text())
        .isEqualTo("the refund takes fourteen days at most and never at most and never\n");
  }

  @Test
  void headsEachFiveMinutesOfALongRecordingWithItsTime() throws IOException {
    StringBuilder vtt = new StringBuilder("WEBVTT\n\n");
    for (int minute = 0; minute < 12; minute++) {
      vtt.append("00:%02d:00.000 --> 00:%02d:59.000\n".formatted(minute, minute))
          .append("<v Ann>This is minute " + minute + ".\n\n");
    }
    ParsedDocument document = reader.read("meeting.vtt", vtt.toString());

    assertThat(document.title()).isEqualTo("meeting");
    assertThat(document.sections())
        .extracting(section -> section.headingPath().getLast())
        .containsExactly("00:00:00", "00:05:00", "00:10:00");
    assertThat(document.text())
        .contains("00:05:00\nAnn: This is minute 5. This is minute 6.")
        .doesNotContain("-->");
  }

  @Test
  void tellsWhatIsOutOfOrder() throws IOException {
    ParsedDocument document =
        reader.read(
            "bad.vtt",
            """
            00:00:09.000 --> 00:00:04.000
            Later.

            00:00:01.000 -->
            Earlier.
            """);

    assertThat(document.text()).isEqualTo("Later. Earlier.\n");
    assertThat(document.warnings())
        .hasSize(3)
        .anyMatch(w -> w.contains("WEBVTT"))
        .anyMatch(w -> w.contains("start before"))
        .anyMatch(w -> w.contains("no end"));
  }

  @Test
  void readsAFileWithoutCuesAsText() throws IOException {
    assertThat(reader.read("note.srt", "Just a note.\n").text()).isEqualTo("Just a note.\n");
  }

  @Test
  void readsAHundredThousandCuesWithoutAStopAndInAChildProcess() throws IOException {
    StringBuilder srt = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      srt.append(i).append("\n00:00:00,000 --> 99:00:00,000\nword").append(i).append("\n\n");
    }
    byte[] bytes = srt.toString().getBytes(StandardCharsets.UTF_8);
    ParsedDocument document = reader.read("long.srt", bytes, "");

    assertThat(document.text()).startsWith("word0 word1 ").endsWith("word99999\n");
    assertThat(document.text().lines()).allMatch(line -> line.length() < 2_000);
  }
}
