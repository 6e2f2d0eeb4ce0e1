package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.bert.BertEncoder;
import ai.adjutant.tuner.data.Seeds;
import ai.adjutant.tuner.model.Batch;
import ai.adjutant.tuner.model.BatchLoss;
import ai.adjutant.tuner.model.HeadLoss;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Parameters;
import ai.adjutant.tuner.model.Replica;
import ai.adjutant.tuner.reader.ReaderBatch.Target;
import ai.adjutant.tuner.text.Tokens;
import ai.adjutant.tuner.triples.Claim;
import ai.adjutant.tuner.triples.Triple;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One reader that learns. */
final class ReaderReplica implements Replica {
  private final ReaderSettings settings;
  private final ReaderExamples examples;
  private final RowBuilder rows;
  private final BertEncoder encoder;
  private final ReaderHeads heads;
  private final Parameters parameters;
  private final ReaderMeasure measure;

  ReaderReplica(
      ReaderSettings settings,
      ReaderExamples examples,
      RowBuilder rows,
      BertEncoder encoder,
      ReaderHeads heads) {
    this.settings = settings;
    this.examples = examples;
    this.rows = rows;
    this.encoder = encoder;
    this.heads = heads;
    List<Parameter> all = new ArrayList<>(encoder.parameters());
    all.addAll(heads.parameters());
    parameters = new Parameters(all);
    measure = new ReaderMeasure(settings, examples, rows);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public BatchLoss losses(NDManager scope, Batch batch) {
    ReaderBatch made = new ReaderBatch();
    for (int i = 0; i < batch.examples().size(); i++) {
      int example = batch.examples().get(i);
      Random random = new Random(Seeds.of(batch.seed(), i));
      if (example < examples.triples().size()) {
        add(made, examples.triples().get(example), random);
      } else {
        add(made, examples.claims().get(example - examples.triples().size()), random);
      }
    }
    return new BatchLoss(
        losses(scope, made), made.tokens().size(), (long) made.tokens().size() * made.longest());
  }

  private void add(ReaderBatch batch, Claim claim, Random random) {
    ReaderRow row = rows.anywhere(rows.tokens(claim.claim()), rows.tokens(claim.passage()), random);
    batch.add(row, Target.claim(claim.label().output()));
  }

  private void add(ReaderBatch batch, Triple triple, Random random) {
    Tokens question = rows.tokens(triple.question());
    Tokens passage = rows.tokens(triple.context());
    if (!triple.answered()) {
      batch.add(rows.anywhere(question, passage, random), Target.unanswered());
      return;
    }
    int right = addRight(batch, question, passage, triple, random);
    if (random.nextDouble() < settings.wrongPassages()) {
      List<String> wrong = examples.learnt().wrongOnes(triple, settings.neighbours());
      if (!wrong.isEmpty()) {
        Tokens other = rows.tokens(wrong.get(random.nextInt(wrong.size())));
        int worse = batch.add(rows.anywhere(question, other, random), Target.wrong());
        batch.pair(right, worse);
      }
    }
  }

  /** An answer that is longer than a row gives no span to learn, and counts as an answer still. */
  private int addRight(
      ReaderBatch batch, Tokens question, Tokens passage, Triple triple, Random random) {
    if (triple.answers().isEmpty()) {
      return batch.add(rows.anywhere(question, passage, random), Target.whole());
    }
    Triple.Answer answer = triple.answers().getFirst();
    Tokens.Range range = passage.covering(answer.start(), answer.end());
    ReaderRow row = rows.around(question, passage, range, random);
    Target target =
        row.holds(range)
            ? Target.span(row.place(range.from()), row.place(range.to() - 1))
            : Target.whole();
    return batch.add(row, target);
  }

  private List<HeadLoss> losses(NDManager scope, ReaderBatch batch) {
    NDArray hidden = encoder.encode(scope, batch.tokens());
    List<HeadLoss> losses = new ArrayList<>();
    if (batch.has(Target::start)) {
      NDArray places = heads.places(scope, hidden, batch.allowed(scope));
      losses.add(
          head(
              ReaderHeads.SPAN,
              heads.loss(
                  scope,
                  "span",
                  places,
                  batch.indexes(scope, Target::start),
                  batch.indexes(scope, Target::end),
                  batch.present(scope, Target::start))));
    }
    if (batch.has(Target::answerable)) {
      losses.add(
          head(
              ReaderHeads.ANSWERABLE,
              binary(scope, ReaderHeads.ANSWERABLE, hidden, batch, Target::answerable)));
    }
    if (batch.has(Target::relevant)) {
      NDArray loss = binary(scope, ReaderHeads.RELEVANCE, hidden, batch, Target::relevant);
      if (batch.hasPairs()) {
        NDArray outputs = heads.outputs(scope, ReaderHeads.RELEVANCE, hidden);
        loss =
            loss.add(heads.loss(scope, "pairs", outputs, batch.better(scope), batch.worse(scope)));
      }
      losses.add(head(ReaderHeads.RELEVANCE, loss));
    }
    if (batch.has(Target::label)) {
      losses.add(
          head(
              ReaderHeads.SUPPORT,
              heads.loss(
                  scope,
                  "classes",
                  heads.outputs(scope, ReaderHeads.SUPPORT, hidden),
                  batch.indexes(scope, Target::label),
                  batch.present(scope, Target::label))));
    }
    return losses;
  }

  private NDArray binary(
      NDManager scope, String head, NDArray hidden, ReaderBatch batch, ReaderBatch.Figure figure) {
    return heads.loss(
        scope,
        "binary",
        heads.outputs(scope, head, hidden),
        batch.floats(scope, figure),
        batch.present(scope, figure));
  }

  private HeadLoss head(String name, NDArray loss) {
    return new HeadLoss(name, settings.weight(name), loss);
  }

  @Override
  public List<List<Double>> measure(NDManager scope, List<Integer> heldOut) {
    RowReader reader = new TorchRows(scope, encoder, heads);
    return heldOut.stream()
        .map(number -> measure.figures(reader, examples.heldOut().get(number)))
        .toList();
  }
}
