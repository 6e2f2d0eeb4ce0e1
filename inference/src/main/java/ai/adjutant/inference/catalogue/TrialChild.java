package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.inference.child.ChildMain;
import ai.adjutant.inference.child.ChildWire;
import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.runtime.RuntimeSettings;
import ai.adjutant.inference.template.ChatTemplate;
import ai.adjutant.inference.template.Turn;
import ai.adjutant.inference.tokenize.Tokenizer;
import ai.adjutant.inference.work.Workers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The child process: opens one model as the catalogue would, and says whether it could. */
final class TrialChild {
  static final int MESSAGE_BYTES_MAX = 1 << 15;
  private static final int MESSAGE_LENGTH_MAX = 4_000;

  /** Long enough to be run, short enough to take no memory. */
  private static final int CONTEXT_LENGTH_MAX = 1_024;

  private static final int RUN_LENGTH = 20_000;
  private static final List<String> SIGNS =
      List.of(
          " ", "\n", "a", "A", "1", "!", "<", "중", "\u0301", "\uD83D\uDE80", "a ", "!a", "\u0000");

  private TrialChild() {}

  /**
   * Tries one model.
   *
   * @param args its directory, the folder where native libraries are unpacked, and whether KV
   *     caches in bytes are served
   */
  public static void main(String[] args) throws IOException {
    DataOutputStream out = ChildMain.begin().answers();
    Path directory = Path.of(args[0]);
    ModelLimits limits =
        new ModelLimits(
            CONTEXT_LENGTH_MAX,
            ModelLimits.DEFAULT.tokenizerTime(),
            ModelLimits.DEFAULT.trialTime());
    CatalogueSettings settings =
        new CatalogueSettings(
            new RuntimeSettings(Path.of(args[1])),
            directory.resolveSibling("."),
            new EmbedSettings(1, 256, 256),
            new EngineSettings(
                OptionalInt.of(1),
                1,
                1,
                DataSize.ofMebibytes(1024),
                Boolean.parseBoolean(args[2]),
                false,
                false),
            new SimpleMeterRegistry(),
            limits,
            Optional.empty());
    try (Workers workers = settings.embedding().start()) {
      ModelOpener opener = new ModelOpener(settings, new LinuxMemory(Path.of("/")), workers);
      Entry entry = opener.opened(directory);
      tokenise(directory, settings.nativeFolder());
      if (entry instanceof Entry.Generator generator) {
        render(generator.model().spec().chat());
      }
      out.writeBoolean(true);
    } catch (AdjutantException e) {
      out.writeBoolean(false);
      ChildWire.text(out, e.reason().name());
      out.writeInt(e.reason().kind().ordinal());
      String message = e.getMessage();
      ChildWire.text(out, message.substring(0, Math.min(message.length(), MESSAGE_LENGTH_MAX)));
    }
    out.flush();
    Runtime.getRuntime().halt(0); // what is open goes with the process
  }

  /** A tokenizer must end, whatever it makes of a text. */
  private static void tokenise(Path directory, Path nativeFolder) throws IOException {
    Path file = directory.resolve("tokenizer.json");
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (Tokenizer tokenizer = Tokenizer.read(Files.readAllBytes(file), nativeFolder)) {
      for (String sign : SIGNS) {
        String text = sign.repeat(RUN_LENGTH / sign.length());
        tokenizer.decode(tokenizer.encodeWhole(text + "x"), true);
        tokenizer.encodeBare("x" + text);
      }
      tokenizer.encodePair("first", "second");
    }
  }

  private static void render(ModelSpec.Chat chat) {
    Optional<String> template = chat.template();
    if (template.isEmpty()) {
      return;
    }
    try {
      new ChatTemplate(template.get(), chat.beginToken(), chat.endToken())
          .render(List.of(new Turn(Turn.Speaker.USER, "Who may end a contract?")));
    } catch (AdjutantException e) {
      // Some ask for other turns, or for what is not known here: raw prompts are served still.
      System.err.println(e.getMessage());
    }
  }
}
