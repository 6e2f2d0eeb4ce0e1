package ai.adjutant.gateway.generate;

import ai.adjutant.gateway.tier.ModelUse;
import ai.adjutant.gateway.tier.TierFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A language model that says what it was scripted to say, in two pieces; or fails after one. */
public final class ScriptedGenerator implements Generator {
  private final String script;
  private final boolean fails;
  private final List<GenerationRequest> requests = new CopyOnWriteArrayList<>();

  private ScriptedGenerator(String script, boolean fails) {
    this.script = script;
    this.fails = fails;
  }

  /** Says this. */
  public static ScriptedGenerator saying(String script) {
    return new ScriptedGenerator(script, false);
  }

  /** Says half of this, then fails. */
  public static ScriptedGenerator failingAfterHalf(String script) {
    return new ScriptedGenerator(script, true);
  }

  /** What it was asked, in order. */
  public List<GenerationRequest> requests() {
    return requests;
  }

  @Override
  public Generated generate(GenerationRequest request, Consumer<String> onText)
      throws GenerationFailed {
    requests.add(request);
    onText.accept(script.substring(0, script.length() / 2));
    if (fails) {
      throw new GenerationFailed(
          TierFailure.BROKEN, "the model broke off", new IllegalStateException("scripted"));
    }
    onText.accept(script.substring(script.length() / 2));
    return new Generated(script, new ModelUse(request.model(), "d1", 10, 5, 0));
  }
}
