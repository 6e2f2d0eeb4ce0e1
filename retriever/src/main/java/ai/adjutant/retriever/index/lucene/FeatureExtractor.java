package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.encode.Vector;
import ai.adjutant.retriever.index.IndexView.TermStatistics;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/**
 * Reads raw signals of given chunks from the index, whether a leg found them or not. Chunks are
 * visited in the order of the index, and signals are returned in the order given.
 */
final class FeatureExtractor {
  private final IndexSearcher searcher;
  private final int[] docIds;
  private final int[] order;

  FeatureExtractor(IndexSearcher searcher, List<Integer> docIds) {
    this.searcher = new IndexSearcher(searcher.getIndexReader());
    this.docIds = docIds.stream().mapToInt(Integer::intValue).toArray();
    this.order =
        IntStream.range(0, this.docIds.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> this.docIds[i]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Score of each chunk. */
  double[] scores(Query query, Similarity similarity) throws IOException {
    double[] scores = new double[docIds.length];
    searcher.setSimilarity(similarity);
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1f);
    visit(leaf -> {
      @Nullable Scorer scorer = weight.scorer(leaf);
      return scorer == null
          ? null
          : (i, doc) -> {
            if (reaches(scorer.iterator(), doc)) {
              scores[i] = scorer.score();
            }
          };
    });
    return scores;
  }

  /**
   * Share of the terms, by idf and weight, that stand in each chunk; 0 where there are no terms.
   */
  double[] cover(List<TermStatistics> terms) throws IOException {
    double[] cover = new double[docIds.length];
    double sum = terms.stream().mapToDouble(term -> term.idf() * term.weight()).sum();
    if (sum <= 0) {
      return cover;
    }
    for (TermStatistics term : terms) {
      visit(leaf -> {
        @Nullable PostingsEnum postings =
            leaf.reader().postings(new Term(Fields.BODY, term.term()), PostingsEnum.NONE);
        return postings == null
            ? null
            : (i, doc) -> {
              if (reaches(postings, doc)) {
                cover[i] += term.idf() * term.weight() / sum;
              }
            };
      });
    }
    for (int i = 0; i < cover.length; i++) {
      cover[i] = Math.min(1, cover[i]);
    }
    return cover;
  }

  /** Cosine of each chunk with a vector; null where either is missing. */
  @Nullable Double[] cosines(@Nullable Vector vector) throws IOException {
    @Nullable Double[] cosines = new @Nullable Double[docIds.length];
    if (vector == null) {
      return cosines;
    }
    visit(leaf -> {
      @Nullable FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
      if (values == null) {
        return null;
      }
      KnnVectorValues.DocIndexIterator iterator = values.iterator();
      return (i, doc) -> {
        if (reaches(iterator, doc)) {
          cosines[i] = vector.cosine(values.vectorValue(iterator.index()));
        }
      };
    });
    return cosines;
  }

  /** Vector of each chunk; null where it has none. */
  @Nullable Vector[] vectors() throws IOException {
    @Nullable Vector[] vectors = new @Nullable Vector[docIds.length];
    visit(leaf -> {
      @Nullable FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
      if (values == null) {
        return null;
      }
      KnnVectorValues.DocIndexIterator iterator = values.iterator();
      return (i, doc) -> {
        if (reaches(iterator, doc)) {
          vectors[i] = Vector.unit(values.vectorValue(iterator.index()));
        }
      };
    });
    return vectors;
  }

  /** Document id of each chunk. */
  List<String> documentIds() throws IOException {
    String[] ids = new String[docIds.length];
    visit(leaf -> {
      SortedDocValues values = DocValues.getSorted(leaf.reader(), Fields.DOCUMENT);
      return (i, doc) -> {
        if (values.advanceExact(doc)) {
          ids[i] = values.lookupOrd(values.ordValue()).utf8ToString();
        }
      };
    });
    return List.of(ids);
  }

  private static boolean reaches(DocIdSetIterator iterator, int doc) throws IOException {
    int at = iterator.docID();
    return (at < doc ? iterator.advance(doc) : at) == doc;
  }

  private void visit(LeafOpener opener) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    int current = -1;
    @Nullable ChunkVisitor visitor = null;
    for (int i : order) {
      int leafNumber = ReaderUtil.subIndex(docIds[i], leaves);
      LeafReaderContext leaf = leaves.get(leafNumber);
      if (leafNumber != current) {
        current = leafNumber;
        visitor = opener.open(leaf);
      }
      if (visitor != null) {
        visitor.visit(i, docIds[i] - leaf.docBase);
      }
    }
  }

  /** Opens what is needed of a segment; null when it holds nothing of interest. */
  @FunctionalInterface
  private interface LeafOpener {
    @Nullable ChunkVisitor open(LeafReaderContext leaf) throws IOException;
  }

  /** Takes a chunk: its place in the answer and its number within the segment. */
  @FunctionalInterface
  private interface ChunkVisitor {
    void visit(int answer, int doc) throws IOException;
  }
}
