/**
 * Reads Markdown with front matter.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.markdown.MarkdownReader}.
 */
@NullMarked
package ai.adjutant.retriever.parse.markdown;

import org.jspecify.annotations.NullMarked;
