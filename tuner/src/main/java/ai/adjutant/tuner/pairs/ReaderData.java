package ai.adjutant.tuner.pairs;

import ai.adjutant.tuner.triples.ClaimSetFile;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.triples.TripleFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes a reader's examples by rule. The same inputs and seed give the same bytes. */
public final class ReaderData {
  private static final String LANGUAGE = "en"; // the rules know English
  private static final long TABLE_PAIRS = 1_000_000;
  private static final long FILE_PAIRS = 2_000_000;
  private static final int TABLES_FOR_ROW = 2;
  private static final double TABLE_CLAIMS = 0.3;

  private final Request request;
  private final List<MadeTriple> triples = new ArrayList<>();
  private final List<MadeClaim> claims = new ArrayList<>();

  private ReaderData(Request request) {
    this.request = request;
  }

  /**
   * What is made from what.
   *
   * @param triples files of triples
   * @param tables files of tables, {@code .csv} or {@code .md}
   * @param claimSets files of claims with their evidence
   * @param leftOut beginnings of the names of claim sets that are left out
   * @param rows triples and claims together, at most
   */
  public record Request(
      List<Path> triples,
      List<Path> tables,
      List<Path> claimSets,
      List<String> leftOut,
      Part part,
      Shares shares,
      int rows,
      long seed) {
    /** Keeps copies. */
    public Request {
      triples = List.copyOf(triples);
      tables = List.copyOf(tables);
      claimSets = List.copyOf(claimSets);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Makes the rows and writes them.
   *
   * @param triplesOut where the questions go
   * @param claimsOut where the claims go; none are made where empty
   * @return how many of each kind were made
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED
   */
  public static Map<String, Integer> write(
      Request request, Path triplesOut, Optional<Path> claimsOut) {
    ReaderData data = new ReaderData(request);
    data.make(claimsOut.isPresent());
    ExampleWriter.triples(triplesOut, data.triples, LANGUAGE);
    claimsOut.ifPresent(file -> ExampleWriter.claims(file, data.claims));
    Map<String, Integer> counts = new TreeMap<>();
    data.triples.forEach(row -> counts.merge("question " + row.kind(), 1, Integer::sum));
    data.claims.forEach(
        row -> counts.merge("claim " + row.claim().label() + " " + row.kind(), 1, Integer::sum));
    return counts;
  }

  private void make(boolean withClaims) {
    Map<String, String> licenses = new HashMap<>();
    List<Triple> all = new ArrayList<>();
    for (Path file : request.triples()) {
      TripleFile.Content content = TripleFile.read(file, LANGUAGE, List.of());
      licenses.putAll(content.licenses());
      content.triples().stream()
          .filter(triple -> request.part().takes(triple.context()))
          .forEach(all::add);
    }
    List<Triple> answered =
        all.stream()
            .filter(triple -> !triple.answers().isEmpty() && !Texts.isCorrected(triple.question()))
            .toList();
    Shares shares = request.shares();
    Matters matters = new Matters(request.part(), answered, licenses);
    triples.addAll(matters.pairs(answered, rows(shares.altered()), random("altered")));
    Set<Triple> used = new HashSet<>(triples.stream().map(MadeTriple::triple).toList());
    tables(rows(shares.tables()));
    paraphrases(answered, rows(shares.paraphrases()), licenses);
    originals(all, used, rows(shares.original()), licenses);
    if (withClaims) {
      claims(all, rows(shares.claims()), licenses);
    }
  }

  private int rows(double share) {
    return (int) Math.round(share * request.rows());
  }

  private Random random(String stage) {
    return new Random(request.seed() * 31 + (stage + request.part()).hashCode());
  }

  private void tables(int rows) {
    Random random = random("tables");
    List<TableFiles.Whole> files = TableFiles.read(request.tables(), request.part());
    if (!files.isEmpty()) {
      int part = Math.min(rows / 2, files.size() * 2 * TABLES_FOR_ROW);
      triples.addAll(
          new TableQuestions("tables", drawn(files, random), FILE_PAIRS).make(part, part, random));
      rows -= part;
    }
    TableMaker maker = new TableMaker(request.part());
    triples.addAll(
        new TableQuestions(TableQuestions.SOURCE, () -> maker.make(random), TABLE_PAIRS)
            .make(rows, rows, random));
  }

  private static Supplier<FactTable> drawn(List<TableFiles.Whole> files, Random random) {
    return () -> TableFiles.some(files.get(random.nextInt(files.size())), random);
  }

  private void paraphrases(List<Triple> answered, int rows, Map<String, String> licenses) {
    Random random = random("paraphrases");
    Paraphrases rules = new Paraphrases();
    int made = 0;
    for (Triple triple : shuffled(answered, random)) {
      if (made == rows) {
        break;
      }
      Optional<Paraphrases.Said> said = rules.of(triple.question(), random);
      if (said.isPresent()) {
        Triple other =
            new Triple(
                triple.source(), triple.context(), said.get().text(), triple.answers(), true);
        String license = licenses.getOrDefault(triple.source(), "");
        triples.add(new MadeTriple(other, "paraphrase-" + said.get().kind(), 0, license));
        made++;
      }
    }
  }

  private void originals(
      List<Triple> all, Set<Triple> used, int rows, Map<String, String> licenses) {
    shuffled(all, random("originals")).stream()
        .filter(triple -> !used.contains(triple))
        .limit(rows)
        .map(triple ->
            new MadeTriple(
                triple, MadeTriple.ORIGINAL, 0, licenses.getOrDefault(triple.source(), "")))
        .forEach(triples::add);
  }

  private void claims(List<Triple> all, int rows, Map<String, String> licenses) {
    Random random = random("claims");
    List<MadeClaim> sets = new ArrayList<>();
    for (Path file : request.claimSets()) {
      ClaimSetFile.read(file, request.leftOut()).stream()
          .filter(row -> request.part().takes(row.claim().passage()))
          .map(row -> new MadeClaim(row.claim(), "claim-set", row.source(), ""))
          .forEach(sets::add);
    }
    Collections.shuffle(sets, random);
    claims.addAll(sets.subList(0, Math.min(sets.size(), rows / 2)));
    int left = rows - claims.size();
    int ofTables = (int) Math.round(left * TABLE_CLAIMS);
    TableMaker maker = new TableMaker(request.part());
    claims.addAll(
        new TableQuestions(TableQuestions.SOURCE, () -> maker.make(random), 0)
            .claims(ofTables, random));
    claims.addAll(new Claims(request.part(), all, licenses).make(all, left - ofTables, random));
  }

  private static List<Triple> shuffled(List<Triple> all, Random random) {
    List<Triple> order = new ArrayList<>(all);
    Collections.shuffle(order, random);
    return order;
  }
}
