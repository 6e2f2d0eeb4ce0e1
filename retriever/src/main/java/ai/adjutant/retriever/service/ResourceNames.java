package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;

/** Resource names as the contracts write them. */
final class ResourceNames {
  private static final String CORPORA = "corpora/";
  private static final String DOCUMENTS = "/documents/";
  private static final String LOADS = "/loads/";
  private static final int SHOWN_MAX = 200;

  private ResourceNames() {}

  static String corpus(String corpus) {
    return CORPORA + corpus;
  }

  static String document(String corpus, String document) {
    return CORPORA + corpus + DOCUMENTS + document;
  }

  static String chunk(String corpus, String document, int number) {
    return document(corpus, document) + "/chunks/" + number;
  }

  static String load(String corpus, String load) {
    return CORPORA + corpus + LOADS + load;
  }

  /** Id of the corpus that a name names. */
  static String parseCorpus(String name) {
    if (!name.startsWith(CORPORA) || name.indexOf('/', CORPORA.length()) >= 0) {
      throw bad(name, "corpora/{corpus}");
    }
    return name.substring(CORPORA.length());
  }

  static Child parseDocument(String name) {
    return child(name, DOCUMENTS, "corpora/{corpus}/documents/{document}");
  }

  static Child parseLoad(String name) {
    return child(name, LOADS, "corpora/{corpus}/loads/{load}");
  }

  private static Child child(String name, String collection, String form) {
    int slash = name.startsWith(CORPORA) ? name.indexOf('/', CORPORA.length()) : -1;
    if (slash < 0
        || !name.startsWith(collection, slash)
        || name.length() == slash + collection.length()) {
      throw bad(name, form);
    }
    return new Child(
        name.substring(CORPORA.length(), slash), name.substring(slash + collection.length()));
  }

  private static AdjutantException bad(String name, String form) {
    return new AdjutantException(
        RequestReason.BAD_RESOURCE_NAME, "'" + shown(name) + "' is no name of the form " + form);
  }

  /** A name as messages show it: callers send any length. */
  static String shown(String name) {
    return name.length() <= SHOWN_MAX ? name : name.substring(0, SHOWN_MAX) + "…";
  }

  /** A name below a corpus. */
  record Child(String corpus, String id) {}
}
