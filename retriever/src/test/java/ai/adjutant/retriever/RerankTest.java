package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.ask;
import static ai.adjutant.retriever.RunningRetriever.into;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;

import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadPurpose;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.DocumentView;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.HitSpan;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.StepTime;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import ai.adjutant.retriever.FakeReads.Behaviour;
import ai.adjutant.retriever.read.RerankSettings;
import com.google.protobuf.FieldMask;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches whose best hits are read by a reader on a real port, and those that go without it. */
final class RerankTest {
  private static final int READ = 8;
  private static final double WEIGHT = 0.4;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration NEVER_PAUSED = Duration.ofMillis(1);
  private static final String QUESTION = "What does the ferry to the island cost?";

  @TempDir static Path data;
  private static final FakeReads reads = new FakeReads();
  private static FakeEmbeddings inference;
  private static RunningRetriever retriever;

  private static RerankSettings settings(Duration timeout, Duration timeMin, Duration pause) {
    return new RerankSettings(READ, WEIGHT, timeout, timeMin, pause);
  }

  @BeforeAll
  static void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT, reads);
    retriever =
        RunningRetriever.start(
            data, inference.endpoint(), settings(LONG, Duration.ZERO, NEVER_PAUSED));
    create(retriever);
    Upload upload = retriever.load(into("isles"));
    for (int i = 0; i < 12; i++) {
      upload.file(
          "doc%02d.md".formatted(i),
          "# Note %d\n\n%sThe ferry number %d leaves the harbour.\n"
              .formatted(i, "It does cost money. ".repeat(12 - i), i));
    }
    upload.file("pump.md", "# Pumps\n\nThe part KLM-4411 is a ferry pump.\n");
    upload.file(
        "tale.md",
        "# Tale\n\n## One\n\nThe island has sheep.\n\n## Two\n\nThe island cost nine euros.\n");
    assertThat(upload.finish().getAddedCount()).isEqualTo(14);
  }

  @AfterAll
  static void stop() {
    retriever.close();
    inference.close();
  }

  /** A corpus whose hits are read. */
  private static void create(RunningRetriever retriever) {
    var unused =
        retriever
            .corpora()
            .createCorpus(
                CreateCorpusRequest.newBuilder()
                    .setCorpusId("isles")
                    .setCorpus(Corpus.newBuilder().setRerank(Rerank.RERANK_ON))
                    .build());
  }

  @BeforeEach
  void reset() {
    reads.behave(Behaviour.READS);
    reads.rate(passage -> passage.length());
    reads.answer("");
    reads.know("en");
    reads.requests().clear();
    reads.waits().clear();
  }

  private static SearchRequest.Builder question() {
    return ask("isles", QUESTION).setExplain(true).setK(12);
  }

  /** The response without what says that nothing was read, and without times. */
  private static SearchResponse bare(SearchResponse response) {
    return response.toBuilder().clearRerank().clearStepTimes().build();
  }

  private static SearchResponse unread(RunningRetriever of) {
    return bare(of.search(question().setRerank(Rerank.RERANK_OFF)));
  }

  private static List<String> chunks(List<Hit> hits) {
    return hits.stream().map(Hit::getChunk).toList();
  }

  private static double[] spread(double... values) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    return Arrays.stream(values).map(v -> (v - least) / (most - least)).toArray();
  }

  /** Length of what is read: the title, the headings but for the title's own, the text. */
  private static int length(Hit hit) {
    String headings =
        hit.getHeadingPathList().stream()
            .filter(heading -> !heading.equals(hit.getTitle()))
            .collect(joining(" > "));
    String place = hit.getTitle() + "\n" + (headings.isEmpty() ? "" : headings + "\n");
    return (place + hit.getText()).length();
  }

  @Test
  void ordersTheBestByTheBlendAndKeepsTheTail() {
    List<Hit> fused = unread(retriever).getHitsList();
    List<Hit> best = fused.subList(0, READ);
    double[] scores = spread(best.stream().mapToDouble(Hit::getScore).toArray());
    double[] relevance = spread(best.stream().mapToDouble(RerankTest::length).toArray());
    double[] blended =
        IntStream.range(0, READ)
            .mapToDouble(i -> (1 - WEIGHT) * scores[i] + WEIGHT * relevance[i])
            .toArray();
    List<String> expected =
        IntStream.range(0, READ)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -blended[i]))
            .map(i -> best.get(i).getChunk())
            .toList();

    SearchResponse found = retriever.search(question());

    assertThat(chunks(found.getHitsList().subList(0, READ)))
        .isEqualTo(expected)
        .isNotEqualTo(chunks(best));
    assertThat(chunks(found.getHitsList().subList(READ, 12)))
        .isEqualTo(chunks(fused.subList(READ, 12)));
    assertThat(found.getHitsList().subList(0, READ))
        .allSatisfy(hit -> {
          int before = chunks(best).indexOf(hit.getChunk());
          assertThat(hit.getScore()).isEqualTo(best.get(before).getScore());
          assertThat(hit.getReading().getFusedRank()).isEqualTo(before + 1);
          assertThat(hit.getReading().getBlended()).isCloseTo(blended[before], within(1e-9));
          assertThat(hit.getReading().getAnswerable()).isEqualTo(0.75);
        });
    assertThat(found.getHitsList().subList(READ, 12)).noneMatch(Hit::hasReading);
    assertThat(found.getRerank().getHitsRead()).isEqualTo(READ);
    assertThat(found.getRerank().getSkipped()).isEmpty();
    assertThat(found.getRerank().getModel()).isEqualTo("models/fake-reader");
    assertThat(found.getRerank().getModelDigest()).isEqualTo("digest-of-reader");
    assertThat(found.getStepTimesList()).extracting(StepTime::getStep).contains("read");
    assertThat(bare(retriever.search(question()))).isEqualTo(bare(found));
  }

  @Test
  void asksOnceForTheQuestionAloneWithTheChunksTexts() {
    var unused =
        retriever.search(question().addContext("Where is the harbour?").addContext("In Mora."));
    assertThat(reads.requests()).hasSize(1);
    ReadRequest request = reads.requests().getFirst();
    assertThat(request.getPurpose()).isEqualTo(ReadPurpose.READ_PURPOSE_QUESTION);
    assertThat(request.getSpansMax()).isEqualTo(5);
    assertThat(request.getPairsList()).hasSize(READ);
    assertThat(request.getPairsList()).extracting(ReadPair::getText).containsOnly(QUESTION);
  }

  @Test
  void readsTitleAndHeadingsBeforeTheText() {
    reads.answer("Tale");
    List<Hit> hits = retriever.search(question().setK(14)).getHitsList();
    assertThat(reads.requests().getFirst().getPairsList())
        .extracting(ReadPair::getPassage)
        .anySatisfy(passage -> assertThat(passage).startsWith("Tale\nTwo\nThe island cost"))
        .anySatisfy(passage -> assertThat(passage).startsWith("Note 1\nIt does cost"));
    assertThat(hits)
        .as("what is read in a title is no stretch of the text")
        .allSatisfy(hit -> assertThat(hit.getReading().getSpansList()).isEmpty());
  }

  @Test
  void waitsAtMostHalfOfTheTimeLeft() {
    var unused = retriever.search(question()); // whose caller waits a minute
    assertThat(reads.waits()).singleElement(DURATION).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void explainsWhatTheReaderMadeOfAHit() {
    Hit first = retriever.search(question()).getHits(0);
    LegScore leg = first.getExplanation().getLegsList().getLast();
    assertThat(leg.getLeg()).isEqualTo(Leg.LEG_READER);
    assertThat(leg.getRaw()).isEqualTo(first.getReading().getRelevance());
    assertThat(leg.getRank()).isPositive();
    assertThat(leg.getWeight()).isEqualTo(WEIGHT);
    assertThat(leg.getNormalized()).isBetween(0.0, 1.0);
    assertThat(retriever.search(question().setRerank(Rerank.RERANK_OFF)).getHits(0))
        .satisfies(hit ->
            assertThat(hit.getExplanation().getLegsList())
                .extracting(LegScore::getLeg)
                .doesNotContain(Leg.LEG_READER));
  }

  @Test
  void spansAreStretchesOfTheDocumentsText() {
    reads.answer("nine euros");
    Hit hit =
        retriever.search(question().setK(14)).getHitsList().stream()
            .filter(one -> one.getReading().getSpansCount() > 0)
            .findFirst()
            .orElseThrow();
    String text =
        retriever
            .documents()
            .getDocument(
                GetDocumentRequest.newBuilder()
                    .setName(hit.getDocument())
                    .setView(DocumentView.DOCUMENT_VIEW_FULL)
                    .build())
            .getDocument()
            .getText();
    HitSpan span = hit.getReading().getSpans(0);
    assertThat(text.substring(span.getStartOffset(), span.getEndOffset())).isEqualTo("nine euros");
    assertThat(span.getScore()).isEqualTo(0.5);
    assertThat(hit.getStartOffset()).isPositive();
  }

  @Test
  void fewHitsAreTheBestOfThoseThatWereRead() {
    List<String> all = chunks(retriever.search(question()).getHitsList());
    SearchResponse few = retriever.search(question().setK(3));
    assertThat(chunks(few.getHitsList())).isEqualTo(all.subList(0, 3));
    assertThat(few.getRerank().getHitsRead()).isEqualTo(READ);
  }

  @Test
  void oneHitADocumentStaysOne() {
    SearchRequest.Builder question =
        ask("isles", "The island cost").setOneHitPerDocument(true).setK(2);
    reads.rate(passage -> passage.contains("sheep") ? 9 : -passage.length());
    SearchResponse before = retriever.search(question.clone().setRerank(Rerank.RERANK_OFF));
    SearchResponse found = retriever.search(question);
    assertThat(found.getHitsList()).hasSize(2).extracting(Hit::getDocument).doesNotHaveDuplicates();
    assertThat(found.getRerank().getHitsRead()).isEqualTo(READ);
    assertThat(reads.requests().getFirst().getPairsList())
        .extracting(ReadPair::getPassage)
        .filteredOn(passage -> passage.contains("island"))
        .hasSize(1); // of the two of one document
    assertThat(before.getHitsList()).hasSize(2).noneMatch(Hit::hasReading);
  }

  @Test
  void holdersOfAnIdentifierStayFirst() {
    reads.rate(passage -> passage.contains("KLM") ? -50 : passage.length());
    SearchResponse found = retriever.search(ask("isles", "Which ferry needs KLM-4411?"));
    assertThat(found.getHits(0).getDocument()).endsWith("pump.md");
    assertThat(found.getHits(0).getReading().getRelevance()).isEqualTo(-50);
    assertThat(found.getRerank().getHitsRead()).isEqualTo(READ);
  }

  @Test
  void equallyRelevantHitsKeepTheirOrder() {
    reads.rate(passage -> 3);
    assertThat(chunks(retriever.search(question()).getHitsList()))
        .isEqualTo(chunks(unread(retriever).getHitsList()));
  }

  @Test
  void requestDecidesBeforeTheCorpus() {
    update(Rerank.RERANK_OFF);
    SearchResponse off = retriever.search(question());
    assertThat(off.getRerank().getSkipped()).isEqualTo("not turned on for this corpus");
    assertThat(bare(off)).isEqualTo(unread(retriever));
    assertThat(reads.requests()).isEmpty();
    assertThat(retriever.corpus("isles").getRerank()).isEqualTo(Rerank.RERANK_OFF);
    assertThat(retriever.search(question().setRerank(Rerank.RERANK_ON)).getRerank().getHitsRead())
        .isEqualTo(READ);

    update(Rerank.RERANK_ON);
    assertThat(retriever.search(question()).getRerank().getHitsRead()).isEqualTo(READ);
    assertThat(retriever.search(question().setRerank(Rerank.RERANK_OFF)).getRerank().getSkipped())
        .isEqualTo("turned off for this search");

    update(Rerank.RERANK_UNSPECIFIED);
    assertThat(retriever.search(question()).getRerank().getHitsRead()).as("by default").isZero();
    update(Rerank.RERANK_ON);
  }

  private static void update(Rerank rerank) {
    Corpus updated =
        retriever
            .corpora()
            .updateCorpus(
                UpdateCorpusRequest.newBuilder()
                    .setCorpus(Corpus.newBuilder().setName("corpora/isles").setRerank(rerank))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("rerank"))
                    .build())
            .getCorpus();
    assertThat(updated.getRerank()).isEqualTo(rerank);
  }

  @Test
  void corpusKeepsItsSettingAcrossARestart(@TempDir Path other) {
    try (RunningRetriever first = RunningRetriever.start(other, inference.endpoint())) {
      var unused =
          first
              .corpora()
              .createCorpus(
                  CreateCorpusRequest.newBuilder()
                      .setCorpusId("quiet")
                      .setCorpus(Corpus.newBuilder().setRerank(Rerank.RERANK_OFF))
                      .build());
    }
    try (RunningRetriever second = RunningRetriever.start(other, inference.endpoint())) {
      assertThat(second.corpus("quiet").getRerank()).isEqualTo(Rerank.RERANK_OFF);
    }
  }

  @Test
  void refusesASettingThatIsNone() {
    assertThatThrownBy(() -> retriever.search(question().setRerankValue(7)))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("rerank");
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"READS", "HANGS"},
      mode = EnumSource.Mode.EXCLUDE)
  void keepsTheFusedOrderWhereTheReaderFails(Behaviour failure) {
    SearchResponse before = unread(retriever);
    reads.behave(failure);
    SearchResponse found = retriever.search(question());
    assertThat(bare(found)).isEqualTo(before);
    assertThat(found.getRerank().getHitsRead()).isZero();
    assertThat(found.getRerank().getSkipped()).contains("inference at ");
    assertThat(found.getRerank().getModel()).isEmpty();
  }

  @Test
  void keepsTheFusedOrderWhereInferenceKnowsNoReading(@TempDir Path other) {
    try (FakeEmbeddings bare = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
        RunningRetriever lone = RunningRetriever.start(other, bare.endpoint())) {
      load(lone);
      SearchResponse found = lone.search(question());
      assertThat(found.getRerank().getSkipped()).contains("serves no reader");
      assertThat(bare(found)).isEqualTo(unread(lone));
    }
  }

  private static void load(RunningRetriever of) {
    create(of);
    assertThat(
            of.load("isles")
                .file("a.md", "# A\n\nThe ferry does cost two euros.\n")
                .file("b.md", "# B\n\nThe island has a ferry.\n")
                .finish()
                .getAddedCount())
        .isEqualTo(2);
  }

  @Test
  void waitsNoLongerThanItMayAndSparesAReaderThatHangs(@TempDir Path other) {
    RerankSettings brief = settings(Duration.ofMillis(50), Duration.ZERO, LONG);
    try (RunningRetriever impatient = RunningRetriever.start(other, inference.endpoint(), brief)) {
      load(impatient);
      reads.behave(Behaviour.HANGS);
      for (int i = 0; i < 3; i++) {
        SearchResponse found = impatient.search(question());
        assertThat(found.getRerank().getSkipped()).contains("did not read in time");
        assertThat(bare(found)).isEqualTo(unread(impatient));
      }
      int asked = reads.requests().size();
      SearchResponse spared = impatient.search(question());
      assertThat(spared.getRerank().getSkipped()).contains("asked again");
      assertThat(bare(spared)).isEqualTo(unread(impatient));
      assertThat(reads.requests()).hasSize(asked);
    }
  }

  @Test
  void isNotAskedWhereTooLittleTimeIsLeft(@TempDir Path other) {
    RerankSettings late = settings(LONG, LONG, LONG); // half of a search's minute is less
    try (RunningRetriever hurried = RunningRetriever.start(other, inference.endpoint(), late)) {
      load(hurried);
      SearchResponse found = hurried.search(question());
      assertThat(found.getRerank().getSkipped()).startsWith("too little time: ");
      assertThat(bare(found)).isEqualTo(unread(hurried));
      assertThat(reads.requests()).isEmpty();
    }
  }

  @Test
  void readsNothingWhereTheSettingSaysNone(@TempDir Path other) {
    RerankSettings none = new RerankSettings(0, WEIGHT, LONG, Duration.ZERO, LONG);
    try (RunningRetriever off = RunningRetriever.start(other, inference.endpoint(), none)) {
      load(off);
      SearchResponse found = off.search(question().setRerank(Rerank.RERANK_ON));
      assertThat(found.getRerank().getSkipped()).contains("retriever.rerank.hits-max");
      assertThat(bare(found)).isEqualTo(unread(off));
    }
  }

  @Test
  void skipsWhatIsInALanguageThatTheReaderDoesNotKnowAndRemembersIt(@TempDir Path other) {
    reads.know("de", "fr");
    try (RunningRetriever foreign =
        RunningRetriever.start(
            other, inference.endpoint(), settings(LONG, Duration.ZERO, NEVER_PAUSED))) {
      load(foreign);
      for (int i = 0; i < 2; i++) {
        SearchResponse found = foreign.search(question());
        assertThat(found.getRerank().getSkipped())
            .isEqualTo("the reader knows de, fr, the corpus is en");
        assertThat(bare(found)).isEqualTo(unread(foreign));
      }
      assertThat(reads.requests()).hasSize(1);
    }
  }

  @Test
  void isNotAskedWhereTheEncoderDoesNotKnowTheLanguage(@TempDir Path other) {
    try (FakeEmbeddings german = FakeEmbeddings.start(RunningRetriever.ANY_PORT, reads);
        RunningRetriever foreign = RunningRetriever.start(other, german.endpoint())) {
      german.know("de");
      load(foreign);
      SearchResponse found = foreign.search(question());
      assertThat(found.getWordsOnly()).isTrue();
      assertThat(found.getRerank().getSkipped())
          .isEqualTo("the encoder does not know the corpus' language: en");
      assertThat(bare(found)).isEqualTo(unread(foreign));
      assertThat(reads.requests()).isEmpty();
    }
  }

  @Test
  void findsNothingToRead() {
    SearchResponse found = retriever.search(question().setFilter("label = \"absent\""));
    assertThat(found.getHitsList()).isEmpty();
    assertThat(found.getRerank().getSkipped()).isEqualTo("nothing was found");
  }
}
