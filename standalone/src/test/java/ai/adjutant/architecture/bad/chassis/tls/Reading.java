package ai.adjutant.architecture.bad.chassis.tls;

import org.bouncycastle.cert.X509CertificateHolder;

/** Sees the library that issues certificates. */
public record Reading(X509CertificateHolder certificate) {}
