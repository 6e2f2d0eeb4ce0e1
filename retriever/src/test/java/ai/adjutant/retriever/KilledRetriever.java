package ai.adjutant.retriever;

import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.retriever.load.LoadLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.OptionalInt;

/** A retriever in a JVM of its own, to be killed. Writes its port into a file once it serves. */
final class KilledRetriever {
  private KilledRetriever() {}

  public static void main(String[] args) throws Exception {
    LoadLimits limits =
        new LoadLimits(
            DataSize.ofMebibytes(1), OptionalInt.of(2), 1_000_000, 2, 16, Duration.ofMillis(20), 2);
    Retriever retriever =
        Retriever.open(
            RunningRetriever.service(Path.of(args[0]), new Endpoint.InProcess("no-inference")),
            ServiceSecurity.plaintext(ServiceRole.RETRIEVER),
            RetrieverSettings.with(limits),
            new SimpleMeterRegistry());
    retriever.server().start();
    Path fresh = Path.of(args[1] + ".new");
    Files.writeString(fresh, retriever.server().endpoint().toString());
    Files.move(fresh, Path.of(args[1]), StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }
}
