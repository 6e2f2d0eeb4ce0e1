/**
 * {@code key}: creates, lists and revokes the keys with which clients call the gateway.
 *
 * <p>Public: {@link ai.adjutant.admin.key.KeyCommand}.
 */
@NullMarked
package ai.adjutant.admin.key;

import org.jspecify.annotations.NullMarked;
