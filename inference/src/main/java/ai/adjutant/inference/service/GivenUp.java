package ai.adjutant.inference.service;

import io.grpc.Context;

/** Watches whether the caller of the current call is gone or out of time. */
final class GivenUp implements AutoCloseable {
  private final Context call = Context.current();
  private final Context.CancellationListener listener;

  private GivenUp(Runnable step) {
    listener = context -> step.run();
  }

  /** Runs the step once when the caller gives up, at once if it has; until closed. */
  static GivenUp run(Runnable step) {
    GivenUp watch = new GivenUp(step);
    watch.call.addListener(watch.listener, Runnable::run);
    return watch;
  }

  @Override
  public void close() {
    call.removeListener(listener);
  }
}
