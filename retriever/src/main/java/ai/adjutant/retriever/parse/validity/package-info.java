/**
 * Reads what a document says of itself: title, dates, status, what it replaces, its language and
 * label.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.validity.Statements}, which makes the document, and
 * the words for status and versions, which loading uses too. Words are resources in English, German
 * and Korean.
 */
@NullMarked
package ai.adjutant.retriever.parse.validity;

import org.jspecify.annotations.NullMarked;
