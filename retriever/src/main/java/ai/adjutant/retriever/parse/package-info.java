/**
 * Turns bytes into text: what arrived becomes parts (the file itself, members of an archive, lines
 * of JSON), and a part becomes text with blocks, sections and pages.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.DocumentReader}, what it takes and what it gives;
 * {@link ai.adjutant.retriever.parse.reader.FileReader} is the one reader. This package depends on
 * none below it; the packages below it have one concern each and depend on each other without
 * cycles. They alone see Tika. No Lucene, no gRPC, no network. Documents are hostile until proved
 * otherwise: office formats, PDF and HTML are parsed in child JVMs, and time, memory, nesting and
 * size are bounded. Any thread may call.
 */
@NullMarked
package ai.adjutant.retriever.parse;

import org.jspecify.annotations.NullMarked;
