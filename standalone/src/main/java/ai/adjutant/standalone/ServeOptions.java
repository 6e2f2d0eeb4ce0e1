package ai.adjutant.standalone;

import ai.adjutant.chassis.logging.LoggingSettings;
import ai.adjutant.chassis.process.ProcessSettings;
import ai.adjutant.chassis.process.TlsSettings;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.Settings.Reading;
import ai.adjutant.chassis.settings.SettingsSources;
import ai.adjutant.gateway.GatewaySettings;
import ai.adjutant.inference.InferenceSettings;
import ai.adjutant.retriever.RetrieverSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name the settings file or override what is in it. */
final class ServeOptions {
  private static final SettingKey DATA = SettingKey.named("data");
  private static final String FILE_NAME = "adjutant.yaml";
  private static final String FILE_VARIABLE = "ADJUTANT_CONFIG";

  /** A file that is found by the data folder can't say where that folder is. */
  private static final Map<SettingKey, String> NOT_BESIDE_THE_DATA =
      Map.of(
          DATA,
          "this file lies in the data folder; give --data or "
              + DATA.variable()
              + ", or name a file elsewhere with --config");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings file (default: adjutant.yaml in the data folder, where there is one).")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder that holds everything (default: data).")
  private @Nullable Path data;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address to serve on (default: 127.0.0.1); one that other machines reach needs --tls, and"
              + " --keys required where clients call.")
  private @Nullable String host;

  @Option(
      names = "--tls",
      paramLabel = "DIR",
      description =
          "Folder with ca.pem, SERVICE.pem and SERVICE-key.pem, as 'adjutant tls init' writes them;"
              + " read again when they change.")
  private @Nullable Path tls;

  @Option(
      names = "--tls-reload",
      paramLabel = "DURATION",
      description =
          "Pause between two looks for changed files in --tls, such as 10s (default: 30s).")
  private @Nullable String tlsReload;

  @Option(
      names = "--keys",
      paramLabel = "required|off",
      description =
          "Whether each call of a client needs a key of 'adjutant key create' (default: off).")
  private @Nullable String keys;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "gRPC port; 0 takes any free one (default: 7070; alone: retriever 7071, inference 7072).")
  private @Nullable Integer port;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description =
          "HTTP port of /metrics and of the gateway's /health; 0 takes any free one, -1 none"
              + " (default: 8080; retriever or inference alone: none).")
  private @Nullable Integer httpPort;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that generation, embedding, merges and parsers may take, 1 to 256 (default: one"
              + " for each processor).")
  private @Nullable String threads;

  @Option(
      names = "--retriever",
      paramLabel = "HOST:PORT",
      description = "Where a gateway alone finds the retriever (default: 127.0.0.1:7071).")
  private @Nullable String retriever;

  @Option(
      names = "--inference",
      paramLabel = "HOST:PORT",
      description = "Where a gateway or retriever alone finds inference (default: 127.0.0.1:7072).")
  private @Nullable String inference;

  /** All settings of all services. */
  static Schema schema() {
    List<Class<? extends Record>> records = new ArrayList<>();
    records.add(ProcessSettings.class);
    records.add(ServerSettings.class);
    records.add(TlsSettings.class);
    records.add(LoggingSettings.class);
    records.addAll(GatewaySettings.GROUPS);
    records.addAll(RetrieverSettings.GROUPS);
    records.addAll(InferenceSettings.GROUPS);
    return Schema.of(records);
  }

  /**
   * Reads everything that sets something.
   *
   * @param facing the service whose port {@code --port} is
   */
  Reading read(ServiceName facing, Map<String, String> environment) {
    Optional<Path> named = named(environment);
    SettingsSources sources =
        named.isPresent()
            ? new SettingsSources(named, Map.of(), environment, flags(facing))
            : new SettingsSources(
                besideTheData(environment), NOT_BESIDE_THE_DATA, environment, flags(facing));
    return Settings.read(schema(), sources);
  }

  private Optional<Path> named(Map<String, String> environment) {
    return config != null ? Optional.of(config) : variable(environment, FILE_VARIABLE);
  }

  private Optional<Path> besideTheData(Map<String, String> environment) {
    Path folder =
        data != null ? data : variable(environment, DATA.variable()).orElse(Path.of("data"));
    Path file = folder.resolve(FILE_NAME);
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
  }

  private List<SettingsSources.Flag> flags(ServiceName facing) {
    List<SettingsSources.Flag> flags = new ArrayList<>();
    flag(flags, "--data", "data", data);
    flag(flags, "--host", "server.host", host);
    flag(flags, "--tls", "tls.folder", tls);
    flag(flags, "--tls-reload", "tls.reload", tlsReload);
    flag(flags, "--keys", "access.keys", keys);
    flag(flags, "--port", "server." + facing + "-port", port);
    flag(flags, "--http-port", "server.http-port", httpPort);
    flag(flags, "--threads", "threads", threads);
    flag(flags, "--retriever", "server.retriever-address", retriever);
    flag(flags, "--inference", "server.inference-address", inference);
    return flags;
  }

  private static void flag(
      List<SettingsSources.Flag> flags, String option, String key, @Nullable Object value) {
    if (value != null) {
      flags.add(new SettingsSources.Flag(option, SettingKey.named(key), value.toString()));
    }
  }
}
