@NullMarked
package ai.adjutant.inference.service;

import org.jspecify.annotations.NullMarked;
