/**
 * What the operating system and the C library offer beyond the JDK: reserved addresses, huge pages,
 * the delay of runnable threads, freed memory given back, the native libraries unpacked.
 *
 * <p>No type of ONNX Runtime comes in. {@link ai.adjutant.inference.platform.Native} is the one
 * place where calls of native functions fail. Where a platform lacks a call, its class says so
 * ({@code available()}) or does nothing; what it must not do is guess. Any thread may call, unless
 * a type says otherwise.
 *
 * <p>Memory: a platform that gives none fails the request that asked for it, with {@link
 * ai.adjutant.inference.platform.PlatformReason#MEMORY_MISSING}. A full Java heap is not handled
 * anywhere: the launcher ends the process ({@code -XX:+ExitOnOutOfMemoryError}), since no part of
 * it can be trusted to go on.
 */
@NullMarked
package ai.adjutant.inference.platform;

import org.jspecify.annotations.NullMarked;
