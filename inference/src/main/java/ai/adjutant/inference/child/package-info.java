/**
 * Child processes of inference: JVMs that run what must not harm the serving process.
 *
 * <p>Public: {@link ai.adjutant.inference.child.ChildJvm}. A child has a bounded heap, bounded
 * native memory, an empty environment and a deadline that its parent keeps by killing it. Nothing
 * of what runs in the child is known here. One caller at a time uses a child.
 */
@NullMarked
package ai.adjutant.inference.child;

import org.jspecify.annotations.NullMarked;
