package ai.adjutant.chassis.transport;

import io.grpc.Metadata;
import io.grpc.ServerBuilder;
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

  private CallThreads(Set<String> prompt, Executor others) {
    this.prompt = Set.copyOf(prompt);
    this.others = others;
  }

  /**
   * Has a server run its calls so. Where there are prompt methods, methods are looked up and calls
   * cancelled on the transport's threads too, so that what listens for a cancellation must not
   * wait.
   */
  static void choose(ServerBuilder<?> builder, Set<String> prompt, Executor others) {
    if (prompt.isEmpty()) {
      builder.executor(others);
    } else {
      builder.executor(Runnable::run).callExecutor(new CallThreads(prompt, others));
    }
  }

  @Override
  public <Q, R> @Nullable Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
    boolean atOnce = prompt.contains(call.getMethodDescriptor().getFullMethodName());
    return atOnce ? null : others; // null: where the call is
  }
}
