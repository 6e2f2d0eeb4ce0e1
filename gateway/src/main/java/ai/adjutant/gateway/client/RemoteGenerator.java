package ai.adjutant.gateway.client;

import ai.adjutant.gateway.tier.Generator;
import ai.adjutant.inference.v1.Conversation;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.Role;
import ai.adjutant.inference.v1.Usage;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Inference's language model over gRPC. */
public final class RemoteGenerator implements Generator {
  private static final long LIST_SECONDS_MAX = 2;
  private static final long GENERATE_SECONDS_MAX = 60;
  private static final double SHARE_OF_REMAINING = 0.8;
  private static final int TOKENS_MAX = 256;
  private static final long MODEL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Channel channel;
  private volatile Known known = new Known(Optional.empty(), System.nanoTime() - MODEL_NANOS);

  private record Known(Optional<String> model, long atNanos) {}

  /** A generator over this channel. */
  public RemoteGenerator(Channel channel) {
    this.channel = channel;
  }

  /** Asks at most every five seconds; an inference that can't be reached has no model. */
  @Override
  public Optional<String> model() {
    Known last = known;
    if (System.nanoTime() - last.atNanos() < MODEL_NANOS) {
      return last.model();
    }
    Optional<String> model = askModel();
    known = new Known(model, System.nanoTime());
    return model;
  }

  private Optional<String> askModel() {
    try {
      return ModelServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(LIST_SECONDS_MAX, TimeUnit.SECONDS)
          .listModels(ListModelsRequest.getDefaultInstance())
          .getModelsList()
          .stream()
          .filter(model -> model.getKind() == ModelKind.MODEL_KIND_DECODER)
          .filter(model -> model.getState() == ModelState.MODEL_STATE_READY)
          .map(Model::getName)
          .findFirst();
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public Generated generate(List<Generator.Message> messages, Consumer<String> onText)
      throws Failed {
    GenerateRequest request =
        GenerateRequest.newBuilder()
            .setModel(model().orElse(""))
            .setConversation(
                Conversation.newBuilder()
                    .addAllMessages(messages.stream().map(RemoteGenerator::message).toList()))
            .setMaxTokens(TOKENS_MAX)
            .build();
    StringBuilder text = new StringBuilder();
    Usage usage = Usage.getDefaultInstance();
    try {
      Iterator<GenerateResponse> events =
          GenerationServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(patienceNanos(), TimeUnit.NANOSECONDS)
              .generate(request);
      while (events.hasNext()) {
        GenerateResponse event = events.next();
        if (event.hasDelta() && !event.getDelta().getText().isEmpty()) {
          text.append(event.getDelta().getText());
          onText.accept(event.getDelta().getText());
        } else if (event.hasFinish()) {
          usage = event.getFinish().getUsage();
        }
      }
    } catch (StatusRuntimeException e) {
      throw new Failed(e.getStatus().getCode() + ": " + e.getStatus().getDescription(), e);
    }
    return new Generated(text.toString(), usage.getPromptTokens(), usage.getGeneratedTokens());
  }

  /** What is left of the caller's time, less the share that the ground check needs. */
  private static long patienceNanos() {
    Deadline deadline = Context.current().getDeadline();
    long most = TimeUnit.SECONDS.toNanos(GENERATE_SECONDS_MAX);
    return deadline == null
        ? most
        : Math.min(
            most, (long) (deadline.timeRemaining(TimeUnit.NANOSECONDS) * SHARE_OF_REMAINING));
  }

  private static ai.adjutant.inference.v1.Message message(Generator.Message message) {
    Role role =
        switch (message.speaker()) {
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
