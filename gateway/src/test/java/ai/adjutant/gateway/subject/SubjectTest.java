package ai.adjutant.gateway.subject;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.retrieve.DocumentSketch;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.QuestionReading.Identified;
import ai.adjutant.gateway.retrieve.QuestionReading.Spelling;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.retrieve.TermSource;
import ai.adjutant.gateway.subject.SubjectVerdict.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class SubjectTest {
  private static final EvidenceRule RULE =
      new EvidenceRule(0, false, List.of(), OptionalDouble.empty(), 0, 0);

  private static Passage passage(String title, String text) {
    return new Passage(
        "corpora/c/documents/" + title,
        "v1",
        "corpora/c/documents/" + title + "/chunks/0",
        title,
        text,
        0,
        List.of(),
        1,
        1,
        OptionalDouble.of(0.8),
        1,
        1,
        1,
        List.of());
  }

  /** What was found: title, text, title, text. */
  private static SearchResult found(String language, QuestionReading reading, String... texts) {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < texts.length; i += 2) {
      passages.add(passage(texts[i], texts[i + 1]));
    }
    return new SearchResult(
        passages,
        List.of(),
        List.of(),
        new SearchResult.CorpusRule(RULE, "", language, false),
        reading);
  }

  private static SubjectVerdict check(String question, String... texts) {
    return Subject.of(question, found("en", QuestionReading.PLAIN, texts)).check();
  }

  private static final String[] CRANES = {
    "Crane Atlas 4 prices", "An inspection of a Crane Atlas 4 costs 310 dollars.",
    "Crane Atlas 7 prices", "An inspection of a Crane Atlas 7 costs 420 dollars.",
  };

  @Test
  void refusesANumberWhoseSiblingsStand() {
    SubjectVerdict verdict = check("What does an inspection of a Crane Atlas 5 cost?", CRANES);
    assertThat(verdict.kind()).isEqualTo(Kind.SUBJECT_NOT_FOUND);
    assertThat(verdict.missing()).isEqualTo("Atlas 5");
    assertThat(verdict.existing()).containsExactly("Atlas 4", "Atlas 7");
  }

  @Test
  void leavesOutThePassagesOfSiblings() {
    SubjectVerdict verdict = check("What does an inspection of a Crane Atlas 7 cost?", CRANES);
    assertThat(verdict.kind()).isEqualTo(Kind.PRESENT);
    assertThat(verdict.passages())
        .extracting(Passage::title)
        .containsExactly("Crane Atlas 7 prices");
  }

  @Test
  void refusesALetterWhoseSiblingsStand() {
    SubjectVerdict verdict =
        check(
            "When does gate F close?",
            "Gates",
            "Gate B closes at noon. Gates C and D close at 18:00 every day.");
    assertThat(verdict.existing()).containsExactly("gate B", "gate C", "gate D");
  }

  @Test
  void readsAStretchOfASeries() {
    String[] tariff = {"Tariff", "Zones 1 to 5 cost 2.40 euros. Zone 7 costs 4 euros."};
    assertThat(check("What is the price of zone 3?", tariff).kind()).isEqualTo(Kind.PRESENT);
    assertThat(check("What is in zone 3?", "Plan", "Zones 2-4 are closed.").kind())
        .isEqualTo(Kind.PRESENT);
    assertThat(check("What is the price of zone 6?", tariff).kind())
        .isEqualTo(Kind.SUBJECT_NOT_FOUND);
  }

  @Test
  void refusesANameWhoseSiblingsDocumentsAreAbout() {
    SubjectVerdict verdict =
        check(
            "How loud is the Bosler Quieto?",
            "Bosler Sereno manual",
            "The Bosler Sereno has 41 decibels.",
            "Bosler Calmo manual",
            "The Bosler Calmo has 39 decibels.");
    assertThat(verdict.kind()).isEqualTo(Kind.SUBJECT_NOT_FOUND);
    assertThat(verdict.missing()).isEqualTo("Bosler Quieto");
    assertThat(verdict.existing()).containsExactly("Bosler Sereno", "Bosler Calmo");
  }

  @Test
  void refusesANounWhoseSiblingADocumentIsAbout() {
    SubjectVerdict verdict =
        check(
            "What is the boiling point of benzene?",
            "Toluene",
            "The boiling point of toluene is 111 degrees.");
    assertThat(verdict.kind()).isEqualTo(Kind.SUBJECT_NOT_FOUND);
    assertThat(verdict.missing()).isEqualTo("benzene");
    assertThat(verdict.existing()).containsExactly("toluene");
  }

  @Test
  void refusesANounThatAnotherDocumentIsAbout() {
    SubjectVerdict verdict =
        check(
            "What is the deposit for kayaks?",
            "Deposits",
            "The deposit for bicycles is 50 euros.",
            "Kayaks",
            "Kayaks are lent from May on.");
    assertThat(verdict.kind()).isEqualTo(Kind.SUBJECT_NOT_FOUND);
    assertThat(verdict.existing()).containsExactly("bicycles");
    SubjectVerdict turned =
        check(
            "What is the deposit for kayaks?",
            "Kayaks",
            "Kayaks are lent from May on.",
            "Deposits",
            "The deposit for bicycles is 50 euros.");
    assertThat(turned.existing()).containsExactly("bicycles");
  }

  @Test
  void refusesInGermanAndKorean() {
    SubjectVerdict german =
        Subject.of(
                "Was kostet die Fahrt in Zone 9?",
                found(
                    "de", QuestionReading.PLAIN, "Tarif", "Zone 1 kostet 2 Euro. Zone 2 kostet 3."))
            .check();
    assertThat(german.existing()).containsExactly("Zone 1", "Zone 2");
    SubjectVerdict korean =
        Subject.of(
                "모델 X의 가격은 얼마예요?",
                found("ko", QuestionReading.PLAIN, "가격표", "모델 S는 100만 원입니다. 모델 Y는 90만 원입니다."))
            .check();
    assertThat(korean.kind()).isEqualTo(Kind.SUBJECT_NOT_FOUND);
    assertThat(korean.existing()).containsExactly("모델 S", "모델 Y");
  }

  @Test
  void leavesParaphrasesAlone() {
    String[] refunds = {
      "Returns", "The deadline for submitting a return is 30 days. Refunds are paid in 10 days.",
      "Refunds", "A refund of the price is paid to the card.",
    };
    for (String question :
        List.of(
            "When will you reimburse me?",
            "What is the deadline for sending goods back?",
            "Is there a limit of 20 pounds?",
            "How long is the wait for the money?",
            "Can I return it after 14 days in May 2025?")) {
      SubjectVerdict verdict = check(question, refunds);
      assertThat(verdict.kind()).as(question).isEqualTo(Kind.PRESENT);
      assertThat(verdict.passages()).as(question).hasSize(2);
    }
  }

  @Test
  void refusesAnIdentifierThatIsNowhere() {
    QuestionReading reading =
        new QuestionReading(
            List.of(new Identified("QX-771", List.of("QX771"), false, List.of("QX-717"))),
            List.of(),
            List.of());
    SubjectVerdict verdict =
        Subject.of("What is QX-771?", found("en", reading, "Parts", "QX-717 is a bolt.")).check();
    assertThat(verdict.kind()).isEqualTo(Kind.IDENTIFIER_NOT_FOUND);
    assertThat(verdict.existing()).containsExactly("QX-717");
  }

  @Test
  void keepsTheHoldersOfAnIdentifierAlone() {
    QuestionReading reading =
        new QuestionReading(
            List.of(new Identified("QX-717", List.of("QX717"), true, List.of())),
            List.of(),
            List.of());
    SearchResult found = found("en", reading, "Other", "A bolt.", "Parts", "QX-717 is a bolt.");
    Subject subject = Subject.of("What is QX-717?", found);
    assertThat(subject.check().passages()).extracting(Passage::title).containsExactly("Parts");
    String block = "QX-718 is a nut. QX-717 is a bolt. It is made of steel.";
    assertThat(subject.missedBy("QX-718 is a nut.", block, "")).isTrue();
    assertThat(subject.missedBy("QX-717 is a bolt.", block, "")).isFalse();
    assertThat(subject.missedBy("It is made of steel.", block, "")).isFalse();
    assertThat(subject.missedBy("It is made of steel.", "It is made of steel.", "QX-717"))
        .isFalse();
  }

  @Test
  void readsAMisspeltNameAsTheOneItWasTakenFor() {
    QuestionReading reading =
        new QuestionReading(
            List.of(), List.of(), List.of(new Spelling("tolueme", true, List.of("toluene"))));
    SubjectVerdict verdict =
        Subject.of(
                "What is the boiling point of tolueme?",
                found(
                    "en",
                    reading,
                    "Benzene",
                    "The boiling point of benzene is 80 degrees.",
                    "Toluene",
                    "The boiling point of toluene is 111 degrees."))
            .check();
    assertThat(verdict.passages()).extracting(Passage::title).containsExactly("Toluene");
  }

  @Test
  void offersBothWhereAMisspeltNameIsNearToTwo() {
    QuestionReading reading =
        new QuestionReading(
            List.of(),
            List.of(),
            List.of(new Spelling("clonidone", false, List.of("clonidine", "clonidane"))));
    SubjectVerdict verdict =
        Subject.of(
                "dose of clonidone",
                found("en", reading, "Clonidine", "One a day.", "Clonidane", "Two a day."))
            .check();
    assertThat(verdict.kind()).isEqualTo(Kind.SUBJECT_NOT_FOUND);
    assertThat(verdict.existing()).containsExactly("clonidine", "clonidane");
  }

  @Test
  void looksUpAnAbbreviationWhereADocumentExplainsIt() {
    QuestionReading reading =
        new QuestionReading(
            List.of(),
            List.of(
                new QuestionReading.Expansion(
                    "MTTR", "Mean Time To Repair", "corpora/c/documents/Terms/chunks/0")),
            List.of());
    SearchResult plain =
        found("en", reading, "Goals", "The MTTR is 9 hours.", "Terms", "MTTR: Mean Time To Repair");
    SearchResult asked =
        new SearchResult(
            plain.passages(),
            List.of(
                new SearchResult.Term("mttr", 5, 2, 1), new SearchResult.Term("stand", 5, 2, 0)),
            List.of(),
            plain.corpus(),
            reading);
    SubjectVerdict verdict = Subject.of("What does MTTR stand for?", asked).check();
    assertThat(verdict.lookUp()).isTrue();
    assertThat(verdict.passages()).extracting(Passage::title).containsExactly("Terms", "Goals");
  }

  private static final QuestionReading LISTED =
      new QuestionReading(
          List.of(),
          List.of(
              new QuestionReading.Expansion(
                  "MTTR",
                  "Mean Time To Repair",
                  new TermSource.Person("alice", Instant.parse("2026-12-01T10:00:00Z")),
                  1)),
          List.of());

  private static SubjectVerdict ofListed(String question, String... texts) {
    SearchResult plain = found("en", LISTED, texts);
    SearchResult asked =
        new SearchResult(
            plain.passages(),
            List.of(
                new SearchResult.Term("mttr", 5, 2, 1), new SearchResult.Term("stand", 5, 2, 0)),
            List.of(),
            plain.corpus(),
            LISTED);
    return Subject.of(question, asked).check();
  }

  @Test
  void saysThatOnlyTheListKnowsATermWhereNoDocumentExplainsIt() {
    SubjectVerdict verdict = ofListed("What does MTTR stand for?", "Goals", "The MTTR is 9 hours.");
    assertThat(verdict.kind()).isEqualTo(Kind.ONLY_LISTED);
    assertThat(verdict.missing()).isEqualTo("MTTR");
    assertThat(verdict.existing()).containsExactly("Mean Time To Repair (alice, 2026-12-01)");
    assertThat(ofListed("What does MTTR stand for?").kind()).isEqualTo(Kind.ONLY_LISTED);
  }

  @Test
  void looksUpAListedTermWhereADocumentExplainsItToo() {
    SubjectVerdict verdict =
        ofListed(
            "What does MTTR stand for?",
            "Goals",
            "The MTTR is 9 hours.",
            "Terms",
            "The mean time to repair, MTTR for short, is measured.");
    assertThat(verdict.kind()).isEqualTo(Kind.PRESENT);
    assertThat(verdict.lookUp()).isTrue();
  }

  @Test
  void weighsTheEvidenceWhereAListedTermIsNotWhatIsAskedFor() {
    SubjectVerdict verdict = ofListed("How long is the MTTR?", "Goals", "The MTTR is 9 hours.");
    assertThat(verdict.kind()).isEqualTo(Kind.PRESENT);
    assertThat(verdict.lookUp()).isFalse();
  }

  @Test
  void namesWhatTheListHasWhereTheDocumentsDefineItOtherwise() {
    Passage row =
        new DocumentSketch("Terms")
            .row(1, "Short", "MTTR", "Long", "Maximum Time To Return")
            .passage(0);
    SearchResult asked =
        new SearchResult(
            List.of(row),
            List.of(new SearchResult.Term("mttr", 5, 2, 1)),
            List.of(),
            new SearchResult.CorpusRule(RULE, "", "en", false),
            LISTED);
    SubjectVerdict verdict = Subject.of("What does MTTR stand for?", asked).check();
    assertThat(verdict.kind()).isEqualTo(Kind.PRESENT);
    assertThat(verdict.lookUp()).isFalse();
    assertThat(verdict.existing()).containsExactly("Mean Time To Repair (alice, 2026-12-01)");
  }

  @Test
  void knowsAQuestionForAMeaningByItsWordsToo() {
    for (String question :
        List.of("What is the long form of MTTR?", "Wofür ist MTTR die Abkürzung?", "MTTR의 뜻은?")) {
      String language = question.startsWith("What") ? "en" : question.startsWith("W") ? "de" : "ko";
      SearchResult plain = found(language, LISTED, "Goals", "MTTR 9");
      List<SearchResult.Term> terms =
          plain.words().distinctStems(question).stream()
              .filter(stem -> !List.of("wofur", "what").contains(stem))
              .map(stem -> new SearchResult.Term(stem, 6, 0, 1))
              .toList();
      SearchResult asked =
          new SearchResult(plain.passages(), terms, List.of(), plain.corpus(), LISTED);
      assertThat(Subject.of(question, asked).check().kind())
          .as(question)
          .isEqualTo(Kind.ONLY_LISTED);
    }
  }
}
