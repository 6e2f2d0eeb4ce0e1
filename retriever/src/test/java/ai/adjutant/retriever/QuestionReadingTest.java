package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.ask;
import static ai.adjutant.retriever.RunningRetriever.into;
import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retrieval.v1.AskedIdentifier;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.NearWord;
import ai.adjutant.retrieval.v1.QueryTerm;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.Spelling;
import ai.adjutant.retrieval.v1.TermExpansion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Identifiers and misspelt words of questions, over real gRPC and a real index. */
final class QuestionReadingTest {
  @TempDir static Path data;
  private static FakeEmbeddings inference;
  private static RunningRetriever retriever;

  @BeforeAll
  static void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    retriever = RunningRetriever.start(data, inference.endpoint());
    retriever.create("depot");
    assertThat(
            retriever
                .load(into("depot").setLabel("public"))
                .file("pumps.md", "# Pumps\n\n## KLM-4411\n\nRing for the bilge pump.\n")
                .file("hoses.md", "# Hoses\n\n## KLM-4141\n\nHose of the bilge pump.\n")
                .file("what.md", "# What is what\n\nWhat a pump is and what a klm is.\n")
                .file("doses.md", "# Cetirizine\n\nCetirizine is taken once a day.\n")
                .file(
                    "words.md",
                    "# Abbreviations\n\n"
                        + "| Short | Long |\n"
                        + "|---|---|\n"
                        + "| MTTR | Mean Time To Repair |\n"
                        + "| WHO | Workshop Head Office |\n")
                .file(
                    "repair.md",
                    "# Workshop\n\nThe goal for the mean time to repair is nine hours.\n")
                .file("parcels.md", "# Parcels\n\nOpened packages are kept, tonic and tunic.\n")
                .finish()
                .getAddedCount())
        .isEqualTo(7);
    assertThat(
            retriever
                .load(into("depot").setLabel("secret"))
                .file("secret.md", "# Secret\n\nThe part KLM-4499 is a levitator.\n")
                .finish()
                .getAddedCount())
        .isEqualTo(1);
  }

  @AfterAll
  static void stop() {
    retriever.close();
    inference.close();
  }

  private static SearchResponse search(String question) {
    return retriever.search(ask("depot", question).setExplain(true));
  }

  @ParameterizedTest
  @EnumSource(
      value = SearchMode.class,
      names = {"SEARCH_MODE_BM25", "SEARCH_MODE_VECTOR", "SEARCH_MODE_HYBRID"})
  void ranksTheHolderOfAnIdentifierFirstInEveryMode(SearchMode mode) {
    for (String question : List.of("What is klm 4411? klm-4411", "KLM4411", "what KLM-4411 is")) {
      SearchResponse found =
          retriever.search(ask("depot", question).setExplain(true).setMode(mode));
      Hit first = found.getHits(0);
      assertThat(first.getDocument()).as(question).endsWith("pumps.md");
      LegScore leg =
          first.getExplanation().getLegsList().stream()
              .filter(score -> score.getLeg() == Leg.LEG_IDENTIFIER)
              .findFirst()
              .orElseThrow();
      assertThat(leg.getRank()).isEqualTo(1);
      assertThat(first.getScore())
          .isEqualTo(
              first.getExplanation().getLegsList().stream()
                  .mapToDouble(score -> score.getWeight() * score.getNormalized())
                  .sum())
          .isGreaterThanOrEqualTo(1);
      assertThat(found.getIdentifiers(0).getKnown()).isTrue();
      assertThat(found.getIdentifiers(0).getFormsList()).containsExactly("KLM4411");
    }
  }

  @Test
  void namesTheNearestOfAnIdentifierThatIsNotThere() {
    AskedIdentifier asked =
        retriever
            .search(ask("depot", "What is KLM-4412?").setFilter("label = \"public\""))
            .getIdentifiers(0);
    assertThat(asked.getText()).isEqualTo("KLM-4412");
    assertThat(asked.getKnown()).isFalse();
    assertThat(asked.getNearList()).containsExactly("KLM-4411", "KLM-4141");
  }

  @Test
  void namesNoIdentifierThatTheFilterHides() {
    AskedIdentifier asked =
        retriever
            .search(ask("depot", "What is KLM-4499?").setFilter("label = \"public\""))
            .getIdentifiers(0);
    assertThat(asked.getKnown()).isFalse();
    assertThat(asked.getNearList()).doesNotContain("KLM-4499");
    assertThat(search("What is KLM-4499?").getIdentifiers(0).getKnown()).isTrue();
  }

  @Test
  void leavesWordsWithDigitsAloneThatAreNoIdentifiers() {
    assertThat(search("Is it MP3, or 20 pounds since 2025?").getIdentifiersList()).isEmpty();
  }

  @Test
  void takesATokenThatManyHoldForAWord() {
    retriever.create("lab");
    var load = retriever.load(into("lab"));
    for (int i = 0; i < 21; i++) {
      load.file(
          "paper" + i + ".md", "# Paper %d\n\nThe protein p53 and mouse %d.\n".formatted(i, i));
    }
    load.file("rare.md", "# Rare\n\nThe protein p63 is rare, error 4711 is not.\n");
    for (int i = 0; i < 21; i++) {
      load.file("log" + i + ".md", "# Log %d\n\nThe pump shows error 4711.\n".formatted(i));
    }
    load.finish();

    assertThat(read("lab", "What does p53 do?").getCommon()).isTrue();
    assertThat(read("lab", "What does p63 do?").getCommon()).isFalse();
    assertThat(read("lab", "What is error 4711?").getCommon()).as("certainly one").isFalse();
    assertThat(read("lab", "What does p53 do?").getKnown()).isTrue();
    assertThat(
            retriever
                .search(ask("lab", "What does p53 do?").setExplain(true))
                .getHits(0)
                .getExplanation()
                .getLegsList())
        .extracting(LegScore::getLeg)
        .doesNotContain(Leg.LEG_IDENTIFIER);
  }

  private static AskedIdentifier read(String corpus, String question) {
    return retriever.search(ask(corpus, question)).getIdentifiers(0);
  }

  @Test
  void looksForTheWordThatAMisspeltOneIsNearTo() {
    SearchResponse found = search("How often is cetirizne taken?");
    Spelling spelling = found.getSpellings(0);
    assertThat(spelling.getText()).isEqualTo("cetirizne");
    assertThat(spelling.getAssumed()).isTrue();
    assertThat(spelling.getNearList()).extracting(NearWord::getText).containsExactly("Cetirizine");
    assertThat(found.getHits(0).getDocument()).endsWith("doses.md");
    assertThat(found.getQueryTermsList())
        .filteredOn(term -> term.getText().equals(spelling.getNear(0).getTerm()))
        .extracting(QueryTerm::getChunkCount)
        .containsExactly(1L);
  }

  @Test
  void readsStemsSwappedLettersAndSounds() {
    assertThat(search("opened pakages").getSpellings(0).getNear(0).getText()).isEqualTo("packages");
    assertThat(search("opened pacakges").getSpellings(0).getAssumed()).isTrue();
    assertThat(search("is it secrett").getSpellings(0).getAssumed()).isTrue();
  }

  @Test
  void assumesNothingWhereTwoWordsAreEquallyNear() {
    Spelling spelling = search("what is tenic").getSpellings(0);
    assertThat(spelling.getAssumed()).isFalse();
    assertThat(spelling.getNearList())
        .extracting(NearWord::getText)
        .containsExactly("tonic", "tunic");
  }

  @Test
  void readsNoWordThatIsKnownOrFarFromAll() {
    assertThat(search("Is a levitator opened by a reimbursement?").getSpellingsList()).isEmpty();
    assertThat(search("Is a bulge a topic? Is it bulging?").getSpellingsList())
        .as("near to bilge and tonic, and words of their own")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = SearchMode.class,
      names = {"SEARCH_MODE_BM25", "SEARCH_MODE_HYBRID"})
  void looksForTheOtherFormOfAnAbbreviation(SearchMode mode) {
    SearchResponse found = retriever.search(ask("depot", "What is the mttr goal?").setMode(mode));
    assertThat(found.getHits(0).getDocument()).endsWith("repair.md");
    assertThat(found.getHits(0).getSignals().getTermCover()).isEqualTo(1);
    TermExpansion expansion = found.getExpansions(0);
    assertThat(expansion.getText()).isEqualTo("mttr");
    assertThat(expansion.getAdded()).isEqualTo("Mean Time To Repair");
    assertThat(expansion.getChunk()).isEqualTo("corpora/depot/documents/words.md/chunks/0");
    assertThat(search("the Mean Time to Repair").getExpansions(0).getAdded()).isEqualTo("MTTR");
  }

  @Test
  void explainsAnAbbreviationToTheEncoderWhereLittleElseIsSaid() {
    inference.asked();
    search("What is the MTTR?");
    assertThat(inference.asked()).containsExactly("What is the MTTR (Mean Time To Repair)?");
    String longer = "Which goal has the MTTR of bilge pumps in the workshop?";
    search(longer);
    String meant = "What is the mean time to repair?";
    search(meant);
    assertThat(inference.asked()).containsExactly(longer, meant);
  }

  @Test
  void takesNoWordForAnAbbreviation() {
    assertThat(search("who repairs a pump?").getExpansionsList()).isEmpty();
    assertThat(search("Where is the WHO?").getExpansionsList()).hasSize(1);
  }

  @Test
  void forgetsAnAbbreviationWithItsDocument() {
    retriever.create("brief");
    String text = "# Rates\n\nThe Base Lending Quota (BLQ) is low.\n";
    retriever.load("brief").file("rates.md", text).finish();
    assertThat(retriever.search(ask("brief", "BLQ")).getExpansionsList()).hasSize(1);
    retriever.load("brief").file("rates.md", "# Rates\n\nAll of them are low.\n").finish();
    assertThat(retriever.search(ask("brief", "BLQ")).getExpansionsList()).isEmpty();
  }
}
