package ai.adjutant.inference.engine;

import ai.adjutant.inference.tokenize.TextStream;
import java.util.List;
import java.util.Optional;

/** Text of an answer as its tokens come, up to a stop text. One owner. */
final class AnswerText {
  private final Optional<TextStream> stream;
  private final StopTexts stops;

  /** Without a stream there is no text, only tokens. */
  AnswerText(Optional<TextStream> stream, List<String> stops) {
    this.stream = stream;
    this.stops = new StopTexts(stops);
  }

  /** Takes the next token; returns the text that is sure with it. */
  String add(int token) {
    return stream.map(text -> stops.add(text.add(token))).orElse("");
  }

  /** Whether a stop text has come. */
  boolean stopped() {
    return stops.found();
  }

  /** What was held back, when no more tokens come. */
  String rest() {
    return stops.rest();
  }
}
