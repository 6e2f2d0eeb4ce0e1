package ai.adjutant.retriever.load;

import ai.adjutant.retriever.chunk.SearchText;
import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.StandingChunk;
import ai.adjutant.retriever.index.StoredDocument;
import ai.adjutant.retriever.load.Succession.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends the validity of documents that others supersede, once all of a load are committed. It is
 * found anew from what all documents state, so that order does not matter, nothing is ended twice,
 * and a document is in force again when the one that superseded it is gone. Used by the load's own
 * thread alone.
 */
final class SuccessionStage {
  private static final int PAGE = 500;
  private static final int DOCUMENTS_MAX = 200_000;
  private static final int GROUP_MAX = 64;
  private static final int WARNINGS_MAX = 20;

  private final Corpus corpus;
  private final LoadState state;
  private int reported;

  SuccessionStage(Corpus corpus, LoadState state) {
    this.corpus = corpus;
    this.state = state;
  }

  /** Works on the corpus as it is committed. */
  void run() {
    if (state.isFailed()) {
      return;
    }
    try {
      List<VersionRecord> documents = documents();
      if (documents.isEmpty()) {
        return;
      }
      Succession succession = new Succession(documents);
      Map<String, End> ends = succession.ends();
      succession.warnings().forEach(this::warn);
      apply(documents, ends);
    } catch (IOException e) {
      state.warn("what supersedes what could not be stored; is the disk full? Load again");
    }
  }

  /** All documents; none where no document states anything about another. */
  private List<VersionRecord> documents() throws IOException {
    List<VersionRecord> documents = new ArrayList<>();
    try (IndexView view = corpus.index().view()) {
      if (view.documents(statements(), null, 1).isEmpty()) {
        return documents;
      }
      if (view.documentCount() > DOCUMENTS_MAX) {
        warn(
            "the corpus has more than "
                + DOCUMENTS_MAX
                + " documents: what supersedes what is not looked up; state effective_until");
        return documents;
      }
      @Nullable String after = null;
      List<DocumentRecord> page;
      do {
        page = view.documents(new Condition.Everything(), after, PAGE);
        for (DocumentRecord document : page) {
          documents.add(VersionRecord.of(document));
          after = document.id();
        }
      } while (page.size() == PAGE);
    }
    return documents;
  }

  private static Condition statements() {
    List<Condition> any = new ArrayList<>();
    for (String name :
        List.of(VersionRecord.SUPERSEDES, VersionRecord.SUPERSEDED_BY, VersionRecord.ENDED_BY)) {
      any.add(new Condition.Present(new Condition.Attribute(Condition.Name.METADATA, name)));
    }
    return new Condition.Or(any);
  }

  private void apply(List<VersionRecord> documents, Map<String, End> ends) throws IOException {
    int staged = 0;
    long generation = 0;
    for (VersionRecord document : documents) {
      @Nullable End end = ends.get(document.id());
      if (stands(document, end)) {
        continue;
      }
      Optional<Long> next = restate(document, end);
      if (next.isPresent()) {
        generation = next.get();
        staged++;
        report(document, end);
      }
      if (staged == GROUP_MAX) {
        corpus.writer().commit(generation);
        staged = 0;
      }
    }
    if (staged > 0) {
      corpus.writer().commit(generation);
    }
  }

  private static boolean stands(VersionRecord document, @Nullable End end) {
    if (end == null) {
      return document.endedBy().isEmpty();
    }
    return document.endedBy().equals(end.by())
        && document.until() != null
        && document.until().toEpochMilli() == end.at().toEpochMilli();
  }

  private Optional<Long> restate(VersionRecord document, @Nullable End end) throws IOException {
    StoredDocument stored;
    List<StandingChunk> chunks;
    try (IndexView view = corpus.index().view()) {
      Optional<StoredDocument> standing = view.storedDocument(document.id());
      if (standing.isEmpty()) {
        return Optional.empty(); // deleted meanwhile
      }
      stored = standing.get();
      chunks = view.standingChunks(document.id());
    }
    DocumentRecord record = stored.document();
    DocumentRecord next =
        new DocumentRecord(
            record.id(),
            description(record.description(), document, end),
            record.provenance(),
            record.pageCount(),
            record.chunkCount());
    List<IndexedChunk> indexed = new ArrayList<>();
    for (StandingChunk chunk : chunks) {
      String text = chunk.found().text();
      String title = next.description().title();
      indexed.add(
          new IndexedChunk(
              chunk.found().chunk(),
              text,
              SearchText.of(title, chunk.found().chunk(), text),
              chunk.vector()));
    }
    StoredDocument restated = new StoredDocument(next, stored.text(), stored.pages());
    return Optional.of(corpus.writer().replace(restated, indexed, null));
  }

  private static Description description(
      Description stood, VersionRecord document, @Nullable End end) {
    Map<String, String> metadata = new HashMap<>(stood.metadata());
    metadata.remove(VersionRecord.ENDED_BY);
    metadata.remove(VersionRecord.STATED_UNTIL);
    if (end != null) {
      metadata.put(VersionRecord.ENDED_BY, end.by());
      if (document.ownUntil() != null) {
        metadata.put(VersionRecord.STATED_UNTIL, document.ownUntil().toString());
      }
    }
    return new Description(
        stood.title(),
        stood.contentType(),
        stood.language(),
        stood.label(),
        metadata,
        stood.effectiveFrom(),
        end == null ? document.ownUntil() : end.at());
  }

  private void report(VersionRecord document, @Nullable End end) {
    warn(
        end == null
            ? document.id() + " is no longer superseded; its own dates hold again"
            : document.id()
                + " is in force until "
                + end.at()
                + ": "
                + end.by()
                + " supersedes it");
  }

  private void warn(String warning) {
    if (++reported <= WARNINGS_MAX) {
      state.warn(warning);
    } else if (reported == WARNINGS_MAX + 1) {
      state.warn("more documents were superseded, or could not be");
    }
  }
}
