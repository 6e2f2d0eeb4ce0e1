/** Tests of PyTorch as the tuner uses it. */
@NullMarked
package ai.adjutant.tuner.torch;

import org.jspecify.annotations.NullMarked;
