package ai.adjutant.inference.service;

import ai.adjutant.inference.v1.Delta;
import ai.adjutant.inference.v1.Finish;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A generation read to its end, as a client sees it. */
record Answer(List<Integer> tokens, List<Double> logProbabilities, String text, Finish finish) {
  Answer {
    tokens = List.copyOf(tokens);
    logProbabilities = List.copyOf(logProbabilities);
  }

  /** Asks and waits for the end; fails as the call does. */
  static Answer to(GenerateRequest request, Channel channel) {
    return read(GenerationServiceGrpc.newBlockingStub(channel).generate(request));
  }

  /** Reads a stream to its end. */
  static Answer read(Iterator<GenerateResponse> stream) {
    List<GenerateResponse> events = new ArrayList<>();
    stream.forEachRemaining(events::add);
    return of(events);
  }

  /** Puts all events of a stream together. */
  static Answer of(List<GenerateResponse> events) {
    List<Integer> tokens = new ArrayList<>();
    List<Double> logProbabilities = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (GenerateResponse event : events) {
      Delta delta = event.getDelta();
      tokens.addAll(delta.getTokenIdsList());
      logProbabilities.addAll(delta.getLogProbabilitiesList());
      text.append(delta.getText());
    }
    return new Answer(tokens, logProbabilities, text.toString(), events.getLast().getFinish());
  }

  /** Whether tokens and likelihoods are those of another, bit for bit. */
  boolean says(Answer other) {
    return tokens.equals(other.tokens) && logProbabilities.equals(other.logProbabilities);
  }
}
