@NullMarked
package ai.adjutant.retriever.parse.mail;

import org.jspecify.annotations.NullMarked;
