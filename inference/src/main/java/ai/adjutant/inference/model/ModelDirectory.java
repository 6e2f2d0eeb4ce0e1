package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec.Chat;
import ai.adjutant.inference.model.ModelSpec.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory with a decoder, as onnxruntime-genai lays it out ({@code genai_config.json}) or
 * Optimum does ({@code config.json}, {@code onnx/model*.onnx} or {@code model*.onnx}); with {@code
 * tokenizer.json} and the files about conversations beside it.
 */
public final class ModelDirectory {
  static final String TOKENIZER = "tokenizer.json";

  /** As the tokenizer's own bound, which it checks again. */
  static final long TOKENIZER_BYTES_MAX = 48L << 20;

  private static final Logger log = LoggerFactory.getLogger(ModelDirectory.class);

  private final Path directory;
  private final Layout layout;
  private final ModelJson json;
  private final Digests digests;

  private ModelDirectory(Path directory, Map<String, String> arrived) {
    this.directory = directory;
    layout =
        GenaiLayout.isIn(directory) ? GenaiLayout.read(directory) : OptimumLayout.read(directory);
    json = ModelJson.read(directory);
    digests = new Digests(directory, arrived.isEmpty() ? json.files() : Map.of(), arrived);
  }

  /**
   * Reads a directory and checks all that can be checked without loading it. What was found out is
   * kept in its {@code model.json}, where the directory can be written.
   *
   * @throws AdjutantException naming the file, input or operator for which it can't be served
   */
  public static ModelSpec read(Path directory) {
    return read(directory, Map.of());
  }

  /**
   * Reads a directory whose files have just come, as {@link #read(Path)}.
   *
   * @param digests SHA-256 of files by path, hexadecimal; the others are hashed
   */
  public static ModelSpec read(Path directory, Map<String, String> digests) {
    return new ModelDirectory(directory, digests).spec();
  }

  private ModelSpec spec() {
    List<Candidate> candidates = candidates();
    Candidate served = candidates.getFirst();
    Chat chat = ChatFiles.read(directory);
    Optional<Path> tokenizer = tokenizer(chat);
    List<Variant> variants = candidates.stream().map(graph -> graph.variant(digests)).toList();
    List<String> parts = parts(served);
    ModelSpec spec =
        new ModelSpec(
            String.valueOf(directory.getFileName()),
            new ModelSpec.Files(
                directory.resolve(served.file()),
                tokenizer,
                digests.digest(parts),
                digests.bytes(parts)),
            layout.contextLength(),
            layout.contextLength(),
            layout.endTokens(),
            layout.ports(),
            layout.cache(),
            served.attention(),
            chat,
            variants,
            served.footprint());
    json.update(directory, variants, digests.marks());
    served
        .weights()
        .warning()
        .ifPresent(why ->
            log.warn("a graph is slow: model={} file={} {}", spec.name(), served.file(), why));
    return spec;
  }

  /** The graphs that can be served: the one a person named, then the best for a CPU first. */
  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    @Nullable AdjutantException refusal = null;
    String wanted = json.serve().orElse("");
    if (!wanted.isEmpty() && !layout.graphs().contains(wanted)) {
      throw Refusals.missing(
          wanted,
          ModelJson.FILE + " names it to be served; the graphs here are " + layout.graphs());
    }
    for (String file : layout.graphs()) {
      try {
        candidates.add(Candidate.look(directory, file, layout));
      } catch (AdjutantException e) {
        if (file.equals(wanted)) {
          throw e;
        }
        if (layout.graphs().size() > 1) {
          log.info("a graph can't be served: file={} message={}", file, e.getMessage());
        }
        refusal = refusal == null ? e : refusal;
      }
    }
    if (refusal != null && candidates.isEmpty()) {
      throw refusal;
    }
    candidates.sort(Candidate.ORDER);
    candidates.stream()
        .filter(candidate -> candidate.file().equals(wanted))
        .findFirst()
        .ifPresent(named -> {
          candidates.remove(named);
          candidates.addFirst(named);
        });
    return candidates;
  }

  /** A model without tokenizer takes and gives ids; conversations can't be written in ids. */
  private Optional<Path> tokenizer(Chat chat) {
    Path path = directory.resolve(TOKENIZER);
    if (!Files.isRegularFile(path)) {
      if (chat.template().isPresent()) {
        throw Refusals.missing(
            TOKENIZER, "its chat template needs it: save it with the fast tokenizer of the model");
      }
      return Optional.empty();
    }
    JsonFile.checkSize(path, TOKENIZER_BYTES_MAX);
    return Optional.of(path);
  }

  /** Every file that decides what the model says. */
  private List<String> parts(Candidate served) {
    List<String> parts = new ArrayList<>(served.parts());
    List<String> others =
        new ArrayList<>(
            List.of(OptimumLayout.CONFIG, OptimumLayout.GENERATION, GenaiLayout.CONFIG, TOKENIZER));
    others.addAll(ChatFiles.ALL);
    for (String file : others) {
      if (Files.isRegularFile(directory.resolve(file))) {
        parts.add(file);
      }
    }
    return parts;
  }
}
