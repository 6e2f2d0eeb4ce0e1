package ai.adjutant.architecture.bad.retriever.parse;

import ai.adjutant.architecture.bad.retriever.parse.pdf.Pages;

/** Sees the reader that makes it. */
public final class Document {
  final Pages pages = new Pages();
}
