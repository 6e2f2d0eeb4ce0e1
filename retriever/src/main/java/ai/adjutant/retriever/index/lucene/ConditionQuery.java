package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.Condition.Attribute;
import ai.adjutant.retriever.index.Condition.DateAttribute;
import ai.adjutant.retriever.index.Condition.Relation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.WildcardQuery;

/** Conditions as Lucene queries that filter. */
final class ConditionQuery {
  private final IndexReader reader;

  ConditionQuery(IndexReader reader) {
    this.reader = reader;
  }

  /** The query; empty when the condition holds for every document of this reader. */
  Optional<Query> of(Condition condition) throws IOException {
    if (condition instanceof Condition.Everything) {
      return Optional.empty();
    }
    if (condition instanceof Condition.InForce && noDates()) {
      return Optional.empty(); // the usual case costs nothing
    }
    if (condition instanceof Condition.And and) {
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      int clauses = 0;
      for (Condition part : and.parts()) {
        Optional<Query> query = of(part);
        if (query.isPresent()) {
          all.add(query.get(), Occur.FILTER);
          clauses++;
        }
      }
      return clauses == 0 ? Optional.empty() : Optional.of(all.build());
    }
    return Optional.of(query(condition));
  }

  private boolean noDates() throws IOException {
    return PointValues.size(reader, Fields.EFFECTIVE_FROM) == 0
        && PointValues.size(reader, Fields.EFFECTIVE_UNTIL) == 0;
  }

  private static Query query(Condition condition) {
    return switch (condition) {
      case Condition.Everything all -> new MatchAllDocsQuery();
      case Condition.And and -> combine(and.parts(), Occur.FILTER);
      case Condition.Or or -> combine(or.parts(), Occur.SHOULD);
      case Condition.Not not -> without(List.of(query(not.part())));
      case Condition.Present present -> present(present.attribute());
      case Condition.Compare compare ->
          compare(compare.attribute(), compare.relation(), compare.value());
      case Condition.CompareDate date ->
          compareDate(field(date.attribute()), date.relation(), date.value());
      case Condition.InForce inForce ->
          without(
              List.of(
                  compareDate(Fields.EFFECTIVE_FROM, Relation.GREATER, inForce.at()),
                  compareDate(Fields.EFFECTIVE_UNTIL, Relation.AT_MOST, inForce.at())));
    };
  }

  private static Query combine(List<Condition> parts, Occur occur) {
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    for (Condition part : parts) {
      builder.add(query(part), occur);
    }
    return builder.build();
  }

  private static Query without(List<Query> excluded) {
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    builder.add(new MatchAllDocsQuery(), Occur.FILTER);
    for (Query query : excluded) {
      builder.add(query, Occur.MUST_NOT);
    }
    return builder.build();
  }

  private static Query present(Attribute attribute) {
    return new PrefixQuery(new Term(field(attribute), prefix(attribute)));
  }

  private static Query compare(Attribute attribute, Relation relation, String value) {
    String field = field(attribute);
    String prefix = prefix(attribute);
    String text = prefix + Fields.keyword(value);
    if (relation == Relation.EQUAL) {
      return new TermQuery(new Term(field, text));
    }
    if (relation == Relation.CONTAINS) {
      return new WildcardQuery(new Term(field, prefix + "*" + escape(value) + "*"));
    }
    Optional<String> number =
        attribute.name() == Condition.Name.METADATA ? Fields.number(value) : Optional.empty();
    if (number.isPresent()) {
      String numberPrefix = Fields.numberPrefix(attribute.key());
      return range(field, numberPrefix, numberPrefix + number.get(), relation);
    }
    return range(field, prefix, text, relation);
  }

  private static Query range(String field, String prefix, String bound, Relation relation) {
    // The prefix ends with NUL or \u0001; the next code point is past every term of the key.
    String end =
        prefix.isEmpty()
            ? "\uDBFF\uDFFF"
            : prefix.substring(0, prefix.length() - 1)
                + (char) (prefix.charAt(prefix.length() - 1) + 1);
    return switch (relation) {
      case LESS -> TermRangeQuery.newStringRange(field, prefix, bound, true, false);
      case AT_MOST -> TermRangeQuery.newStringRange(field, prefix, bound, true, true);
      case GREATER -> TermRangeQuery.newStringRange(field, bound, end, false, false);
      case AT_LEAST -> TermRangeQuery.newStringRange(field, bound, end, true, false);
      case EQUAL, CONTAINS -> throw new IllegalArgumentException(relation + " is no range");
    };
  }

  private static String escape(String value) {
    return value.replaceAll("([\\\\*?])", "\\\\$1");
  }

  private static Query compareDate(String field, Relation relation, Instant value) {
    long at = value.toEpochMilli();
    return switch (relation) {
      case EQUAL -> LongPoint.newExactQuery(field, at);
      case LESS -> LongPoint.newRangeQuery(field, Long.MIN_VALUE, Math.addExact(at, -1));
      case AT_MOST -> LongPoint.newRangeQuery(field, Long.MIN_VALUE, at);
      case GREATER -> LongPoint.newRangeQuery(field, Math.addExact(at, 1), Long.MAX_VALUE);
      case AT_LEAST -> LongPoint.newRangeQuery(field, at, Long.MAX_VALUE);
      case CONTAINS -> throw new IllegalArgumentException("a date holds no text");
    };
  }

  private static String prefix(Attribute attribute) {
    return attribute.key().isEmpty() ? "" : Fields.metadataPrefix(attribute.key());
  }

  private static String field(Attribute attribute) {
    return switch (attribute.name()) {
      case DOCUMENT -> Fields.DOCUMENT;
      case TITLE -> Fields.TITLE_EXACT;
      case LANGUAGE -> Fields.LANGUAGE;
      case LABEL -> Fields.LABEL;
      case CONTENT_TYPE -> Fields.CONTENT_TYPE;
      case METADATA -> Fields.METADATA_TERMS;
    };
  }

  private static String field(DateAttribute attribute) {
    return switch (attribute) {
      case EFFECTIVE_FROM -> Fields.EFFECTIVE_FROM;
      case EFFECTIVE_UNTIL -> Fields.EFFECTIVE_UNTIL;
    };
  }
}
