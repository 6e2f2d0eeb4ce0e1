package ai.adjutant.admin.hub;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files of a repository make a model that is served.
 *
 * @param files the files
 * @param folder the folder that is the model's directory, with {@code /} at the end; empty for the
 *     whole repository
 */
public record Choice(List<HubFile> files, String folder) {
  private static final Set<String> BESIDE =
      Set.of(
          "config.json",
          "generation_config.json",
          "genai_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "chat_template.jinja",
          "special_tokens_map.json");

  private static final String GRAPHS = "onnx/";
  private static final int SHOWN_MAX = 20;

  /** Copies the files. */
  public Choice {
    files = List.copyOf(files);
  }

  /** A file's path inside the model's directory. */
  public String name(HubFile file) {
    return file.path().substring(folder.length());
  }

  /** Bytes of all. */
  public long bytes() {
    return files.stream().mapToLong(HubFile::bytes).sum();
  }

  /**
   * The files that match, for repositories that hold several models or more than is known here.
   *
   * @param globs shell patterns of paths
   * @throws CommandFailure when nothing matches
   */
  public static Choice matching(List<HubFile> all, List<String> globs) {
    List<PathMatcher> matchers = globs.stream().map(Choice::matcher).toList();
    List<HubFile> files =
        all.stream()
            .filter(file -> matchers.stream().anyMatch(m -> m.matches(Path.of(file.path()))))
            .toList();
    if (files.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "no file matches " + String.join(", ", globs) + "; there are: " + shown(all));
    }
    Set<String> folders = files.stream().map(HubFile::folder).collect(Collectors.toSet());
    String folder = folders.size() == 1 ? folders.iterator().next() : "";
    return new Choice(files, folder.equals(GRAPHS) ? "" : folder);
  }

  private static PathMatcher matcher(String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      CommandFailure failure =
          new CommandFailure(
              ExitCode.WRONG_USAGE, "--include '" + glob + "': " + e.getDescription());
      failure.initCause(e);
      throw failure;
    }
  }

  /**
   * One graph with its external data, and the files next to it.
   *
   * @param variant the graph's variant, {@code q4} for {@code model_q4.onnx}; empty for the plain
   *     {@code model.onnx}, or the only graph
   * @throws CommandFailure when there is no such graph, or several and none is the plain one
   */
  public static Choice of(List<HubFile> all, String variant) {
    List<HubFile> graphs =
        all.stream()
            .filter(file -> file.folder().isEmpty() || file.folder().equals(GRAPHS))
            .filter(file -> file.name().endsWith(".onnx"))
            .toList();
    HubFile graph = graph(all, graphs, variant);
    String data = graph.path() + "_data";
    String dotted = graph.path() + ".data";
    Stream<HubFile> needed =
        all.stream()
            .filter(file ->
                file.equals(graph)
                    || file.path().startsWith(data)
                    || file.path().equals(dotted)
                    || (file.folder().isEmpty() && BESIDE.contains(file.name())));
    return new Choice(needed.toList(), "");
  }

  private static HubFile graph(List<HubFile> all, List<HubFile> graphs, String variant) {
    if (graphs.isEmpty()) {
      Set<String> folders = new TreeSet<>();
      all.stream()
          .filter(file -> file.name().endsWith(".onnx"))
          .forEach(file -> folders.add(file.folder()));
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          folders.isEmpty()
              ? "the repository holds no ONNX graph; there are: " + shown(all)
              : "the repository holds models in folders; choose one with --include 'FOLDER*': "
                  + String.join(", ", folders));
    }
    if (variant.isEmpty()) {
      if (graphs.size() == 1) {
        return graphs.getFirst();
      }
      return graphs.stream()
          .filter(graph -> graph.name().equals("model.onnx"))
          .findFirst()
          .orElseThrow(() ->
              new CommandFailure(
                  ExitCode.INPUT_REFUSED,
                  "no graph is the plain model.onnx; choose one with --variant: "
                      + variants(graphs)));
    }
    return graphs.stream()
        .filter(graph -> variantOf(graph).equals(variant))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.NOT_FOUND,
                "there is no variant '" + variant + "'; there are: " + variants(graphs)));
  }

  /** {@code q4} of {@code model_q4.onnx}; {@code model} of the plain one. */
  private static String variantOf(HubFile graph) {
    String name = graph.name().substring(0, graph.name().length() - ".onnx".length());
    return name.startsWith("model_") ? name.substring("model_".length()) : name;
  }

  private static String variants(List<HubFile> graphs) {
    return graphs.stream().map(Choice::variantOf).sorted().collect(Collectors.joining(", "));
  }

  private static String shown(List<HubFile> files) {
    String names =
        files.stream().limit(SHOWN_MAX).map(HubFile::path).collect(Collectors.joining(", "));
    return files.size() > SHOWN_MAX ? names + ", …" : names;
  }
}
