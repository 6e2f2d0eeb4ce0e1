package ai.adjutant.inference.engine;

import ai.adjutant.inference.engine.GenerationEvent.Finished;
import ai.adjutant.inference.sample.Sampling;
import ai.adjutant.inference.template.Turn;
import ai.adjutant.inference.template.Turn.Speaker;
import java.util.ArrayList;
import java.util.List;

/** A generation read to its end. */
record Generations(List<GenerationEvent.Text> texts, Finished finished) {
  static Generations read(Generation generation) {
    List<GenerationEvent.Text> texts = new ArrayList<>();
    try {
      while (true) {
        switch (generation.next()) {
          case GenerationEvent.Text text -> texts.add(text);
          case Finished finished -> {
            return new Generations(texts, finished);
          }
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Prompt asking(String question) {
    return new Prompt.Conversation(List.of(new Turn(Speaker.USER, question)));
  }

  static GenerationOptions greedy(int tokensMax, String... stops) {
    return GenerationOptions.of(new Sampling(0, 0, 0, 1), tokensMax, List.of(stops));
  }

  List<Integer> tokens() {
    return texts.stream().flatMap(part -> part.tokens().stream()).toList();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    texts.forEach(part -> text.append(part.text()));
    return text.toString();
  }
}
