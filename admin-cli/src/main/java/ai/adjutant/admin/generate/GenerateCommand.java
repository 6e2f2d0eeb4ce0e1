package ai.adjutant.admin.generate;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.ModelOption;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.LongPrompt;
import ai.adjutant.inference.v1.TokenIds;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code generate}. */
@Command(
    name = "generate",
    description = {
      "Let a language model go on from a text, a conversation or token ids.",
      "The text is printed as it comes; with --json, ids, text, finish and usage at the end."
    })
public final class GenerateCommand extends GatewayCommand {
  @Mixin private ModelOption model = new ModelOption();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private PromptInput input = new PromptInput();

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "0",
      description = "At most this many new tokens (default: 256).")
  private int maxTokens;

  @Mixin private SamplingOptions sampling = new SamplingOptions();

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "End where this text comes; may be repeated.")
  private List<String> stop = List.of();

  @Option(
      names = "--deterministic",
      description = "The tokens do not depend on who else is served; takes longer.")
  private boolean deterministic;

  @Option(
      names = "--keep-end",
      description = "Cut the beginning of a prompt that is too long, instead of refusing it.")
  private boolean keepEnd;

  /** What to go on from; one of them. */
  static final class PromptInput {
    @Option(
        names = "--prompt",
        required = true,
        paramLabel = "TEXT",
        description = "Go on from this text as it is.")
    private @Nullable String prompt;

    @Option(
        names = "--messages",
        required = true,
        paramLabel = "FILE",
        description =
            "Answer a conversation: JSON, [{role, content}, …] or {messages: […]}; - reads stdin.")
    private @Nullable String messages;

    @Option(
        names = "--ids",
        required = true,
        paramLabel = "ID",
        split = ",\\s*",
        splitSynopsisLabel = ",",
        description = "Go on from these token ids.")
    private @Nullable List<Integer> ids;
  }

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    GenerateRequest request = request();
    Generated generated = new Generated();
    Iterator<GenerateResponse> events =
        gateway.retrying(() -> {
          Iterator<GenerateResponse> begun = gateway.generation().generate(request);
          // The first event shows whether the call was taken; later ones can't be asked for again.
          var unused = begun.hasNext();
          return begun;
        });
    boolean shown = false;
    try {
      while (events.hasNext()) {
        GenerateResponse event = events.next();
        generated.add(event);
        if (!terminal.json() && event.hasDelta()) {
          terminal.text(event.getDelta().getText());
          shown = true;
        }
      }
    } finally {
      if (shown) {
        terminal.text("\n");
      }
    }
    if (terminal.json()) {
      terminal.result(generated.json());
    } else {
      terminal.note("%s", generated.summary());
    }
    return ExitCode.DONE;
  }

  private GenerateRequest request() throws IOException {
    GenerateRequest.Builder request =
        GenerateRequest.newBuilder()
            .setModel(Names.model(model.name()))
            .setSampling(sampling.sampling())
            .setMaxTokens(maxTokens)
            .addAllStop(stop)
            .setDeterministic(deterministic);
    if (keepEnd) {
      request.setLongPrompt(LongPrompt.LONG_PROMPT_KEEP_END);
    }
    String file = input.messages;
    List<Integer> ids = input.ids;
    if (file != null) {
      request.setConversation(Conversations.read(file, options().input()));
    } else if (ids != null) {
      request.setIds(TokenIds.newBuilder().addAllValues(ids));
    } else {
      request.setPrompt(String.valueOf(input.prompt));
    }
    return request.build();
  }
}
