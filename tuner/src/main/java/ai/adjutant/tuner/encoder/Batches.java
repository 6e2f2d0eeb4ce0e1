package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.data.Seeds;
import ai.adjutant.tuner.encoder.ContrastBatch.Text;
import ai.adjutant.tuner.model.Batch;
import ai.adjutant.tuner.triples.Neighbours;
import ai.adjutant.tuner.triples.PassageFile.Passage;
import ai.adjutant.tuner.triples.Triple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes batches: questions, their passages, wrong ones that look right, and what is replayed. */
final class Batches {
  private final EncoderSettings settings;
  private final EncoderExamples examples;
  private final List<List<Text>> wrong = new ArrayList<>();
  private final List<Text> all = new ArrayList<>();

  Batches(EncoderSettings settings, EncoderExamples examples) {
    this.settings = settings;
    this.examples = examples;
    List<Neighbours> neighbours = new ArrayList<>();
    List<Map<String, Text>> texts = new ArrayList<>();
    for (int i = 0; i < examples.corpora().count(); i++) {
      Map<String, Text> byText = new HashMap<>();
      for (Passage passage : examples.corpora().passages(i)) {
        Text text = Text.of(passage.text(), name(i, passage.document()));
        byText.putIfAbsent(passage.text(), text);
        all.add(text);
      }
      texts.add(byText);
      neighbours.add(new Neighbours(byText.keySet().stream().sorted().toList()));
    }
    for (OwnQuestion question : examples.learnt()) {
      wrong.add(wrong(question, neighbours.get(question.corpus()), texts.get(question.corpus())));
    }
  }

  private static String name(int corpus, String document) {
    return corpus + "/" + document;
  }

  private static Set<String> documents(OwnQuestion question) {
    return question.documents().stream()
        .map(document -> name(question.corpus(), document))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The nearest by their words that neither are of the same document nor say nearly the same. */
  private List<Text> wrong(OwnQuestion question, Neighbours near, Map<String, Text> texts) {
    Triple asked = new Triple("", question.passage(), question.text(), List.of(), true);
    Set<String> documents = documents(question);
    Set<String> right = Set.copyOf(Likeness.words(question.passage()));
    return near.wrongOnes(asked, 2 * settings.neighbours()).stream()
        .flatMap(text -> Stream.ofNullable(texts.get(text)))
        .filter(text -> !documents.contains(text.document()))
        .filter(text -> !Likeness.near(text.words(), right))
        .limit(settings.neighbours())
        .toList();
  }

  /**
   * A batch, and the passages that stand in for general ones where there are no triples.
   *
   * @param kept numbers of passages whose vectors should stay where they are
   */
  record Made(ContrastBatch batch, List<Integer> kept) {
    Made {
      kept = List.copyOf(kept);
    }
  }

  Made make(Batch batch) {
    ContrastBatch made = new ContrastBatch();
    List<Integer> numbers =
        batch.examples().stream().map(example -> example % wrong.size()).toList();
    for (int number : numbers) {
      OwnQuestion question = examples.learnt().get(number);
      made.add(
          question.text(),
          documents(question),
          Text.of(question.passage(), name(question.corpus(), "")));
    }
    for (int i = 0; i < numbers.size(); i++) {
      List<Text> near = wrong.get(numbers.get(i));
      Random random = new Random(Seeds.of(batch.seed(), i));
      for (int k = 0; k < settings.wrongPassages() && !near.isEmpty(); k++) {
        made.addPassage(near.get(random.nextInt(near.size())));
      }
    }
    return new Made(made, replay(made, batch));
  }

  private List<Integer> replay(ContrastBatch made, Batch batch) {
    double share = settings.replay() / (1 - settings.replay());
    long count = Math.round(share * batch.examples().size());
    Random random = new Random(Seeds.of(batch.seed(), -1));
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (examples.replayed().isEmpty()) {
        kept.add(made.addPassage(all.get(random.nextInt(all.size()))));
      } else {
        Triple triple = examples.replayed().get(random.nextInt(examples.replayed().size()));
        made.replay(triple.question(), triple.context());
      }
    }
    kept.addAll(made.replayedPassages());
    return kept;
  }
}
