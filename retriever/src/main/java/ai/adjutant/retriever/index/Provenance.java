package ai.adjutant.retriever.index;

import java.time.Instant;

/**
 * States where a document came from.
 *
 * @param version SHA-256 over its bytes and the version of the reading pipeline
 * @param given SHA-256 over what the load said of it (metadata, label)
 * @param original SHA-256 of the file it came in, which names the kept original
 * @param file path of that file within its load
 * @param byteCount bytes of the document itself
 * @param loadTime when this version was loaded
 * @param encoderDigest digest of the encoder of its vectors; empty when it has none
 */
public record Provenance(
    String version,
    String given,
    String original,
    String file,
    long byteCount,
    Instant loadTime,
    String encoderDigest) {}
