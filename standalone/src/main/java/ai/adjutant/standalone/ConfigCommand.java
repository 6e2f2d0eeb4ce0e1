package ai.adjutant.standalone;

import ai.adjutant.chassis.settings.Problem;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.Settings.Reading;
import ai.adjutant.chassis.settings.SettingsSources;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code config}: shows and checks settings as {@code serve} would read them. No server is asked,
 * and nothing is opened but the settings file.
 */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows and checks the settings of the services; no server needs to run.",
    footer = "Exit codes: 0 the settings can be used, 2 wrong usage, 3 they can't.")
final class ConfigCommand implements Runnable {
  private static final int REFUSED = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "name a command: show, check, reference");
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Print every setting, its value and where that came from.")
  int show(
      @Mixin ServeOptions options,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    Reading reading = read(options);
    if (reading.settings().isEmpty()) {
      return report(reading, json);
    }
    Settings settings = reading.settings().get();
    if (json) {
      ArrayNode all = JSON.createArrayNode();
      for (Settings.Value value : settings.values()) {
        all.addObject()
            .put("key", value.key().name())
            .put("value", value.text())
            .put("origin", value.origin().toString())
            .put("variable", value.key().variable());
      }
      print(JSON.createObjectNode().set("settings", all));
      return 0;
    }
    int keys =
        settings.values().stream().mapToInt(value -> value.key().name().length()).max().orElse(0);
    int texts = settings.values().stream().mapToInt(value -> value.text().length()).max().orElse(0);
    for (Settings.Value value : settings.values()) {
      String line = "%-" + keys + "s  %-" + texts + "s  %s%n";
      out().printf(line, value.key(), value.text(), value.origin());
    }
    out().flush();
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Say whether the settings can be used, and everything that is wrong with them.")
  int check(
      @Mixin ServeOptions options,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    Reading reading = read(options);
    if (reading.settings().isEmpty() || json) {
      return report(reading, json);
    }
    out().println("the settings can be used");
    out().flush();
    return 0;
  }

  @Command(
      name = "reference",
      mixinStandardHelpOptions = true,
      description = "Print the page that describes every setting, in Markdown.")
  int reference() {
    out().print(ConfigurationPage.of(ServeOptions.schema()));
    out().flush();
    return 0;
  }

  private static Reading read(ServeOptions options) {
    return options.read(ServiceName.gateway, SettingsSources.processEnvironment());
  }

  private int report(Reading reading, boolean json) {
    if (json) {
      ObjectNode report = JSON.createObjectNode().put("usable", reading.problems().isEmpty());
      ArrayNode problems = report.putArray("problems");
      for (Problem problem : reading.problems()) {
        problems
            .addObject()
            .put("origin", problem.origin().toString())
            .put("message", problem.message());
      }
      print(report);
    } else {
      PrintWriter err = spec.commandLine().getErr();
      err.println("adjutant: " + reading.message());
      err.flush();
    }
    return reading.problems().isEmpty() ? 0 : REFUSED;
  }

  private void print(Object json) {
    try {
      out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
      out().flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can't be written", e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
