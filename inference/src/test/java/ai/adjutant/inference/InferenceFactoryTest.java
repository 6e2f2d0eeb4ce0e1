package ai.adjutant.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.process.DataFolder;
import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.process.TlsSettings;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.SettingsSources;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceFactoryTest {
  @TempDir Path data;

  private static ApplicationContext context(String service, Object... beans) {
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .properties(Map.of("adjutant.service", service))
        .singletons(beans)
        .start();
  }

  @Test
  void servesFromTheContextAndGivesTheFolderBack() throws Exception {
    ServiceSettings service =
        new ServiceSettings(data, new Endpoint.Tcp("127.0.0.1", 0), Map.of(), ThreadBudget.of(1));
    Settings settings =
        Settings.read(
                Schema.of(InferenceSettings.GROUPS),
                new SettingsSources(Optional.empty(), Map.of(), Map.of(), List.of()))
            .orThrow();
    try (ApplicationContext context =
        context(
            "inference",
            service,
            settings,
            Schema.defaults(TlsSettings.class),
            Clock.systemUTC())) {
      ServiceServer server = context.getBean(ServiceServer.class).start();
      assertThat(((Endpoint.Tcp) server.endpoint()).port()).isPositive();
    }
    DataFolder.open(data, "inference").close();
  }

  @Test
  void staysAwayFromOtherServices() {
    try (ApplicationContext context = context("retriever")) {
      assertThat(context.containsBean(OpenInference.class)).isFalse();
    }
  }
}
