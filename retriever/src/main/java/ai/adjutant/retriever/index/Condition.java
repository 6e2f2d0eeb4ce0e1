package ai.adjutant.retriever.index;

import java.time.Instant;
import java.util.List;

/** States what must hold of a document. Bounded in depth by whoever builds it. */
public sealed interface Condition {
  /** Holds always. */
  record Everything() implements Condition {}

  /** All hold. */
  record And(List<Condition> parts) implements Condition {
    /** Copies the parts. */
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** At least one holds. */
  record Or(List<Condition> parts) implements Condition {
    /** Copies the parts. */
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** Does not hold. */
  record Not(Condition part) implements Condition {}

  /** The attribute has any value. */
  record Present(Attribute attribute) implements Condition {}

  /** The attribute's value stands in this relation to a text; an absent one never does. */
  record Compare(Attribute attribute, Relation relation, String value) implements Condition {}

  /** The date stands in this relation to an instant; an absent one never does. */
  record CompareDate(DateAttribute attribute, Relation relation, Instant value)
      implements Condition {}

  /** The document is in force at this instant. */
  record InForce(Instant at) implements Condition {}

  /**
   * States what is compared.
   *
   * @param name the attribute
   * @param key for METADATA, its key; empty otherwise
   */
  record Attribute(Name name, String key) {
    /** Checks that metadata alone has a key. */
    public Attribute {
      if ((name == Name.METADATA) == key.isEmpty()) {
        throw new IllegalArgumentException("metadata, and nothing else, has a key");
      }
    }
  }

  /** Names the attributes with a text. */
  enum Name {
    /** Id of the document. */
    DOCUMENT,
    /** Title. */
    TITLE,
    /** Language. */
    LANGUAGE,
    /** Classification label. */
    LABEL,
    /** Media type. */
    CONTENT_TYPE,
    /** An entry of the metadata. */
    METADATA
  }

  /** Names the attributes with an instant. */
  enum DateAttribute {
    /** In force from. */
    EFFECTIVE_FROM,
    /** In force until. */
    EFFECTIVE_UNTIL
  }

  /**
   * Names the relations; metadata is ordered as numbers where the value is one, else texts by code
   * point.
   */
  enum Relation {
    /** The same. */
    EQUAL,
    /** Less. */
    LESS,
    /** Less or the same. */
    AT_MOST,
    /** Greater. */
    GREATER,
    /** Greater or the same. */
    AT_LEAST,
    /** Holds the text anywhere; for texts only. */
    CONTAINS
  }
}
