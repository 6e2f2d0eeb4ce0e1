package ai.adjutant.retriever.service;

import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retrieval.v1.AddTermsRequest;
import ai.adjutant.retrieval.v1.AddTermsResponse;
import ai.adjutant.retrieval.v1.ListTermsRequest;
import ai.adjutant.retrieval.v1.ListTermsResponse;
import ai.adjutant.retrieval.v1.RemoveTermsRequest;
import ai.adjutant.retrieval.v1.RemoveTermsResponse;
import ai.adjutant.retrieval.v1.Term;
import ai.adjutant.retrieval.v1.TermServiceGrpc;
import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.corpus.CorpusReason;
import ai.adjutant.retriever.corpus.CorpusRegistry;
import ai.adjutant.retriever.index.ExplainedTerm;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.term.AddedTerm;
import ai.adjutant.retriever.term.TermKey;
import ai.adjutant.retriever.term.TermList;
import ai.adjutant.retriever.term.TermList.Suppression;
import ai.adjutant.retriever.term.TermReason;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Serves TermService. */
public final class TermMethods extends TermServiceGrpc.TermServiceImplBase {
  private static final char BETWEEN = '\u0000';

  private final CorpusRegistry registry;
  private final Clock clock;

  /** Serves the terms of registered corpora. */
  public TermMethods(CorpusRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void listTerms(ListTermsRequest request, StreamObserver<ListTermsResponse> observer) {
    Corpus corpus = registry.get(ResourceNames.parseCorpus(request.getParent()));
    int size = Pages.size(request.getPageSize());
    SortedMap<TermKey, Term.Builder> page =
        page(corpus, key(Pages.last(request.getPageToken())), size + 1);
    ListTermsResponse.Builder response = ListTermsResponse.newBuilder();
    @Nullable TermKey last = null;
    for (Map.Entry<TermKey, Term.Builder> term : page.entrySet()) {
      if (response.getTermsCount() == size) {
        break;
      }
      response.addTerms(term.getValue());
      last = term.getKey();
    }
    if (last != null && page.size() > size) {
      response.setNextPageToken(Pages.token(last.shortForm() + BETWEEN + last.longForm()));
    }
    reply(observer, response.build());
  }

  private static @Nullable TermKey key(String last) {
    int between = last.indexOf(BETWEEN);
    return between < 0
        ? null
        : new TermKey(last.substring(0, between), last.substring(between + 1));
  }

  /** The first terms behind a key, of people and documents together. */
  private static SortedMap<TermKey, Term.Builder> page(
      Corpus corpus, @Nullable TermKey after, int limit) {
    String name = corpus.settings().name();
    TermList list = corpus.terms();
    SortedMap<TermKey, Term.Builder> page = new TreeMap<>();
    list.removed().stream()
        .filter(key -> after == null || key.compareTo(after) > 0)
        .limit(limit)
        .forEach(key -> page.put(key, TermMessages.removed(key)));
    list.added().entrySet().stream()
        .filter(term -> after == null || term.getKey().compareTo(after) > 0)
        .limit(limit)
        .forEach(term -> page.put(term.getKey(), TermMessages.added(term.getValue())));
    try (IndexView view = corpus.index().view()) {
      for (ExplainedTerm term : view.explainedAfter(after, limit)) {
        TermKey key = TermKey.of(term.shortForm(), term.longForm());
        if (list.added().containsKey(key)) {
          page.computeIfPresent(key, (same, own) -> TermMessages.source(name, term, own));
        } else {
          page.put(key, TermMessages.explained(name, term, list));
        }
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    return page;
  }

  @Override
  public void addTerms(AddTermsRequest request, StreamObserver<AddTermsResponse> observer) {
    String name = ResourceNames.parseCorpus(request.getParent());
    if (request.getTermsCount() == 0) {
      throw new AdjutantException(TermReason.BAD_TERM, "terms is empty; name one to add");
    }
    String principal =
        RequestContext.current().map(RequestContext::principal).orElse(RequestContext.ANONYMOUS);
    List<AddedTerm> terms =
        request.getTermsList().stream()
            .map(term -> TermMessages.parse(term, principal, clock.instant()))
            .toList();
    AtomicInteger more = new AtomicInteger();
    Corpus corpus =
        registry.updateTerms(
            name,
            list -> {
              TermList longer = list.with(terms);
              more.set(longer.added().size() - list.added().size());
              return longer;
            });
    long different = terms.stream().map(AddedTerm::key).distinct().count();
    int added = more.get();
    reply(
        observer,
        AddTermsResponse.newBuilder()
            .setAddedCount(added)
            .setReplacedCount((int) different - added)
            .setReindexWanted(corpus.isReindexWanted())
            .build());
  }

  @Override
  public void removeTerms(
      RemoveTermsRequest request, StreamObserver<RemoveTermsResponse> observer) {
    String name = ResourceNames.parseCorpus(request.getParent());
    TermKey key = TermKey.of(request.getShortForm(), request.getLongForm());
    if (key.shortForm().isEmpty()) {
      throw new AdjutantException(TermReason.BAD_TERM, "short_form is empty; name the term");
    }
    boolean explained = isExplained(registry.get(name), key);
    AtomicInteger deleted = new AtomicInteger();
    Corpus corpus =
        registry.updateTerms(
            name,
            list -> {
              TermList left = list.without(key, explained ? Suppression.YES : Suppression.NO);
              deleted.set(list.added().size() - left.added().size());
              return left;
            });
    if (!explained && deleted.get() == 0) {
      throw new AdjutantException(
          TermReason.TERM_NOT_FOUND,
          "corpus "
              + name
              + " has no term '"
              + ResourceNames.shown(request.getShortForm())
              + (request.getLongForm().isEmpty()
                  ? "'"
                  : "' with the long form '" + ResourceNames.shown(request.getLongForm()) + "'")
              + "; list its terms to see those there are");
    }
    reply(
        observer,
        RemoveTermsResponse.newBuilder()
            .setDeletedCount(deleted.get())
            .setSuppressed(explained)
            .setReindexWanted(corpus.isReindexWanted())
            .build());
  }

  private static boolean isExplained(Corpus corpus, TermKey key) {
    try (IndexView view = corpus.index().view()) {
      return view.explained(key).isPresent();
    } catch (IOException e) {
      throw unreadable(corpus.settings().name(), e);
    }
  }

  private static AdjutantException unreadable(String corpus, IOException cause) {
    return new AdjutantException(
        CorpusReason.STORAGE_FAILED,
        "the index of corpus " + corpus + " could not be read; the retriever's log says more",
        cause);
  }

  private static <T> void reply(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }
}
