@NullMarked
package ai.adjutant.inference.model;

import org.jspecify.annotations.NullMarked;
