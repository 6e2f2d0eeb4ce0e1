package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.prompt.FixedTexts;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.ModelUse;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TierResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Answers questions in the documents' own words. */
public final class ExtractiveAnswerer implements Answerer {
  private final Extractor extractor;

  /** Creates a tier that asks this encoder; without vectors it goes by words alone. */
  public ExtractiveAnswerer(SentenceEncoder encoder) {
    this.extractor = new Extractor(encoder);
  }

  @Override
  public Tier tier() {
    return Tier.EXTRACTIVE;
  }

  @Override
  public boolean offers(TierRequest request) {
    return true;
  }

  /** Abstains when no passage holds a sentence. */
  @Override
  public TierResult answer(TierRequest request, Consumer<String> onText) {
    List<Extractor.Answering> answers =
        extractor.extract(request.question(), request.found(), request.explained());
    if (answers.isEmpty()) {
      return new TierResult.Abstained(ModelUse.NONE);
    }
    FixedTexts texts = FixedTexts.of(request.question());
    String text =
        answers.stream()
            .map(answer -> text(answer.unit(), texts))
            .collect(Collectors.joining("\n\n"));
    onText.accept(text);
    List<Quote> quotes =
        answers.stream().flatMap(answer -> answer.unit().quotes().stream()).distinct().toList();
    return new TierResult.Answered(text, quotes, Optional.of(summary(answers)), ModelUse.NONE);
  }

  private static String text(Unit unit, FixedTexts texts) {
    String between = unit.kind() == AnswerUnit.Kind.TEXT ? " " : "\n";
    String text = unit.quotes().stream().map(Quote::text).collect(Collectors.joining(between));
    boolean whole = unit.shown() == unit.parts() || unit.kind() == AnswerUnit.Kind.LIST;
    return whole ? text : text + "\n" + texts.more(unit.parts() - unit.shown());
  }

  /** Of several units the first says the kind, the others add their parts. */
  private static AnswerUnit summary(List<Extractor.Answering> answers) {
    return new AnswerUnit(
        answers.getFirst().unit().kind(),
        answers.stream().mapToInt(answer -> answer.unit().parts()).sum(),
        answers.stream().mapToInt(answer -> answer.unit().shown()).sum(),
        answers.stream()
            .map(Extractor.Answering::shortAnswer)
            .filter(value -> !value.isEmpty())
            .collect(Collectors.joining("; ")));
  }
}
