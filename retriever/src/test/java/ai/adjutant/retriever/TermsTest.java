package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.ask;
import static ai.adjutant.retriever.RunningRetriever.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.retrieval.v1.AddTermsRequest;
import ai.adjutant.retrieval.v1.AddTermsResponse;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.ListTermsRequest;
import ai.adjutant.retrieval.v1.ListTermsResponse;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retrieval.v1.QueryTerm;
import ai.adjutant.retrieval.v1.ReindexCorpusRequest;
import ai.adjutant.retrieval.v1.ReindexCorpusResponse;
import ai.adjutant.retrieval.v1.RemoveTermsRequest;
import ai.adjutant.retrieval.v1.RemoveTermsResponse;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.Term;
import ai.adjutant.retrieval.v1.TermExpansion;
import ai.adjutant.retrieval.v1.TermKind;
import ai.adjutant.retrieval.v1.TermServiceGrpc;
import ai.adjutant.retrieval.v1.TermState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The terms of a corpus, over real gRPC, a real index and real files. */
@Timeout(120)
final class TermsTest {
  private static final String WORDS = "# Abbreviations\n\n| Short | Long |\n|---|---|\n";

  @TempDir Path data;
  private FakeEmbeddings inference;
  private RunningRetriever retriever;

  @BeforeEach
  void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    retriever = RunningRetriever.start(data, inference.endpoint());
    retriever.create("depot");
  }

  @AfterEach
  void stop() {
    retriever.close();
    inference.close();
  }

  private void restart() {
    retriever.close();
    retriever = RunningRetriever.start(data, inference.endpoint());
  }

  private TermServiceGrpc.TermServiceBlockingStub terms() {
    return TermServiceGrpc.newBlockingStub(retriever.channel())
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  private AddTermsResponse add(TermKind kind, String shortForm, String longForm) {
    return add(
        List.of(
            Term.newBuilder().setShortForm(shortForm).setLongForm(longForm).setKind(kind).build()));
  }

  private AddTermsResponse add(List<Term> terms) {
    return terms()
        .addTerms(
            AddTermsRequest.newBuilder().setParent("corpora/depot").addAllTerms(terms).build());
  }

  private AddTermsResponse add(String shortForm, String longForm) {
    return add(TermKind.TERM_KIND_ABBREVIATION, shortForm, longForm);
  }

  private RemoveTermsResponse remove(String shortForm, String longForm) {
    return terms()
        .removeTerms(
            RemoveTermsRequest.newBuilder()
                .setParent("corpora/depot")
                .setShortForm(shortForm)
                .setLongForm(longForm)
                .build());
  }

  private List<Term> list(int pageSize) {
    List<Term> all = new ArrayList<>();
    String token = "";
    do {
      ListTermsResponse page =
          terms()
              .listTerms(
                  ListTermsRequest.newBuilder()
                      .setParent("corpora/depot")
                      .setPageSize(pageSize)
                      .setPageToken(token)
                      .build());
      assertThat(page.getTermsCount()).isLessThanOrEqualTo(pageSize);
      all.addAll(page.getTermsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return all;
  }

  private void load(String name, String text) {
    assertThat(retriever.load("depot").file(name, text).finish().getFailedCount()).isZero();
  }

  private List<TermExpansion> expansions(String question) {
    return retriever.search(ask("depot", question)).getExpansionsList();
  }

  private List<String> added(String question) {
    return expansions(question).stream().map(TermExpansion::getAdded).toList();
  }

  private void reindex() {
    Iterator<ReindexCorpusResponse> events =
        retriever
            .corpora()
            .reindexCorpus(ReindexCorpusRequest.newBuilder().setName("corpora/depot").build());
    Load last = Load.getDefaultInstance();
    while (events.hasNext()) {
      last = events.next().getFinished();
    }
    assertThat(last.getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
  }

  @Test
  void listsWhatDocumentsExplainWithItsSource() {
    load("b.md", WORDS + "| MTTR | Mean Time To Repair |\n| BLQ | Base Lending Quota |\n");
    load("a.md", "# Goals\n\nThe mean time to repair (MTTR) is short.\n");
    List<Term> all = list(1);
    assertThat(all)
        .extracting(Term::getShortForm, Term::getDocumentCount, Term::getChunk)
        .containsExactly(
            tuple("BLQ", 1, "corpora/depot/documents/b.md/chunks/0"),
            tuple("MTTR", 2, "corpora/depot/documents/a.md/chunks/0"));
    assertThat(all)
        .allMatch(term -> term.getState() == TermState.TERM_STATE_ACTIVE)
        .allMatch(term -> term.getPrincipal().isEmpty() && !term.hasAddTime());
  }

  @Test
  void readsAnAddedTermAtOnceAndKeepsItOverRestartAndRebuild() {
    load("goals.md", "# Goals\n\nThe mean time to repair is nine hours.\n");
    assertThat(added("What is the MTTR?")).isEmpty();
    assertThat(add("MTTR", "Mean Time To Repair").getAddedCount()).isEqualTo(1);
    checkAdded();
    restart();
    checkAdded();
    reindex();
    checkAdded();
    assertThat(add("mttr", "mean time to repair").getReplacedCount()).isEqualTo(1);
    assertThat(retriever.corpus("depot").getTermCount()).isEqualTo(1);
  }

  private void checkAdded() {
    TermExpansion expansion = expansions("What is the MTTR?").getFirst();
    assertThat(expansion.getAdded()).isEqualTo("Mean Time To Repair");
    assertThat(expansion.getChunk()).isEmpty();
    assertThat(expansion.getPrincipal()).isEqualTo("anonymous");
    assertThat(expansion.hasAddTime()).isTrue();
    assertThat(added("the mean time to repair")).containsExactly("MTTR");
    assertThat(list(10)).extracting(Term::getPrincipal).containsExactly("anonymous");
  }

  @Test
  void comesBackWithTheOriginalsWhereTheIndexIsLost() throws IOException {
    load("goals.md", "# Goals\n\nThe mean time to repair is nine hours.\n");
    add("MTTR", "Mean Time To Repair");
    retriever.close();
    DurableFiles.deleteFolder(data.resolve("tenants/default/corpora/depot/index"));
    retriever = RunningRetriever.start(data, inference.endpoint());
    reindex();
    checkAdded();
  }

  @Test
  void whatPeopleAddWinsOverWhatDocumentsExplain() {
    load("words.md", WORDS + "| ATS | Air Traffic Service |\n");
    add("ATS", "Auxiliary Transfer Switch");
    assertThat(added("Where is the ATS?")).containsExactly("Auxiliary Transfer Switch");
    assertThat(added("an air traffic service")).isEmpty();
    assertThat(list(10))
        .extracting(Term::getLongForm, Term::getState)
        .containsExactly(
            tuple("Air Traffic Service", TermState.TERM_STATE_OVERRIDDEN),
            tuple("Auxiliary Transfer Switch", TermState.TERM_STATE_ACTIVE));
    assertThat(remove("ATS", "Auxiliary Transfer Switch").getDeletedCount()).isEqualTo(1);
    assertThat(added("Where is the ATS?")).containsExactly("Air Traffic Service");
  }

  @Test
  void aRemovedTermStaysSuppressedUntilItIsAddedAgain() {
    load("words.md", WORDS + "| ATS | Air Traffic Service |\n");
    assertThat(remove("ats", "").getSuppressed()).isTrue();
    assertThat(added("Where is the ATS?")).isEmpty();
    load("more.md", "# More\n\nThe Air Traffic Service (ATS) is there.\n");
    reindex();
    restart();
    assertThat(added("Where is the ATS?")).isEmpty();
    assertThat(list(10)).extracting(Term::getState).containsOnly(TermState.TERM_STATE_REMOVED);
    add("ATS", "Air Traffic Service");
    assertThat(added("Where is the ATS?")).containsExactly("Air Traffic Service");
    Term term = list(10).getLast();
    assertThat(term.getPrincipal()).isEqualTo("anonymous");
    assertThat(term.getDocumentCount()).isEqualTo(2);
  }

  @Test
  void removesNothingThatIsNotThere() {
    assertThatThrownBy(() -> remove("XYZ", ""))
        .hasMessageContaining("NOT_FOUND")
        .hasMessageContaining("XYZ");
    assertThatThrownBy(() -> remove(" ", "")).hasMessageContaining("INVALID_ARGUMENT");
  }

  @Test
  void expandsAnAmbiguousAbbreviationToItsMeaningsInOneOrder() {
    List<String> texts =
        List.of(
            "The Air Traffic Service (ATS) is there.",
            "The Auxiliary Transfer Switch (ATS) is there.",
            "The Advanced Test System (ATS) is there.",
            "The Active Tilt Sensor (ATS) is there.");
    for (int i = 0; i < texts.size(); i++) {
      load("one" + i + ".md", "# One\n\n" + texts.get(i) + "\n");
    }
    load("again.md", "# Two\n\nAn auxiliary transfer switch (ATS) is one.\n");
    List<String> meanings = added("Where is the ATS?");
    assertThat(meanings).hasSize(3).startsWith("auxiliary transfer switch");
    assertThat(expansions("Where is the ATS?")).allMatch(one -> one.getMeaningCount() == 4);
    for (int i = texts.size() - 1; i >= 0; i--) { // in another order of the index
      load("one" + i + ".md", "# Other\n\n" + texts.get(i) + "\n");
    }
    assertThat(added("Where is the ATS?")).isEqualTo(meanings);
  }

  @Test
  void boundsAGlossaryThatContradictsItselfAndSaysSo() {
    StringBuilder text = new StringBuilder("# Glossary\n\n| Short | Long |\n|---|---|\n");
    for (int i = 0; i < 100_000; i++) {
      text.append("| ATS | Air Traffic Service ").append(i).append(" |\n");
    }
    Upload upload = retriever.load("depot").file("glossary.md", text.toString());
    Load load = upload.finish();
    assertThat(load.getAddedCount()).isEqualTo(1);
    assertThat(upload.results())
        .flatExtracting(DocumentResult::getWarningsList)
        .anySatisfy(warning -> assertThat(warning).contains("5000").contains("abbreviations"));
    assertThat(expansions("Where is the ATS?"))
        .hasSize(3)
        .allMatch(one -> one.getMeaningCount() == 256);
    assertThat(retriever.found("depot", "service 99999", SearchMode.SEARCH_MODE_BM25))
        .as("those beyond are found as words")
        .contains("glossary.md");
    assertThat(list(1_000)).hasSize(5_000);
    add("ATS", "Auxiliary Transfer Switch");
    assertThat(added("Where is the ATS?")).containsExactly("Auxiliary Transfer Switch");
  }

  @Test
  void refusesTermsBeyondTheBoundWhole() {
    List<Term> many =
        IntStream.range(0, 20_001)
            .mapToObj(i -> Term.newBuilder().setShortForm("T" + i).setLongForm("Term " + i).build())
            .toList();
    assertThatThrownBy(() -> add(many))
        .hasMessageContaining("RESOURCE_EXHAUSTED")
        .hasMessageContaining("20000");
    assertThat(list(10)).isEmpty();
    assertThat(add(many.subList(0, 20_000)).getAddedCount()).isEqualTo(20_000);
    assertThatThrownBy(() -> add("ONE", "One more")).hasMessageContaining("RESOURCE_EXHAUSTED");
    restart();
    Set<String> forms = new TreeSet<>();
    list(1_000).forEach(term -> forms.add(term.getShortForm()));
    assertThat(forms).hasSize(20_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "…", "a\u0007b", "same"})
  void refusesWhatCannotBeLookedUp(String shortForm) {
    assertThatThrownBy(() -> add(shortForm, "same")).hasMessageContaining("INVALID_ARGUMENT");
    assertThatThrownBy(() -> add("x".repeat(81), "same")).hasMessageContaining("INVALID_ARGUMENT");
    assertThatThrownBy(() -> add("FINE", "")).hasMessageContaining("no long form");
    assertThatThrownBy(() -> add(TermKind.TERM_KIND_WORD, "word", "other"))
        .hasMessageContaining("has a long form");
    assertThat(list(10)).isEmpty();
  }

  @Test
  void servesWithoutTermsWhereTheirFileIsDamagedAndOverwritesNothing() throws IOException {
    load("goals.md", "# Goals\n\nThe mean time to repair is nine hours.\n");
    add("MTTR", "Mean Time To Repair");
    retriever.close();
    Path file = data.resolve("tenants/default/corpora/depot/terms.json");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    retriever = RunningRetriever.start(data, inference.endpoint());
    assertThat(retriever.corpus("depot").getProblem()).contains("terms.json");
    assertThat(added("What is the MTTR?")).isEmpty();
    assertThatThrownBy(() -> add("ONE", "One more")).hasMessageContaining("FAILED_PRECONDITION");
    Files.writeString(file, whole);
    restart();
    assertThat(added("What is the MTTR?")).containsExactly("Mean Time To Repair");
  }

  @Test
  void hidesWhatOnlyHiddenDocumentsExplain() {
    load("open.md", "# Open\n\nThe plan is here.\n");
    var unused =
        retriever
            .load(into("depot").setLabel("secret"))
            .file("secret.md", "# Secret\n\nThe Hidden Launch Plan (HLP) is here.\n")
            .finish();
    assertThat(
            retriever
                .search(ask("depot", "What is the HLP?").setFilter("label != \"secret\""))
                .getExpansionsList())
        .isEmpty();
    assertThat(added("What is the HLP?")).hasSize(1);
  }

  @Test
  void findsTheChunkThatExplainsWhatIsAskedForHoweverManyUseIt() {
    load(
        "words.md",
        WORDS
            + "| MTTR | Mean Time To Repair |\n| OK | fine |\n".repeat(1)
            + "| Other | words that have nothing to do with it and make the chunk long |\n"
                .repeat(9));
    for (int i = 0; i < 12; i++) {
      load("use" + i + ".md", "# MTTR\n\nMTTR mean repair, time mean repair MTTR to repair.\n");
    }
    assertThat(
            retriever
                .search(
                    ask("depot", "What does MTTR stand for?")
                        .setK(3)
                        .setMode(SearchMode.SEARCH_MODE_BM25))
                .getHitsList())
        .hasSize(3)
        .last()
        .satisfies(hit -> assertThat(hit.getDocument()).endsWith("words.md"));
    assertThat(
            retriever
                .search(
                    ask("depot", "Which workshops report the MTTR every month?")
                        .setK(3)
                        .setMode(SearchMode.SEARCH_MODE_BM25))
                .getHitsList())
        .noneMatch(hit -> hit.getDocument().endsWith("words.md"));
  }

  @Test
  void looksForSynonymsBothWaysInAnyCase() {
    load("phones.md", "# Phones\n\nA mobile phone is lent for a day.\n");
    add(TermKind.TERM_KIND_SYNONYM, "handy", "mobile phone");
    assertThat(added("How long is a Handy lent?")).containsExactly("mobile phone");
    assertThat(added("How long is a mobile phone lent?")).containsExactly("handy");
  }

  @Test
  void readsNoListedTermAsMisspeltOrAsAnUnknownIdentifier() {
    load("goals.md", "# Goals\n\nCetirizine is taken once. Error E-220 is a short circuit.\n");
    add(TermKind.TERM_KIND_SYNONYM, "cetirizne", "supplier");
    add("E-221", "Overheated pump");
    var found = retriever.search(ask("depot", "What does cetirizne mean, what E-221?"));
    assertThat(found.getExpansionsList())
        .extracting(TermExpansion::getAdded)
        .containsExactly("supplier", "Overheated pump");
    assertThat(found.getSpellingsList()).isEmpty();
    assertThat(found.getIdentifiersList()).isEmpty();
    remove("cetirizne", "");
    remove("E-221", "");
    var without = retriever.search(ask("depot", "What does cetirizne mean, what E-221?"));
    assertThat(without.getSpellingsList()).isNotEmpty();
    assertThat(without.getIdentifiersList()).isNotEmpty();
  }

  static Stream<List<String>> glossaries() {
    return Stream.of(
        List.of("table.md", WORDS + "| MTTR | Mean Time To Repair |\n"),
        List.of("list.md", "# Glossary\n\n- MTTR: Mean Time To Repair\n- SLA: other\n"),
        List.of("plain.txt", "Abbreviations\n\nMTTR - Mean Time To Repair\nOK - fine\n"),
        List.of("pairs.csv", "Abbreviation,Meaning\nMTTR,Mean Time To Repair\nXY,other\n"),
        List.of(
            "glossary.csv", "MTTR,Mean Time To Repair\nXY,other\nSLA,Service Level Agreement\n"),
        List.of(
            "three.csv",
            "Kürzel;Bereich;Langform\nMTTR;Werkstatt;Mean Time To Repair\nXY;Lager;anderes\n"),
        List.of(
            "definitions.html",
            "<html><body><h1>Terms</h1><dl><dt>MTTR</dt><dd>Mean Time To Repair. The time from"
                + " failure to repair.</dd><dt>OK</dt><dd>fine</dd></dl></body></html>"),
        List.of("prose.md", "# Goals\n\n목표는 평균 수리 시간(Mean Time To Repair, MTTR)으로 정합니다.\n"));
  }

  @ParameterizedTest
  @MethodSource("glossaries")
  void collectsFromEveryKindOfGlossary(List<String> file) {
    load(file.getFirst(), file.getLast());
    assertThat(list(10))
        .filteredOn(term -> term.getShortForm().equals("MTTR"))
        .extracting(Term::getLongForm)
        .containsExactly("Mean Time To Repair");
    assertThat(list(10)).noneMatch(term -> term.getLongForm().equals("other"));
  }

  private void createKorean() {
    var unused =
        retriever
            .corpora()
            .createCorpus(
                CreateCorpusRequest.newBuilder()
                    .setCorpusId("ko")
                    .setCorpus(Corpus.newBuilder().setLanguage("ko"))
                    .build());
  }

  private AddTermsResponse addKorean(TermKind kind, String shortForm, String longForm) {
    return terms()
        .addTerms(
            AddTermsRequest.newBuilder()
                .setParent("corpora/ko")
                .addTerms(
                    Term.newBuilder().setShortForm(shortForm).setLongForm(longForm).setKind(kind))
                .build());
  }

  private List<String> koreanTerms(String question) {
    return retriever.search(ask("ko", question)).getQueryTermsList().stream()
        .map(QueryTerm::getText)
        .toList();
  }

  @Test
  void keepsAKoreanWordWholeOnceTheIndexIsMadeWithIt() {
    createKorean();
    String word = "자동심사센터";
    assertThat(
            retriever
                .load("ko")
                .file("a.md", "# 안내\n\n자동심사센터는 아홉 시에 엽니다.\n")
                .finish()
                .getAddedCount())
        .isEqualTo(1);
    List<String> cut = koreanTerms("자동심사센터는 언제 엽니까?");
    assertThat(cut).doesNotContain(word);
    assertThat(addKorean(TermKind.TERM_KIND_WORD, word, "").getReindexWanted()).isTrue();
    assertThat(retriever.corpus("ko").getReindexWanted()).isTrue();
    assertThat(koreanTerms("자동심사센터는 언제 엽니까?")).as("not mixed").isEqualTo(cut);
    restart();
    assertThat(koreanTerms("자동심사센터는 언제 엽니까?")).as("not mixed").isEqualTo(cut);
    Iterator<ReindexCorpusResponse> events =
        retriever
            .corpora()
            .reindexCorpus(ReindexCorpusRequest.newBuilder().setName("corpora/ko").build());
    events.forEachRemaining(event -> {});
    assertThat(retriever.corpus("ko").getReindexWanted()).isFalse();
    for (int i = 0; i < 2; i++) {
      var found = retriever.search(ask("ko", "자동심사센터는 언제 엽니까?"));
      assertThat(found.getQueryTermsList()).extracting(QueryTerm::getText).contains(word);
      assertThat(found.getWholeWordsList()).containsExactly(word);
      assertThat(found.getHits(0).getSignals().getTermCover()).isEqualTo(1);
      restart();
    }
  }

  @Test
  void anEmptyIndexTakesWordsAtOnce() {
    createKorean();
    assertThat(addKorean(TermKind.TERM_KIND_WORD, "자동심사센터", "").getReindexWanted()).isFalse();
    assertThat(addKorean(TermKind.TERM_KIND_WORD, "수동심사센터", "").getReindexWanted()).isFalse();
    var unused = retriever.load("ko").file("a.md", "# 안내\n\n자동심사센터는 아홉 시에 엽니다.\n").finish();
    assertThat(koreanTerms("자동심사센터는 언제 엽니까?")).contains("자동심사센터");
    assertThat(addKorean(TermKind.TERM_KIND_SYNONYM, "FCR", "최초해결률").getReindexWanted()).isTrue();
  }

  @Test
  void readsKoreanFormsBeforeTheirParticles() {
    createKorean();
    var unused =
        retriever
            .load("ko")
            .file("a.md", "# 지표\n\nFCR(최초 통화 해결률)의 목표는 70%입니다. 상담원은 교육을 받습니다.\n")
            .finish();
    var found = addKorean(TermKind.TERM_KIND_SYNONYM, "상담사", "상담원");
    assertThat(found.getAddedCount()).isEqualTo(1);
    assertThat(retriever.search(ask("ko", "상담사는 무엇을 받나요?")).getExpansionsList())
        .extracting(TermExpansion::getText, TermExpansion::getAdded)
        .containsExactly(tuple("상담사", "상담원"));
    assertThat(retriever.search(ask("ko", "FCR이 뭐의 약자예요?")).getExpansionsList())
        .extracting(TermExpansion::getAdded)
        .containsExactly("최초 통화 해결률");
    assertThat(retriever.search(ask("ko", "최초 통화 해결률이 얼마예요?")).getExpansionsList())
        .extracting(TermExpansion::getAdded)
        .containsExactly("FCR");
  }
}
