package ai.adjutant.chassis.process;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.chassis.transport.Endpoint;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;

/**
 * What a service process is told when it starts, prefix {@code adjutant}.
 *
 * @param service which service this is: {@code retriever}, {@code inference} or {@code gateway}
 * @param data the data folder
 * @param listen where it serves, {@code host:port} or {@code in-process:name}
 * @param retriever where the retriever is reached
 * @param inference where inference is reached
 * @param threads the budget of threads, 1 to 256, or {@value #PROCESSORS} for one a processor
 */
@ConfigurationProperties("adjutant")
public record ServiceSettings(
    String service,
    @Bindable(defaultValue = "data") Path data,
    @Bindable(defaultValue = "127.0.0.1:0") String listen,
    @Bindable(defaultValue = "in-process:retriever") String retriever,
    @Bindable(defaultValue = "in-process:inference") String inference,
    @Bindable(defaultValue = PROCESSORS) String threads) {
  private static final String PROCESSORS = "processors";

  /** Where it serves. */
  public Endpoint listenEndpoint() {
    return Endpoint.parse(listen);
  }

  /** Where the retriever is reached. */
  public Endpoint retrieverEndpoint() {
    return Endpoint.parse(retriever);
  }

  /** Where inference is reached. */
  public Endpoint inferenceEndpoint() {
    return Endpoint.parse(inference);
  }

  /**
   * The budget of threads, shared out.
   *
   * @throws AdjutantException SETTING_REFUSED when it is no number of threads
   */
  public ThreadBudget threadBudget() {
    return ThreadBudget.of(
        threads.equals(PROCESSORS)
            ? Math.min(Runtime.getRuntime().availableProcessors(), ThreadBudget.THREADS_MAX)
            : threadCount());
  }

  private int threadCount() {
    // three digits at most, so that what follows can't overflow
    int count = threads.matches("[0-9]{1,3}") ? Integer.parseInt(threads) : 0;
    if (count < 1 || count > ThreadBudget.THREADS_MAX) {
      throw new AdjutantException(
          ProcessReason.SETTING_REFUSED,
          "adjutant.threads is '"
              + threads.substring(0, Math.min(threads.length(), 40))
              + "'; give the threads that everything together may take, 1 to "
              + ThreadBudget.THREADS_MAX
              + ", or leave it out for one a processor");
    }
    return count;
  }
}
