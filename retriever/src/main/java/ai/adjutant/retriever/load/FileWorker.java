package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.Provenance;
import ai.adjutant.retriever.index.StoredDocument;
import ai.adjutant.retriever.load.DocumentOutcome.Change;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files one after another: split, compare, parse, cut. Several work on one load. */
final class FileWorker {
  private static final Logger log = LoggerFactory.getLogger(FileWorker.class);

  private final LoadTools tools;
  private final LoadRequest request;
  private final LoadProgress progress;
  private final String given;

  FileWorker(LoadTools tools, LoadRequest request, LoadProgress progress) {
    this.tools = tools;
    this.request = request;
    this.progress = progress;
    List<String> said = new ArrayList<>(List.of(request.label()));
    new TreeMap<>(request.metadata()).forEach((key, value) -> said.addAll(List.of(key, value)));
    this.given = Hashes.of(said);
  }

  /** Works until no more files come. */
  void run() {
    try {
      for (Optional<Arrival> next = progress.nextFile();
          next.isPresent();
          next = progress.nextFile()) {
        handle(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(Arrival arrival) throws InterruptedException {
    try {
      if (!progress.isStopped()) {
        tools.reader().split(arrival.file(), arrival.path(), new Parts(arrival));
      }
    } catch (AdjutantException e) {
      progress.fileFailed(arrival.path(), e);
    } catch (IOException e) {
      progress.fileFailed(arrival.path(), unreadable(e));
    } catch (RuntimeException | StackOverflowError e) {
      progress.fileFailed(arrival.path(), fault(e));
    } finally {
      discard(arrival);
    }
  }

  private static void discard(Arrival arrival) {
    try {
      Files.deleteIfExists(arrival.file());
    } catch (IOException e) {
      log.warn("an upload stays until the next start", e);
    }
  }

  private static AdjutantException unreadable(IOException cause) {
    return new AdjutantException(
        LoadReason.UNREADABLE, "the file can't be read; is it whole?", cause);
  }

  private static AdjutantException fault(Throwable cause) {
    log.error("bug while reading a document", cause);
    return new AdjutantException(
        LoadReason.INTERNAL_FAULT,
        "reading it failed by a fault of Adjutant's own; the retriever's log says more");
  }

  private void handle(Arrival arrival, Part part) throws InterruptedException {
    Optional<String> problem = Names.problem(part.id());
    if (problem.isPresent()) {
      progress.fileFailed(
          arrival.path(),
          new AdjutantException(
              ParseReason.BAD_NAME, "a document in it has no usable name: " + problem.get()));
      return;
    }
    if (!progress.names().add(part.id())) {
      progress.failed(
          part.id(),
          new AdjutantException(
              LoadReason.DUPLICATE_NAME,
              "the load named this document twice; only the first one counts"));
      return;
    }
    try {
      compare(arrival, part);
    } catch (AdjutantException e) {
      progress.failed(part.id(), e);
    } catch (IOException e) {
      progress.failed(part.id(), unreadable(e));
    } catch (RuntimeException | StackOverflowError e) {
      progress.failed(part.id(), fault(e));
    }
  }

  private void compare(Arrival arrival, Part part) throws IOException, InterruptedException {
    String version =
        Hashes.of(List.of(part.sha256(), Integer.toString(DocumentReader.PIPELINE_VERSION)));
    Optional<DocumentRecord> standing;
    try (IndexView view = tools.corpus().index().view()) {
      standing = view.document(part.id());
    }
    if (standing.isPresent() && stands(standing.get(), version)) {
      progress.told(DocumentOutcome.of(part.id(), Change.UNCHANGED, standing.get().chunkCount()));
      return;
    }
    ParsedDocument parsed = tools.reader().parse(part);
    List<Chunk> chunks = tools.chunker().cut(parsed);
    if (chunks.isEmpty()) {
      throw new AdjutantException(ParseReason.EMPTY, "there is no text in it");
    }
    Change change = standing.isPresent() ? Change.CHANGED : Change.ADDED;
    DocumentOutcome outcome =
        new DocumentOutcome(part.id(), change, "", "", parsed.warnings(), chunks.size());
    LanguageWatch.warning(parsed.language(), tools.corpus().settings().language(), tools.identity())
        .ifPresent(progress::warn);
    if (request.dryRun()) {
      progress.told(outcome);
      return;
    }
    progress.keep(arrival);
    standing.ifPresent(former -> progress.replaced(former.provenance().original()));
    progress.prepared(
        new Prepared(stored(arrival, part, version, parsed, chunks.size()), chunks, outcome));
  }

  /** True when nothing would change; vectors that are missing are made as soon as they can be. */
  private boolean stands(DocumentRecord standing, String version) {
    Provenance provenance = standing.provenance();
    boolean vectorsMissing = tools.identity().isPresent() && provenance.encoderDigest().isEmpty();
    return provenance.version().equals(version)
        && provenance.given().equals(given)
        && !vectorsMissing;
  }

  private StoredDocument stored(
      Arrival arrival, Part part, String version, ParsedDocument parsed, int chunkCount) {
    Map<String, String> metadata = new HashMap<>(request.metadata());
    metadata.putAll(parsed.metadata());
    Description description =
        new Description(
            parsed.title(),
            parsed.contentType(),
            parsed.language(),
            parsed.label().isEmpty() ? request.label() : parsed.label(),
            metadata,
            parsed.effectiveFrom(),
            parsed.effectiveUntil());
    Provenance provenance =
        new Provenance(
            version,
            given,
            arrival.sha256(),
            arrival.path(),
            part.byteCount(),
            tools.settings().clock().instant(),
            "");
    DocumentRecord record =
        new DocumentRecord(part.id(), description, provenance, parsed.pages().size(), chunkCount);
    return new StoredDocument(record, parsed.text(), parsed.pages());
  }

  /** Takes the parts of one file, in this worker's thread. */
  private final class Parts implements DocumentReader.PartHandler {
    private final Arrival arrival;

    Parts(Arrival arrival) {
      this.arrival = arrival;
    }

    @Override
    public void part(Part part) {
      guarded(() -> handle(arrival, part));
    }

    @Override
    public void failed(String id, AdjutantException reason) {
      guarded(() -> {
        progress.names().add(id);
        progress.names().broken(arrival.path());
        progress.failed(id, reason);
      });
    }

    private void guarded(Work work) {
      if (progress.isStopped()) {
        return;
      }
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        progress.cancel();
      }
    }
  }

  /** Work that may be interrupted. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }
}
