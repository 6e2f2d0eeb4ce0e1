package ai.adjutant.gateway.tier;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A tier that does what it was scripted to do. Any thread may call. */
public final class ScriptedAnswerer implements Answerer {
  private final Tier tier;
  private final String text;
  private final TierResult result;
  private final List<TierRequest> requests = new CopyOnWriteArrayList<>();

  private ScriptedAnswerer(Tier tier, String text, TierResult result) {
    this.tier = tier;
    this.text = text;
    this.result = result;
  }

  /** Writes this text, as a model would. */
  public static ScriptedAnswerer saying(Tier tier, String text) {
    return new ScriptedAnswerer(
        tier, text, new TierResult.Answered(text, List.of(), Optional.empty(), use(tier)));
  }

  /** Says that the passages do not answer. */
  public static ScriptedAnswerer abstaining(Tier tier) {
    return new ScriptedAnswerer(tier, "", new TierResult.Abstained(use(tier)));
  }

  /** Writes this text and then fails. */
  public static ScriptedAnswerer failingAfter(Tier tier, String text) {
    return new ScriptedAnswerer(
        tier, text, new TierResult.Failed(TierFailure.BROKEN, "it broke off", use(tier)));
  }

  /** Notifies somebody. */
  public static ScriptedAnswerer handingOver() {
    return new ScriptedAnswerer(Tier.PERSON, "", new TierResult.HandedOver(ModelUse.NONE));
  }

  private static ModelUse use(Tier tier) {
    return new ModelUse("models/" + tier, "d-" + tier, 10, 5, 0);
  }

  /** What it was asked, in order. */
  public List<TierRequest> requests() {
    return requests;
  }

  @Override
  public Tier tier() {
    return tier;
  }

  @Override
  public boolean offers(TierRequest request) {
    return true;
  }

  @Override
  public TierResult answer(TierRequest request, Consumer<String> onText) {
    requests.add(request);
    if (!text.isEmpty()) {
      onText.accept(text.substring(0, text.length() / 2));
      onText.accept(text.substring(text.length() / 2));
    }
    return result;
  }
}
