package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.corpus.KeptDocument;
import ai.adjutant.retriever.corpus.Rebuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hands the originals of a corpus to a load, as if they arrived. Runs in a thread of its own. */
final class OriginalsFeed {
  private final Rebuild rebuild;
  private final LoadContext context;
  private final LoadState state;
  private final Map<Source, Map<String, KeptDocument>> sources = new LinkedHashMap<>();

  OriginalsFeed(Rebuild rebuild, LoadContext context, LoadState state) {
    this.rebuild = rebuild;
    this.context = context;
    this.state = state;
    for (KeptDocument document : rebuild.documents()) {
      sources
          .computeIfAbsent(new Source(document.original(), document.file()), s -> new HashMap<>())
          .put(document.id(), document);
    }
  }

  /** Files that it will hand over. */
  int files() {
    return sources.size();
  }

  /** Works until all are taken, or the load stops. */
  void run() {
    try {
      for (Map.Entry<Source, Map<String, KeptDocument>> source : sources.entrySet()) {
        if (state.isStopped()) {
          return;
        }
        hand(source.getKey(), source.getValue());
      }
      state.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      state.cancel();
    } catch (IOException | RuntimeException e) {
      state.fail("an original could not be handed over; is the disk full?", e);
    }
  }

  private void hand(Source source, Map<String, KeptDocument> documents)
      throws IOException, InterruptedException {
    state.counters().fileArrived();
    Path original = rebuild.original(source.sha256());
    if (!Files.exists(original)) {
      for (String id : documents.keySet()) {
        state.failed(
            id,
            new AdjutantException(
                LoadReason.ORIGINAL_MISSING, "its original is no longer kept; load it again"));
      }
      return;
    }
    Path file = Files.createTempFile(context.uploads(), "original-", "");
    boolean passedOn = false;
    try {
      copy(original, file);
      state.counters().bytesArrived(Files.size(file));
      passedOn =
          state.arrived(
              new Arrival(source.file(), file, source.sha256(), new Arrival.Kept(documents)));
    } finally {
      if (!passedOn) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void copy(Path original, Path file) throws IOException {
    try {
      Files.delete(file);
      Files.createLink(file, original);
    } catch (UnsupportedOperationException e) {
      Files.copy(original, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A file that documents came in. */
  private record Source(String sha256, String file) {}
}
