package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.SettingsSources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where services serve and find each other, worked out of the settings. */
final class DeploymentTest {
  private static Deployment deployment(
      Map<String, String> environment, Optional<ServiceName> only) {
    SettingsSources sources =
        new SettingsSources(Optional.empty(), Map.of(), environment, List.of());
    return new Deployment(Settings.read(ServeOptions.schema(), sources).orThrow(), only);
  }

  @Test
  void allInOneProcessMeetWithinIt() {
    Deployment all = deployment(Map.of("ADJUTANT_DATA", "/d"), Optional.empty());
    assertThat(all.services())
        .containsExactly(ServiceName.inference, ServiceName.retriever, ServiceName.gateway);
    ServiceSettings gateway = all.settings(ServiceName.gateway);
    assertThat(gateway.listen()).hasToString("127.0.0.1:7070");
    assertThat(gateway.peer("retriever")).hasToString("in-process:retriever@/d");
    assertThat(all.settings(ServiceName.retriever).listen()).isEqualTo(gateway.peer("retriever"));
    assertThat(all.httpPort()).isEqualTo(8080);
  }

  @Test
  void oneAloneFindsTheOthersByTheirPorts() {
    Map<String, String> ports =
        Map.of("ADJUTANT_SERVER_RETRIEVER_PORT", "9001", "ADJUTANT_SERVER_INFERENCE_PORT", "9002");
    ServiceSettings gateway =
        deployment(ports, Optional.of(ServiceName.gateway)).settings(ServiceName.gateway);
    assertThat(gateway.peer("retriever")).hasToString("127.0.0.1:9001");
    assertThat(gateway.peer("inference")).hasToString("127.0.0.1:9002");
    Deployment retriever = deployment(ports, Optional.of(ServiceName.retriever));
    assertThat(retriever.services()).containsExactly(ServiceName.retriever);
    assertThat(retriever.settings(ServiceName.retriever).listen()).hasToString("127.0.0.1:9001");
    assertThat(retriever.httpPort()).isEqualTo(-1);
  }

  @Test
  void anAddressThatIsSetHolds() {
    Map<String, String> address = Map.of("ADJUTANT_SERVER_INFERENCE_ADDRESS", "127.0.0.1:9");
    for (Optional<ServiceName> only :
        List.of(Optional.<ServiceName>empty(), Optional.of(ServiceName.gateway))) {
      assertThat(deployment(address, only).settings(ServiceName.gateway).peer("inference"))
          .hasToString("127.0.0.1:9");
    }
  }
}
