package ai.adjutant.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.process.DataFolder;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceFactoryTest {
  @TempDir Path data;

  @Test
  void servesFromTheContextAndGivesTheFolderBack() throws Exception {
    Map<String, Object> properties =
        Map.of(
            "adjutant.service", "inference",
            "adjutant.data", data.toString(),
            "adjutant.listen", "127.0.0.1:0",
            "adjutant.inference.embed-threads", "1");
    try (ApplicationContext context =
        ApplicationContext.builder().deduceEnvironment(false).properties(properties).start()) {
      ServiceServer server = context.getBean(ServiceServer.class).start();
      assertThat(((Endpoint.Tcp) server.endpoint()).port()).isPositive();
    }
    DataFolder.open(data, "inference").close();
  }

  @Test
  void staysAwayFromOtherServices() {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .properties(Map.of("adjutant.service", "retriever"))
            .start()) {
      assertThat(context.containsBean(OpenInference.class)).isFalse();
    }
  }
}
