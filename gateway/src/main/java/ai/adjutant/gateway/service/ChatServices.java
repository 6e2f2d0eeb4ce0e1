package ai.adjutant.gateway.service;

import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.SentenceEncoder;
import ai.adjutant.gateway.tier.Generator;
import io.grpc.BindableService;
import java.util.List;

/** The gateway's own contracts, over the seams to retriever and inference. */
public final class ChatServices implements AutoCloseable {
  private static final long ANSWER_SECONDS_MAX = 60;

  private final RequestDeadline deadline = new RequestDeadline(ANSWER_SECONDS_MAX);
  private final List<BindableService> methods;

  /** Services over these parts. */
  public ChatServices(Retrieval retrieval, SentenceEncoder encoder, Generator generator) {
    AnswerFlow flow = new AnswerFlow(retrieval, encoder, generator);
    methods = List.of(new ChatMethods(flow, deadline), new EvidenceMethods(flow, retrieval));
  }

  /** What is served. */
  public List<BindableService> methods() {
    return methods;
  }

  @Override
  public void close() {
    deadline.close();
  }
}
