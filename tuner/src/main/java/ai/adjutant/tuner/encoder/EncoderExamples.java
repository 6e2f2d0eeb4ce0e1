package ai.adjutant.tuner.encoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.Sha256;
import ai.adjutant.tuner.triples.QuestionFile;
import ai.adjutant.tuner.triples.QuestionFile.Question;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.triples.TripleFile;
import ai.adjutant.tuner.triples.TriplesReason;
import ai.adjutant.tuner.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Holds all that an encoder learns from and is measured by.
 *
 * @param learnt questions to learn from
 * @param checked questions that choose the best checkpoint
 * @param heldOut questions for the comparison alone
 * @param replayed general triples that are learnt beside
 * @param general triples that old skill is measured by
 * @param digest of all files
 * @param notes what was read and what was left out, a line each
 */
record EncoderExamples(
    Corpora corpora,
    List<OwnQuestion> learnt,
    List<OwnQuestion> checked,
    List<OwnQuestion> heldOut,
    List<Triple> replayed,
    List<Triple> general,
    String digest,
    List<String> notes) {
  /** With fewer, half of them say nothing about the other half. */
  static final int QUESTIONS_MIN = 20;

  EncoderExamples {
    learnt = List.copyOf(learnt);
    checked = List.copyOf(checked);
    heldOut = List.copyOf(heldOut);
    replayed = List.copyOf(replayed);
    general = List.copyOf(general);
    notes = List.copyOf(notes);
  }

  static EncoderExamples read(EncoderSettings settings, long seed) {
    List<String> notes = new ArrayList<>();
    Corpora corpora = Corpora.read(settings.passages());
    List<OwnQuestion> usable = usable(settings, corpora, notes);
    Division half = Division.of(usable, settings.heldOutShare(), seed);
    Division rest = Division.of(half.second(), settings.checkedShare(), ~seed);
    if (half.first().isEmpty() || rest.first().isEmpty() || rest.second().isEmpty()) {
      throw new AdjutantException(
          EncoderReason.TOO_FEW_QUESTIONS,
          usable.size()
              + " questions can't be divided, as nearly all are of one matter; collect questions"
              + " about other documents");
    }
    notes.add(
        "questions: %d to learn from, %d to choose the best checkpoint, %d held out"
            .formatted(rest.second().size(), rest.first().size(), half.first().size()));
    List<Triple> general = answered(settings.heldOut(), settings.language());
    Collections.shuffle(general, new Random(seed));
    return new EncoderExamples(
        corpora,
        rest.second(),
        rest.first(),
        half.first(),
        answered(settings.triples(), settings.language()),
        general.subList(0, Math.min(settings.evaluated(), general.size())),
        digest(settings),
        notes);
  }

  private static List<OwnQuestion> usable(
      EncoderSettings settings, Corpora corpora, List<String> notes) {
    List<OwnQuestion> usable = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    int unanswered = 0;
    for (Path file : settings.questions()) {
      for (Question question : QuestionFile.read(file)) {
        Optional<OwnQuestion> located = corpora.locate(question);
        if (question.gold().isEmpty()) {
          unanswered++;
        } else if (located.isEmpty()) {
          unknown.add(question.gold().getFirst());
        } else {
          usable.add(located.get());
        }
      }
    }
    if (unanswered > 0) {
      notes.add("left out, as no document answers them: " + unanswered + " questions");
    }
    String strangers =
        unknown.isEmpty()
            ? ""
            : "%d questions name only documents without passages, such as '%s' (the passages are of '%s' and others)"
                .formatted(unknown.size(), unknown.getFirst(), corpora.example());
    if (usable.size() < QUESTIONS_MIN) {
      throw new AdjutantException(
          EncoderReason.TOO_FEW_QUESTIONS,
          "%d questions can be used, at least %d are needed, as half of them are held out%s%s; collect more questions, or give the passages of their corpus"
              .formatted(
                  usable.size(),
                  QUESTIONS_MIN,
                  strangers.isEmpty() ? "" : "; " + strangers,
                  unanswered == 0 ? "" : "; %d name no document".formatted(unanswered)));
    }
    if (!strangers.isEmpty()) {
      notes.add("left out: " + strangers);
    }
    return usable;
  }

  private static List<Triple> answered(Optional<Path> path, String language) {
    List<Triple> triples = new ArrayList<>();
    path.ifPresent(files ->
        TripleFile.files(files)
            .forEach(file ->
                TripleFile.read(file, language, List.of()).triples().stream()
                    .filter(Triple::answered)
                    .forEach(triples::add)));
    return triples;
  }

  private static String digest(EncoderSettings settings) {
    List<Path> files = new ArrayList<>(settings.questions());
    files.addAll(settings.passages());
    settings.triples().ifPresent(path -> files.addAll(TripleFile.files(path)));
    settings.heldOut().ifPresent(path -> files.addAll(TripleFile.files(path)));
    settings.from().map(WeightFiles::file).ifPresent(files::add);
    List<String> digests = new ArrayList<>();
    for (Path file : files) {
      try {
        digests.add(Sha256.of(file));
      } catch (IOException e) {
        throw new AdjutantException(TriplesReason.EXAMPLES_UNREADABLE, file + " can't be read", e);
      }
    }
    return String.join(" ", digests);
  }
}
