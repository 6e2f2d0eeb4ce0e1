package ai.adjutant.tuner.reader;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.Sha256;
import ai.adjutant.tuner.triples.Claim;
import ai.adjutant.tuner.triples.ClaimFile;
import ai.adjutant.tuner.triples.Neighbours;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.triples.TripleFile;
import ai.adjutant.tuner.triples.TriplesReason;
import ai.adjutant.tuner.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * All that a reader learns from and is measured by.
 *
 * @param triples to learn from, questions that head sections among them
 * @param claims to learn from, numbered after the triples
 * @param heldOut to measure by
 * @param learnt passages to draw wrong ones from
 * @param measured held-out passages to draw wrong ones from
 * @param digest of all files
 * @param notes of what was left out, a line each
 */
record ReaderExamples(
    List<Triple> triples,
    List<Claim> claims,
    List<Triple> heldOut,
    Neighbours learnt,
    Neighbours measured,
    String digest,
    List<String> notes) {

  ReaderExamples {
    triples = List.copyOf(triples);
    claims = List.copyOf(claims);
    heldOut = List.copyOf(heldOut);
    notes = List.copyOf(notes);
  }

  static ReaderExamples read(ReaderSettings settings, long seed) {
    List<String> notes = new ArrayList<>();
    List<Triple> all = new ArrayList<>();
    for (Path file : TripleFile.files(settings.triples())) {
      TripleFile.Content triples = TripleFile.read(file, settings.language(), List.of());
      note(notes, file, triples);
      all.addAll(triples.triples());
    }
    settings
        .headings()
        .ifPresent(file -> {
          List<String> sets = settings.headingSets().map(List::of).orElse(List.of());
          TripleFile.Content headings = TripleFile.read(file, settings.language(), sets);
          note(notes, file, headings);
          all.addAll(headings.triples());
        });
    TripleFile.Content heldOut =
        TripleFile.read(settings.heldOut(), settings.language(), List.of());
    note(notes, settings.heldOut(), heldOut);
    List<Triple> measured = drawn(heldOut.triples(), settings.evaluated(), seed);
    List<Triple> learnt = settings.examples() == 0 ? all : drawn(all, settings.examples(), seed);
    return new ReaderExamples(
        learnt,
        settings.claims().map(ClaimFile::read).orElse(List.of()),
        measured,
        new Neighbours(all.stream().map(Triple::context).toList()),
        new Neighbours(heldOut.triples().stream().map(Triple::context).toList()),
        digest(settings),
        notes);
  }

  private static void note(List<String> notes, Path file, TripleFile.Content content) {
    notes.add(file.getFileName() + ": " + content.triples().size() + " examples");
    Map<String, Integer> others = new TreeMap<>(content.otherLanguages());
    if (!others.isEmpty()) {
      notes.add(file.getFileName() + ": left out, as they are in other languages: " + others);
    }
    if (content.cut() > 0) {
      notes.add(file.getFileName() + ": passages cut as they were too long: " + content.cut());
    }
  }

  private static List<Triple> drawn(List<Triple> all, int count, long seed) {
    List<Triple> order = new ArrayList<>(all);
    Collections.shuffle(order, new Random(seed));
    return order.subList(0, Math.min(count, order.size()));
  }

  private static String digest(ReaderSettings settings) {
    List<Path> files = new ArrayList<>(TripleFile.files(settings.triples()));
    files.add(settings.heldOut());
    settings.headings().ifPresent(files::add);
    settings.claims().ifPresent(path -> files.addAll(TripleFile.files(path)));
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

  /** How many examples there are to learn from. */
  int count() {
    return triples.size() + claims.size();
  }
}
