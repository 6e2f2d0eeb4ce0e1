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
import ai.adjutant.retriever.term.TermCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files one after another: split, compare, parse, cut. Several work on one load. */
final class FileWorker {
  private static final Logger log = LoggerFactory.getLogger(FileWorker.class);

  private final LoadContext context;
  private final LoadRequest request;
  private final LoadState state;

  FileWorker(LoadContext context, LoadRequest request, LoadState state) {
    this.context = context;
    this.request = request;
    this.state = state;
  }

  /** Works until no more files come. */
  void run() {
    try {
      for (Optional<Arrival> next = state.nextFile(); next.isPresent(); next = state.nextFile()) {
        handle(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(Arrival arrival) throws InterruptedException {
    try {
      if (!state.isStopped()) {
        context.reader().split(arrival.file(), arrival.path(), new Parts(arrival));
        if (arrival.origin() instanceof Arrival.Kept kept) {
          failWhatIsNotInIt(kept);
        }
      }
    } catch (AdjutantException e) {
      state.fileFailed(arrival.path(), e);
    } catch (IOException e) {
      state.fileFailed(arrival.path(), unreadable(e));
    } catch (RuntimeException | StackOverflowError e) {
      state.fileFailed(arrival.path(), fault(e));
    } finally {
      discard(arrival);
    }
  }

  private void failWhatIsNotInIt(Arrival.Kept kept) throws InterruptedException {
    for (String id : kept.documents().keySet()) {
      if (state.names().add(id)) {
        state.failed(
            id,
            new AdjutantException(
                LoadReason.ORIGINAL_CHANGED,
                "its original holds no document of this name, as it is read now; load it again"));
      }
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
    if (!arrival.origin().wants(part.id())) {
      return;
    }
    Optional<String> problem = Names.problem(part.id());
    if (problem.isPresent()) {
      state.fileFailed(
          arrival.path(),
          new AdjutantException(
              ParseReason.BAD_NAME, "a document in it has no usable name: " + problem.get()));
      return;
    }
    if (!state.names().add(part.id())) {
      if (arrival.origin() instanceof Arrival.Kept) {
        return; // it was reported when the file arrived
      }
      state.failed(
          part.id(),
          new AdjutantException(
              LoadReason.DUPLICATE_NAME,
              "the load named this document twice; only the first one counts"));
      return;
    }
    try {
      compare(arrival, part);
    } catch (AdjutantException e) {
      state.failed(part.id(), e);
    } catch (IOException e) {
      state.failed(part.id(), unreadable(e));
    } catch (RuntimeException | StackOverflowError e) {
      state.failed(part.id(), fault(e));
    }
  }

  private void compare(Arrival arrival, Part part) throws IOException, InterruptedException {
    String version =
        Hashes.of(List.of(part.sha256(), Integer.toString(DocumentReader.PIPELINE_VERSION)));
    Optional<DocumentRecord> standing;
    try (IndexView view = context.corpus().index().view()) {
      standing = view.document(part.id());
    }
    Claim claim = Claim.of(arrival.origin(), request.stated(), part.id());
    if (standing.isPresent() && stands(standing.get(), version, claim.given())) {
      state.report(DocumentOutcome.of(part.id(), Change.UNCHANGED, standing.get().chunkCount()));
      return;
    }
    ParsedDocument parsed = context.reader().parse(part, context.corpus().settings().language());
    List<Chunk> chunks = context.chunker().cut(parsed);
    if (chunks.isEmpty()) {
      throw new AdjutantException(ParseReason.EMPTY, "there is no text in it");
    }
    Change change = standing.isPresent() ? Change.CHANGED : Change.ADDED;
    StoredDocument stored = stored(arrival, part, claim, parsed, chunks.size(), version);
    DocumentOutcome outcome =
        new DocumentOutcome(
            part.id(), change, "", "", warnings(parsed, stored.document(), chunks), chunks.size());
    state.languages().saw(parsed.language());
    if (request.dryRun()) {
      state.report(outcome);
      return;
    }
    if (arrival.origin() instanceof Arrival.Sent) {
      state.keep(arrival);
    }
    standing.ifPresent(former -> state.replaced(former.provenance().original()));
    state.prepared(new Prepared(stored, chunks, outcome));
  }

  private static List<String> warnings(
      ParsedDocument parsed, DocumentRecord document, List<Chunk> chunks) {
    List<String> warnings = new ArrayList<>(parsed.warnings());
    Description description = document.description();
    @Nullable Instant from = description.effectiveFrom();
    @Nullable Instant until = description.effectiveUntil();
    if (from != null && until != null && !from.isBefore(until)) {
      warnings.add("it is never in force: effective_until " + until + " is not after " + from);
    }
    if (TermCollector.exceeds(description.title(), chunks, parsed.text())) {
      warnings.add(
          "it explains more than "
              + TermCollector.TERMS_MAX
              + " abbreviations; those beyond are found as words, and not in both forms");
    }
    return warnings;
  }

  /**
   * Returns true when nothing would change; vectors that are missing are made as soon as they can
   * be.
   */
  private boolean stands(DocumentRecord standing, String version, String given) {
    Provenance provenance = standing.provenance();
    boolean vectorsMissing = context.identity().isPresent() && provenance.encoderDigest().isEmpty();
    return provenance.version().equals(version)
        && provenance.given().equals(given)
        && !vectorsMissing;
  }

  private StoredDocument stored(
      Arrival arrival,
      Part part,
      Claim claim,
      ParsedDocument parsed,
      int chunkCount,
      String version) {
    Instant loadTime = claim.loadTime().orElseGet(() -> context.settings().clock().instant());
    Provenance provenance =
        new Provenance(
            version,
            claim.given(),
            arrival.sha256(),
            arrival.path(),
            part.byteCount(),
            loadTime,
            "");
    DocumentRecord record =
        new DocumentRecord(
            part.id(),
            claim.description(parsed, loadTime),
            provenance,
            parsed.pages().size(),
            chunkCount);
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
      if (!arrival.origin().wants(id)) {
        return;
      }
      guarded(() -> {
        state.names().add(id);
        state.names().broken(arrival.path());
        state.failed(id, reason);
      });
    }

    private void guarded(Work work) {
      if (state.isStopped()) {
        return;
      }
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        state.cancel();
      }
    }
  }

  /** Work that may be interrupted. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }
}
