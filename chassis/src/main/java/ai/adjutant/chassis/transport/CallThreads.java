package ai.adjutant.chassis.transport;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where a call's interceptors and handler run: on the executor, or for methods that never
 * wait on the transport's own thread, which computes for nobody and so is free at once.
 */
final class CallThreads implements ServerCallExecutorSupplier {
  private final Set<String> prompt;
  private final Executor others;

  CallThreads(Set<String> prompt, Executor others) {
    this.prompt = Set.copyOf(prompt);
    this.others = others;
  }

  @Override
  public <Q, R> @Nullable Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
    boolean atOnce = prompt.contains(call.getMethodDescriptor().getFullMethodName());
    return atOnce ? null : others; // null: where the call is
  }
}
