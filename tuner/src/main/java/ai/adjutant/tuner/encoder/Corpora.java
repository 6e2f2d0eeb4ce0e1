package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.triples.PassageFile;
import ai.adjutant.tuner.triples.PassageFile.Passage;
import ai.adjutant.tuner.triples.QuestionFile.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the passages of some corpora, and finds those that answer a question. */
final class Corpora {
  private final List<List<Passage>> corpora = new ArrayList<>();
  private final List<Map<String, List<String>>> byDocument = new ArrayList<>();
  private final List<Map<String, Integer>> frequencies = new ArrayList<>();

  static Corpora read(List<Path> files) {
    Corpora all = new Corpora();
    files.forEach(file -> all.add(PassageFile.read(file)));
    return all;
  }

  void add(List<Passage> passages) {
    Map<String, List<String>> documents = new LinkedHashMap<>();
    Map<String, Integer> frequency = new HashMap<>();
    for (Passage passage : passages) {
      documents.computeIfAbsent(passage.document(), none -> new ArrayList<>()).add(passage.text());
      new HashSet<>(Likeness.words(passage.text()))
          .forEach(word -> frequency.merge(word, 1, Integer::sum));
    }
    corpora.add(List.copyOf(passages));
    byDocument.add(documents);
    frequencies.add(frequency);
  }

  int count() {
    return corpora.size();
  }

  List<Passage> passages(int corpus) {
    return corpora.get(corpus);
  }

  /** A document's name, to show what names look like. */
  String example() {
    return corpora.getFirst().getFirst().document();
  }

  /** The question with the passage that answers it best; empty where no corpus knows a document. */
  Optional<OwnQuestion> locate(Question question) {
    for (int i = 0; i < corpora.size(); i++) {
      Map<String, List<String>> documents = byDocument.get(i);
      List<String> passages =
          question.gold().stream()
              .flatMap(name -> documents.getOrDefault(name, List.of()).stream())
              .toList();
      if (!passages.isEmpty()) {
        String key = question.sentence().isEmpty() ? question.text() : question.sentence();
        return Optional.of(
            new OwnQuestion(
                question.text(),
                i,
                Set.copyOf(question.gold()),
                best(passages, question, i),
                Likeness.line(key)));
      }
    }
    return Optional.empty();
  }

  /** The passage that holds the sentence, else the one with most of the rare words. */
  private String best(List<String> passages, Question question, int corpus) {
    String sentence = Likeness.line(question.sentence());
    if (!sentence.isBlank()) {
      for (String passage : passages) {
        if (Likeness.line(passage).contains(sentence)) {
          return passage;
        }
      }
    }
    Set<String> wanted =
        Set.copyOf(
            Likeness.words(question.text() + " " + question.answer() + " " + question.sentence()));
    String best = passages.getFirst();
    double most = -1;
    for (String passage : passages) {
      double score = score(Set.copyOf(Likeness.words(passage)), wanted, corpus);
      if (score > most) {
        most = score;
        best = passage;
      }
    }
    return best;
  }

  private double score(Set<String> words, Set<String> wanted, int corpus) {
    double all = corpora.get(corpus).size();
    return wanted.stream()
        .filter(words::contains)
        .sorted() // sums of floats depend on their order
        .mapToDouble(word -> Math.log(1 + all / frequencies.get(corpus).getOrDefault(word, 1)))
        .sum();
  }
}
