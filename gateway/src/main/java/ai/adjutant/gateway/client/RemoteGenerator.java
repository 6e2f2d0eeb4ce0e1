package ai.adjutant.gateway.client;

import ai.adjutant.gateway.generate.Generated;
import ai.adjutant.gateway.generate.GenerationFailed;
import ai.adjutant.gateway.generate.GenerationRequest;
import ai.adjutant.gateway.generate.Generator;
import ai.adjutant.gateway.prompt.PromptMessage;
import ai.adjutant.gateway.tier.ModelUse;
import ai.adjutant.gateway.tier.TierFailure;
import ai.adjutant.inference.v1.Conversation;
import ai.adjutant.inference.v1.Finish;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.Role;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Calls inference's language models over gRPC. */
public final class RemoteGenerator implements Generator {
  private final Channel channel;

  /** Creates a generator over this channel. */
  public RemoteGenerator(Channel channel) {
    this.channel = channel;
  }

  @Override
  public Generated generate(GenerationRequest request, Consumer<String> onText)
      throws GenerationFailed {
    // what onText throws must end the call at inference too
    try (Context.CancellableContext call = Context.current().withCancellation()) {
      Context before = call.attach();
      try {
        return collect(request, onText);
      } finally {
        call.detach(before);
      }
    }
  }

  private Generated collect(GenerationRequest request, Consumer<String> onText)
      throws GenerationFailed {
    Iterator<GenerateResponse> events =
        GenerationServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(request.time().left().toNanos(), TimeUnit.NANOSECONDS)
            .generate(message(request));
    StringBuilder text = new StringBuilder();
    Finish finish = Finish.getDefaultInstance();
    while (hasNext(events)) {
      GenerateResponse event = events.next();
      if (event.hasDelta() && !event.getDelta().getText().isEmpty()) {
        text.append(event.getDelta().getText());
        onText.accept(event.getDelta().getText());
      } else if (event.hasFinish()) {
        finish = event.getFinish();
      }
    }
    return new Generated(
        text.toString(),
        new ModelUse(
            request.model(),
            finish.getModelDigest(),
            finish.getUsage().getPromptTokens(),
            finish.getUsage().getGeneratedTokens(),
            0));
  }

  /** Waits for the next event; the only place where the call itself can fail. */
  private static boolean hasNext(Iterator<GenerateResponse> events) throws GenerationFailed {
    try {
      return events.hasNext();
    } catch (StatusRuntimeException e) {
      if (Context.current().isCancelled() && e.getStatus().getCode() == Status.Code.CANCELLED) {
        throw e; // the caller is gone: nobody waits for another tier
      }
      throw new GenerationFailed(reason(e.getStatus().getCode()), description(e.getStatus()), e);
    }
  }

  private static TierFailure reason(Status.Code code) {
    return switch (code) {
      case NOT_FOUND, FAILED_PRECONDITION -> TierFailure.MODEL_NOT_READY;
      case UNAVAILABLE -> TierFailure.UNREACHABLE;
      case RESOURCE_EXHAUSTED -> TierFailure.OVERLOADED;
      case DEADLINE_EXCEEDED -> TierFailure.TOO_SLOW;
      case INVALID_ARGUMENT, OUT_OF_RANGE, PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED ->
          TierFailure.REFUSED;
      case OK, CANCELLED, UNKNOWN, INTERNAL, ABORTED, ALREADY_EXISTS, DATA_LOSS ->
          TierFailure.BROKEN;
    };
  }

  private static String description(Status status) {
    String description = status.getDescription();
    return description == null ? "inference said " + status.getCode() : description;
  }

  private static GenerateRequest message(GenerationRequest request) {
    return GenerateRequest.newBuilder()
        .setModel(request.model())
        .setConversation(
            Conversation.newBuilder()
                .addAllMessages(request.messages().stream().map(RemoteGenerator::message).toList()))
        .setMaxTokens(request.tokensMax())
        .build();
  }

  private static ai.adjutant.inference.v1.Message message(PromptMessage message) {
    Role role =
        switch (message.role()) {
          case SYSTEM -> Role.ROLE_SYSTEM;
          case USER -> Role.ROLE_USER;
          case ASSISTANT -> Role.ROLE_ASSISTANT;
        };
    return ai.adjutant.inference.v1.Message.newBuilder()
        .setRole(role)
        .setContent(message.text())
        .build();
  }
}
