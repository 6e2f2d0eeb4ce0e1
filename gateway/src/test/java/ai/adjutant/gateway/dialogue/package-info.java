/** Tests of dialogues, and a small corpus whose documents they are about. */
@NullMarked
package ai.adjutant.gateway.dialogue;

import org.jspecify.annotations.NullMarked;
