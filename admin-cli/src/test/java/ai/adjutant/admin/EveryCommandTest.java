package ai.adjutant.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What holds for every command: help, options of all, completion. */
final class EveryCommandTest {
  private static Stream<List<String>> commands() {
    List<List<String>> found = new ArrayList<>();
    collect(everything(), List.of(), found);
    return found.stream();
  }

  /** All commands with all their options. */
  private static CommandLine everything() {
    CommandLine root = new CommandLine(new AdjutantCommand(InputStream.nullInputStream(), false));
    Subcommand.addTo(root, Stream.of(Subcommand.values()).map(Subcommand::word).toList());
    return root;
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> found) {
    found.add(path);
    command
        .getSubcommands()
        .forEach((name, below) -> {
          List<String> longer = new ArrayList<>(path);
          longer.add(name);
          collect(below, longer, found);
        });
  }

  private static String run(int exit, List<String> path, String... more) {
    List<String> all = new ArrayList<>(path);
    all.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        AdminMain.run(
            all.toArray(String[]::new),
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            false);
    assertThat(code).as("%s: %s", all, err).isEqualTo(exit);
    return out.toString();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void showsItsHelp(List<String> path) {
    assertThat(run(0, path, "--help"))
        .startsWith("Usage: adjutant")
        .contains("--json", "--server", "--quiet", "--help");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void refusesWhatItDoesNotKnow(List<String> path) {
    run(2, path, "--no-such-option");
  }

  @Test
  void helpOfAllNeedsNoOptionsOfAny() {
    assertThat(run(0, List.of("--help"))).isEqualTo(everything().getUsageMessage());
    assertThat(everything().getSubcommands())
        .allSatisfy((word, command) -> assertThat(command.getCommandName()).isEqualTo(word));
  }

  @Test
  void readsAFileOfArguments(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("arguments"), "model list --help");
    assertThat(run(0, List.of("@" + file))).startsWith("Usage: adjutant model list");
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(run(0, List.of("completion"))).contains("generate", "tokenize", "--logit-bias");
    assertThat(run(0, List.of("--version"))).startsWith("adjutant ");
  }
}
