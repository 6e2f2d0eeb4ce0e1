package ai.adjutant.chassis.process;

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
 */
@ConfigurationProperties("adjutant")
public record ServiceSettings(
    String service,
    @Bindable(defaultValue = "data") Path data,
    @Bindable(defaultValue = "127.0.0.1:0") String listen,
    @Bindable(defaultValue = "in-process:retriever") String retriever,
    @Bindable(defaultValue = "in-process:inference") String inference) {

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
}
