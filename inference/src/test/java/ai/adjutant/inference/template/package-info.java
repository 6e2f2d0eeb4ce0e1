@NullMarked
package ai.adjutant.inference.template;

import org.jspecify.annotations.NullMarked;
