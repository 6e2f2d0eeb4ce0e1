/** A server of scripted services on a real socket, and commands run against it. */
@NullMarked
package ai.adjutant.admin.scripted;

import org.jspecify.annotations.NullMarked;
