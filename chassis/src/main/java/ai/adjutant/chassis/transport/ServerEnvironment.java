package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.context.IdSource;
import ai.adjutant.chassis.context.RandomIds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;

/**
 * What a server is given by the process that it runs in.
 *
 * @param exposure who calls it
 * @param ids makes request ids and spans
 * @param registry takes the server's metrics
 * @param protection who may connect and call
 * @param prompt full names of the methods whose handlers never wait: they run on the transport's
 *     own threads, so that a refusal does not wait for a thread behind the work that it is due to
 */
public record ServerEnvironment(
    Exposure exposure,
    IdSource ids,
    MeterRegistry registry,
    Protection protection,
    Set<String> prompt) {
  /** Copies the names. */
  public ServerEnvironment {
    prompt = Set.copyOf(prompt);
  }

  /** An environment without protection, for loopback and within a process. */
  public ServerEnvironment(Exposure exposure, IdSource ids, MeterRegistry registry) {
    this(exposure, ids, registry, Protection.none(), Set.of());
  }

  /** Returns the same environment with this protection. */
  public ServerEnvironment with(Protection better) {
    return new ServerEnvironment(exposure, ids, registry, better, prompt);
  }

  /** Returns the same environment with these methods' handlers on the transport's threads. */
  public ServerEnvironment withPrompt(Set<String> methods) {
    return new ServerEnvironment(exposure, ids, registry, protection, methods);
  }

  /** An environment behind the gateway, with random identifiers. */
  public static ServerEnvironment internal(MeterRegistry registry) {
    return new ServerEnvironment(Exposure.INTERNAL, new RandomIds(), registry);
  }

  /** An environment behind the gateway whose metrics nobody reads; for tests and tools. */
  public static ServerEnvironment unobserved() {
    return internal(new SimpleMeterRegistry());
  }
}
