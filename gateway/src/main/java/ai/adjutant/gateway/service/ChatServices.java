package ai.adjutant.gateway.service;

import ai.adjutant.chassis.context.IdSource;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.retrieve.Retrieval;
import io.grpc.BindableService;
import java.time.Clock;
import java.util.List;

/** Serves the gateway's own contracts, over the answer flow and the retriever. */
public final class ChatServices implements AutoCloseable {
  private final RequestDeadline deadline;
  private final List<BindableService> methods;

  /**
   * Creates services over these parts.
   *
   * @param atOnce questions that are taken at once
   */
  public ChatServices(
      AnswerFlow flow,
      Retrieval retrieval,
      AnswerPolicy policy,
      int atOnce,
      Clock clock,
      IdSource ids) {
    deadline = new RequestDeadline(policy.time());
    methods =
        List.of(
            new ChatMethods(flow, policy, new QuestionLimit(atOnce), deadline, clock, ids),
            new EvidenceMethods(flow, policy, retrieval));
  }

  /** Returns what is served. */
  public List<BindableService> methods() {
    return methods;
  }

  @Override
  public void close() {
    deadline.close();
  }
}
