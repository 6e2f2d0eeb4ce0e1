package ai.adjutant.retriever.load;

import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.parse.DocumentReader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Documents that a load has named, and files whose documents it could not list. */
final class Names {
  private static final int LENGTH_MAX = DocumentReader.NAME_CHARACTERS_MAX;

  private final Set<String> named = new HashSet<>();
  private final Set<String> brokenFiles = new HashSet<>();

  /** Notes a document; false when the load named it before. */
  synchronized boolean add(String document) {
    return named.add(document);
  }

  /** Notes a file of which not all documents are known. */
  synchronized void broken(String file) {
    brokenFiles.add(file);
  }

  /** Returns true when a document that stands may be removed because the load did not name it. */
  synchronized boolean mayPrune(DocumentRecord document) {
    return !named.contains(document.id()) && !brokenFiles.contains(document.provenance().file());
  }

  /** What is wrong with a path that should name a document; empty when nothing is. */
  static Optional<String> problem(String path) {
    if (path.isBlank()) {
      return Optional.of("it is empty");
    }
    if (path.length() > LENGTH_MAX) {
      return Optional.of("it is longer than " + LENGTH_MAX + " characters");
    }
    if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return Optional.of("it holds control characters");
    }
    return Optional.empty();
  }

  /** What is wrong with the path of a file, relative to the load's root; empty when nothing is. */
  static Optional<String> fileProblem(String path) {
    Optional<String> problem = problem(path);
    if (problem.isPresent()) {
      return problem;
    }
    if (path.startsWith("/") || path.endsWith("/") || path.contains("\\")) {
      return Optional.of("it must be relative, with \"/\" between its parts");
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return Optional.of("it has an empty part, \".\" or \"..\"");
      }
    }
    return Optional.empty();
  }
}
