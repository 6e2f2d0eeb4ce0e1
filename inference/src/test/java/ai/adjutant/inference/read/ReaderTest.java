package ai.adjutant.inference.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.EncoderReason;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import ai.adjutant.inference.testing.SyntheticReader;
import ai.adjutant.inference.testing.SyntheticReader.Fault;
import ai.adjutant.inference.work.Client;
import ai.adjutant.inference.work.Pending;
import ai.adjutant.inference.work.Priority;
import ai.adjutant.inference.work.Workers;
import com.google.common.util.concurrent.Uninterruptibles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class ReaderTest {
  private static final String ANSWER = "deposit of forty euros";

  @TempDir Path folder;
  private final Workers workers = Workers.start(2, 256, 256);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void findsWhereThePassageAnswers() throws InterruptedException {
    SyntheticReader.write(folder);
    try (Reader reader = open()) {
      String passage = "Customers pay a deposit of forty euros when they sign.";
      Reading reading = read(reader, 3, pair("how high is the deposit in euros", passage));
      assertThat(cut(passage, reading.spans().getFirst())).isEqualTo(ANSWER);
      assertThat(reading.spans().getFirst().score()).isBetween(0.9, 1.0);
      assertThat(reading.relevance()).isEqualTo(2);
      assertThat(reading.answerable()).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-6));
      Support support = reading.support();
      assertThat(support.supported() + support.contradicted() + support.notFound())
          .isCloseTo(1, within(1e-12));
      assertThat(support.supported()).isGreaterThan(support.notFound());
      assertThat(reading.truncated()).isFalse();
      assertThat(reader.info().contextLength())
          .as("positions bound it, not the stated length")
          .isEqualTo(SyntheticReader.LENGTH);
      assertThat(reader.info().languages()).containsExactly("en");
      assertThat(reader.info().batchIndependent()).isTrue();
    }
  }

  @Test
  void countsOffsetsInUtf16BehindEmojiAndKorean() throws InterruptedException {
    SyntheticReader.write(folder);
    try (Reader reader = open()) {
      String passage =
          "보증금 \uD83D\uDC69\u200D\uD83D\uDCBB Zürich: the " + ANSWER + " \uD83D\uDE80 보";
      Reading reading = read(reader, 5, pair("보증금 \uD83D\uDE80?", passage));
      assertThat(cut(passage, reading.spans().getFirst())).isEqualTo(ANSWER);
    }
  }

  @Test
  void readsAPairTheSameAloneAndAmongOthers() throws InterruptedException {
    for (Fault fault : List.of(Fault.NONE, Fault.LEANING)) {
      Path directory = folder.resolve(fault.name());
      SyntheticReader.write(directory, fault);
      long seed = 20_261_201;
      List<PassagePair> pairs = drawn(new Random(seed), 80);
      try (Reader reader = open(directory)) {
        assertThat(reader.info().batchIndependent()).isEqualTo(fault == Fault.NONE);
        List<Reading> together = reader.read(pairs, Priority.BULK, 5, Pending::await);
        for (int i = 0; i < pairs.size(); i++) {
          assertThat(together.get(i))
              .as("%s, pair %d, seed %d", fault, i, seed)
              .isEqualTo(read(reader, 5, pairs.get(i)));
        }
      }
    }
  }

  @Test
  void spansStayInThePassageAndApart() throws InterruptedException {
    SyntheticReader.write(folder);
    long seed = 20_261_202;
    List<PassagePair> pairs = drawn(new Random(seed), 120);
    try (Reader reader = open()) {
      List<Reading> readings = reader.read(pairs, Priority.BULK, 5, Pending::await);
      for (int i = 0; i < pairs.size(); i++) {
        String what = "pair " + i + ", seed " + seed;
        List<AnswerSpan> spans = readings.get(i).spans();
        assertThat(spans).as(what).hasSizeBetween(1, 5);
        for (AnswerSpan span : spans) {
          assertThat(span.start()).as(what).isBetween(0, span.end() - 1);
          assertThat(span.end()).as(what).isLessThanOrEqualTo(pairs.get(i).passage().length());
          assertThat(spans.stream().filter(span::overlaps)).as(what).containsExactly(span);
        }
        assertThat(spans.stream().mapToDouble(AnswerSpan::score).sum()).as(what).isBetween(0., 1.);
      }
    }
  }

  @Test
  void readsAMillionCharactersInABoundedNumberOfWindows() throws InterruptedException {
    SyntheticReader.write(folder);
    String filler = "word ".repeat(200_000);
    String early = "word ".repeat(700);
    try (Reader reader = open()) {
      String passage = (early + ANSWER + " " + filler).substring(0, 1_000_000);
      Reading reading = read(reader, 1, pair("which deposit", passage));
      assertThat(cut(passage, reading.spans().getFirst())).isEqualTo(ANSWER);
      assertThat(reading.relevance()).as("of the best window").isEqualTo(1);
      assertThat(reading.truncated()).isTrue();
      Reading late = read(reader, 1, pair("which deposit", filler.substring(30) + ANSWER));
      assertThat(late.relevance()).as("the end is not read").isZero();
      assertThat(late.truncated()).isTrue();
    }
  }

  @Test
  void findsAnAnswerAtEveryPlaceOfALongPassage() throws InterruptedException {
    SyntheticReader.write(folder);
    List<PassagePair> pairs = new ArrayList<>();
    for (int before = 0; before < 300; before += 7) {
      String text = "word ".repeat(before) + ANSWER + " word".repeat(300 - before);
      pairs.add(pair("which deposit", text));
    }
    try (Reader reader = open()) {
      List<Reading> readings = reader.read(pairs, Priority.INTERACTIVE, 1, Pending::await);
      for (int i = 0; i < pairs.size(); i++) {
        assertThat(cut(pairs.get(i).passage(), readings.get(i).spans().getFirst()))
            .as("answer behind %d words", 7 * i)
            .isEqualTo(ANSWER);
        assertThat(readings.get(i).truncated()).isFalse();
      }
    }
  }

  @Test
  void keepsHalfARowForThePassageWhateverTheQuestion() throws InterruptedException {
    SyntheticReader.write(folder);
    try (Reader reader = open()) {
      String passage = "word ".repeat(100) + ANSWER;
      Reading reading = read(reader, 1, pair("deposit ".repeat(10_000), passage));
      assertThat(cut(passage, reading.spans().getFirst())).isEqualTo(ANSWER);
      assertThat(reading.truncated()).as("the question was cut").isTrue();
    }
  }

  @Test
  void givesNoSpanWhereThePassageHasNoTokens() throws InterruptedException {
    SyntheticReader.write(folder);
    try (Reader reader = open()) {
      assertThat(read(reader, 1, pair("which deposit", "\u0000\u0000")).spans()).isEmpty();
    }
  }

  @Test
  void stopsWhenItIsCancelledAndServesOn() throws InterruptedException {
    SyntheticReader.write(folder);
    Waiting impatient =
        new Waiting() {
          @Override
          public <T> List<T> await(Pending<T> pending) throws InterruptedException {
            pending.cancel();
            return pending.await();
          }
        };
    PassagePair pair = pair("which deposit", "a " + ANSWER);
    CountDownLatch free = new CountDownLatch(1);
    try (Reader reader = open();
        Client busy = workers.client("something that takes every thread")) {
      var taken =
          busy.begin(Priority.INTERACTIVE, RowBatches.single(2), items -> waited(free, items));
      Throwable failure =
          catchThrowable(() -> reader.read(List.of(pair), Priority.INTERACTIVE, 1, impatient));
      free.countDown();
      assertThat(failure).isInstanceOf(CancellationException.class);
      assertThat(taken.await()).hasSize(2);
      assertThat(read(reader, 1, pair).spans()).hasSize(1);
    }
  }

  private static List<Integer> waited(CountDownLatch free, List<Integer> items) {
    Uninterruptibles.awaitUninterruptibly(free);
    return items;
  }

  @Test
  void saysWhichOutputIsNoNumber() throws InterruptedException {
    SyntheticReader.write(folder);
    try (Reader reader = open()) {
      assertNotFinite(() -> read(reader, 1, pair("which deposit", "null and void")), "span_logits");
      assertThat(read(reader, 1, pair("which deposit", ANSWER)).spans()).hasSize(1);
    }
    SyntheticReader.write(folder, Fault.RELEVANCE_NAN);
    assertNotFinite(this::open, "relevance");
    SyntheticReader.write(folder, Fault.ANSWERABLE_INFINITE);
    assertNotFinite(this::open, "answerable");
  }

  private static void assertNotFinite(ThrowingCallable call, String output) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(ReadReason.READING_NOT_FINITE))
        .hasMessageContaining("model 'reader' gave " + output);
  }

  @Test
  void refusesAGraphWithoutAnOutputOrWithAnotherWidth() {
    SyntheticReader.write(folder, Fault.NO_SUPPORT);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(EncoderReason.ENCODER_REFUSED))
        .hasMessageContaining("reader must write support as floats with 2 lengths");
    SyntheticReader.write(folder, Fault.NARROW_SUPPORT);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(ReadReason.READER_REFUSED))
        .hasMessageContaining("reader writes 2 numbers as support, and a reader 3");
  }

  private enum Configuration {
    NO_FORMAT(Map.of("length", 384, "languages", List.of()), "format is missing"),
    LATER_FORMAT(
        Map.of("format", 2, "length", 384, "languages", List.of()),
        "format is 2, and this release reads format 1"),
    SHORT(Map.of("format", 1, "length", 3, "languages", List.of()), "length is 3, and at least 16"),
    NO_LANGUAGES(Map.of("format", 1, "length", 384), "languages is missing"),
    STRANGE_LANGUAGE(
        Map.of("format", 1, "length", 384, "languages", List.of("English!")), "\"English!\"");

    private final Map<String, ?> reader;
    private final String message;

    Configuration(Map<String, ?> reader, String message) {
      this.reader = reader;
      this.message = message;
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatIsWrongWithAConfiguration(Configuration configuration) {
    SyntheticReader.write(folder);
    SyntheticReader.configure(folder, configuration.reader);
    assertThatThrownBy(this::open)
        .hasMessageContaining("config.json: adjutant_reader.")
        .hasMessageContaining(configuration.message);
  }

  @Test
  void refusesAnEncoder() {
    SyntheticEncoder.write(folder, Pooled.CLS);
    assertThatThrownBy(this::open)
        .hasMessageContaining("architectures is 'BertModel', and 'AdjutantReader' of a reader");
  }

  private static List<PassagePair> drawn(Random random, int count) {
    List<String> words =
        List.of("fee", "deposit", "보증금", "\uD83D\uDE80", "paid", "Zürich", "euros", ",", "the");
    List<PassagePair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(
          pair(
              drawn(random, words, 1 + random.nextInt(20)),
              drawn(random, words, 1 + random.nextInt(i % 8 == 0 ? 300 : 40))));
    }
    return pairs;
  }

  private static String drawn(Random random, List<String> words, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return text.toString();
  }

  private static PassagePair pair(String text, String passage) {
    return new PassagePair(text, passage);
  }

  private static Reading read(Reader reader, int spansMax, PassagePair pair)
      throws InterruptedException {
    return reader.read(List.of(pair), Priority.INTERACTIVE, spansMax, Pending::await).getFirst();
  }

  private static String cut(String passage, AnswerSpan span) {
    return passage.substring(span.start(), span.end());
  }

  private Reader open() {
    return open(folder);
  }

  private Reader open(Path directory) {
    return Reader.open("reader", directory, OnnxRuntime.load(folder), folder, workers);
  }
}
