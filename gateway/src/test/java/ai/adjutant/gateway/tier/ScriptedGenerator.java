package ai.adjutant.gateway.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A language model that says what it is told, in two pieces; or dies after the first; or is not
 * installed.
 */
public final class ScriptedGenerator implements Generator {
  private final Optional<String> script;
  private final boolean dies;
  private final List<List<Message>> prompts = new ArrayList<>();

  private ScriptedGenerator(Optional<String> script, boolean dies) {
    this.script = script;
    this.dies = dies;
  }

  /** Says this. */
  public static ScriptedGenerator saying(String script) {
    return new ScriptedGenerator(Optional.of(script), false);
  }

  /** Says half of this, then fails. */
  public static ScriptedGenerator dyingAfterHalf(String script) {
    return new ScriptedGenerator(Optional.of(script), true);
  }

  /** Is not installed. */
  public static ScriptedGenerator none() {
    return new ScriptedGenerator(Optional.empty(), false);
  }

  /** What it was asked, in order. */
  public List<List<Message>> prompts() {
    return prompts;
  }

  @Override
  public Optional<String> model() {
    return script.map(said -> "models/scripted");
  }

  @Override
  public Generated generate(List<Message> messages, Consumer<String> onText) throws Failed {
    prompts.add(messages);
    String said = script.orElseThrow();
    onText.accept(said.substring(0, said.length() / 2));
    if (dies) {
      throw new Failed("the model died", new IllegalStateException("scripted"));
    }
    onText.accept(said.substring(said.length() / 2));
    return new Generated(said, 10, 5);
  }
}
