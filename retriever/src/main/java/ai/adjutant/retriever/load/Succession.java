package ai.adjutant.retriever.load;

import ai.adjutant.retriever.parse.validity.DocumentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds which documents end the validity of which, from what all of them state, whatever the order
 * in which they came. What is unclear, contradicts itself or goes in a circle ends nothing and is
 * reported.
 */
final class Succession {
  private static final int NAMES_MAX = 50;

  private final Map<String, VersionRecord> documents = new TreeMap<>();
  private final VersionNames names;
  private final List<String> warnings = new ArrayList<>();
  private final Set<Claim> claims = new HashSet<>();

  Succession(List<VersionRecord> all) {
    all.forEach(document -> documents.put(document.id(), document));
    this.names = new VersionNames(all);
  }

  /** One document is said to take the place of another. */
  private record Claim(VersionRecord by, VersionRecord of) {}

  /**
   * Tells when the validity of a document ends.
   *
   * @param by id of the document that takes its place
   */
  record End(String by, Instant at) {}

  /** The ends by the ids of the documents that end. */
  Map<String, End> ends() {
    for (VersionRecord document : documents.values()) {
      if (!DocumentStatus.isDraft(document.stated(VersionRecord.STATUS))) {
        for (VersionRecord other : named(document, document.stated(VersionRecord.SUPERSEDES))) {
          claim(document, other);
        }
      }
      for (VersionRecord other : named(document, document.stated(VersionRecord.SUPERSEDED_BY))) {
        claim(other, document);
      }
    }
    dropCircles();
    Map<String, End> ends = new TreeMap<>();
    for (Claim claim : claims) {
      End end = new End(claim.by().id(), claim.by().begins());
      ends.merge(claim.of().id(), end, Succession::earlier);
    }
    ends.entrySet().removeIf(entry -> endsEarlier(documents.get(entry.getKey()), entry.getValue()));
    return ends;
  }

  List<String> warnings() {
    return warnings;
  }

  private static End earlier(End a, End b) {
    int order = a.at().compareTo(b.at());
    boolean first = order < 0 || (order == 0 && a.by().compareTo(b.by()) < 0);
    return first ? a : b;
  }

  private static boolean endsEarlier(@Nullable VersionRecord document, End end) {
    return document == null
        || (document.ownUntil() != null
            && !document.isEndAssumed()
            && !document.ownUntil().isAfter(end.at()));
  }

  /** The documents that a statement names: as a whole, else part by part. */
  private List<VersionRecord> named(VersionRecord speaker, String statement) {
    if (statement.isBlank()) {
      return List.of();
    }
    VersionNames.Found whole = names.find(speaker, statement);
    if (!whole.documents().isEmpty()) {
      return chosen(speaker, statement, whole);
    }
    List<VersionRecord> found = new ArrayList<>();
    String[] parts = statement.split("\\s*[;,]\\s*|\\s+(?:and|und)\\s+", NAMES_MAX + 1);
    for (int i = 0; i < Math.min(parts.length, NAMES_MAX); i++) {
      found.addAll(chosen(speaker, parts[i], names.find(speaker, parts[i])));
    }
    return found;
  }

  private List<VersionRecord> chosen(VersionRecord speaker, String name, VersionNames.Found found) {
    if (found.all() || found.documents().size() <= 1) {
      return found.documents();
    }
    warnings.add(
        speaker.id()
            + " names \""
            + name
            + "\", which may be "
            + found.documents().get(0).id()
            + " or "
            + found.documents().get(1).id()
            + "; neither was ended. Name one by its file");
    return List.of();
  }

  private void claim(VersionRecord by, VersionRecord of) {
    if (of.from() != null && !of.from().isBefore(by.begins())) {
      warnings.add(
          by.id()
              + " is said to supersede "
              + of.id()
              + ", which is in force only from "
              + of.from()
              + "; it was not ended");
      return;
    }
    claims.add(new Claim(by, of));
  }

  /** Leaves out what supersedes itself through others: what is left after both ends are peeled. */
  private void dropCircles() {
    Set<Claim> left = new HashSet<>(claims);
    boolean peeled = true;
    while (peeled) {
      Map<String, Integer> speaks = new HashMap<>();
      Map<String, Integer> spokenOf = new HashMap<>();
      for (Claim claim : left) {
        speaks.merge(claim.by().id(), 1, Integer::sum);
        spokenOf.merge(claim.of().id(), 1, Integer::sum);
      }
      peeled =
          left.removeIf(claim ->
              !spokenOf.containsKey(claim.by().id()) || !speaks.containsKey(claim.of().id()));
    }
    claims.removeAll(left);
    if (!left.isEmpty()) {
      List<String> ids = left.stream().map(claim -> claim.by().id()).distinct().sorted().toList();
      warnings.add(
          "these supersede one another in a circle, none of them was ended: "
              + String.join(", ", ids.subList(0, Math.min(ids.size(), 10))));
    }
  }
}
