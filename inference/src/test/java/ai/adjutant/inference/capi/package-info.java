@NullMarked
package ai.adjutant.inference.capi;

import org.jspecify.annotations.NullMarked;
