package ai.adjutant.gateway.service;

import ai.adjutant.chassis.context.IdSource;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.retrieve.Retrieval;
import io.grpc.BindableService;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Serves the gateway's own contracts, over the answer flow and the retriever. */
public final class ChatServices implements AutoCloseable {
  /**
   * Full names of the methods whose handlers never wait; a question is taken or refused on the
   * transport's thread and answered on one of its own.
   */
  public static final Set<String> PROMPT =
      Set.of(ChatServiceGrpc.getAskMethod().getFullMethodName());

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
