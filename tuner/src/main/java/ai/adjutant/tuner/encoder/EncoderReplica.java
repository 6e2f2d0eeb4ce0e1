package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.model.Batch;
import ai.adjutant.tuner.model.BatchLoss;
import ai.adjutant.tuner.model.HeadLoss;
import ai.adjutant.tuner.model.Parameters;
import ai.adjutant.tuner.model.Replica;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Learns as one encoder, beside the one that it was. */
final class EncoderReplica implements Replica {
  private final EncoderSettings settings;
  private final Batches batches;
  private final TextRows rows;
  private final RankedSet checked;
  private final TextEncoder now;
  private final TextEncoder before;
  private final Parameters parameters;

  /**
   * Creates a replica.
   *
   * @param before gives the vectors that replayed texts had; its parameters are frozen
   */
  EncoderReplica(
      EncoderSettings settings,
      Batches batches,
      TextRows rows,
      RankedSet checked,
      TextEncoder now,
      TextEncoder before) {
    this.settings = settings;
    this.batches = batches;
    this.rows = rows;
    this.checked = checked;
    this.now = now;
    this.before = before;
    parameters = new Parameters(now.encoder().parameters());
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public BatchLoss losses(NDManager scope, Batch batch) {
    Batches.Made made = batches.make(batch);
    ContrastBatch texts = made.batch();
    List<TokenRow> asked =
        texts.questions().stream().map(text -> rows.row(text, settings.questionTokens())).toList();
    List<TokenRow> passages =
        texts.passages().stream().map(text -> rows.row(text, settings.passageTokens())).toList();
    NDArray questions = now.vectors(scope, asked);
    NDArray found = now.vectors(scope, passages);
    List<HeadLoss> losses = new ArrayList<>();
    losses.add(
        new HeadLoss("contrast", 1, contrast(scope, texts, texts.numbers(true), questions, found)));
    List<Integer> general = texts.numbers(false);
    if (!general.isEmpty()) {
      losses.add(new HeadLoss("replay", 1, contrast(scope, texts, general, questions, found)));
    }
    List<HeadLoss> distances = new ArrayList<>();
    if (!general.isEmpty()) {
      distances.add(distance(scope, "distance_questions", questions, asked, general));
    }
    if (!made.kept().isEmpty()) {
      distances.add(distance(scope, "distance_passages", found, passages, made.kept()));
    }
    losses.addAll(distances);
    return new BatchLoss(losses, asked.size() + passages.size(), tokens(asked) + tokens(passages));
  }

  private static long tokens(List<TokenRow> rows) {
    return (long) rows.size() * rows.stream().mapToInt(TokenRow::length).max().orElse(0);
  }

  private NDArray contrast(
      NDManager scope,
      ContrastBatch batch,
      List<Integer> numbers,
      NDArray questions,
      NDArray passages) {
    return now.call(
        scope,
        "contrast",
        now.call(scope, "rows", questions, indexes(scope, numbers)),
        passages,
        batch.allowed(scope, numbers),
        batch.right(scope, numbers));
  }

  /** How far texts moved from where they were: 1 less their cosine. */
  private HeadLoss distance(
      NDManager scope, String name, NDArray vectors, List<TokenRow> texts, List<Integer> numbers) {
    NDArray old = before.vectors(scope, numbers.stream().map(texts::get).toList());
    NDArray moved = now.call(scope, "rows", vectors, indexes(scope, numbers));
    return new HeadLoss(name, settings.distance(), now.call(scope, "distance", moved, old));
  }

  private static NDArray indexes(NDManager scope, List<Integer> numbers) {
    return scope.create(numbers.stream().mapToLong(Integer::longValue).toArray());
  }

  @Override
  public List<List<Double>> measure(NDManager scope, List<Integer> heldOut) {
    if (heldOut.isEmpty()) {
      return List.of();
    }
    return checked.ranks(texts -> now.vectors(texts, scope), heldOut).stream()
        .map(rank -> List.of((double) rank))
        .toList();
  }
}
