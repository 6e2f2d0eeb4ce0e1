package ai.adjutant.chassis.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of the own: P-256 keys, ECDSA with SHA-256. */
final class Authority {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_652);
  private static final Duration SERVICE_LIFE = Duration.ofDays(365);

  /** Certificates start earlier than now, since clocks of machines differ. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private static final int SERIAL_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Issued own;

  Authority(Issued own) {
    this.own = own;
  }

  /** Makes a new authority that is valid for ten years. */
  static Authority create(Instant now) {
    KeyPair pair = newKeys();
    X500Principal name = new X500Principal("CN=Adjutant CA " + Long.toHexString(RANDOM.nextLong()));
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              serial(),
              start(now),
              Date.from(now.plus(AUTHORITY_LIFE)),
              name,
              pair.getPublic());
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Authority(new Issued(sign(builder, pair.getPrivate()), pair.getPrivate()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("this Java can't make certificates", e);
    }
  }

  Issued own() {
    return own;
  }

  /** Issues a certificate for a service, valid for a year, with a key of its own. */
  Issued issue(ServiceNames names, Instant now) {
    KeyPair pair = newKeys();
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              own.certificate().getSubjectX500Principal(),
              serial(),
              start(now),
              Date.from(now.plus(SERVICE_LIFE)),
              new X500Principal("CN=Adjutant " + names.role().word()),
              pair.getPublic());
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(
                  new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                  }))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              extensions.createSubjectKeyIdentifier(pair.getPublic()))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              extensions.createAuthorityKeyIdentifier(own.certificate()))
          .addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      return new Issued(sign(builder, own.key()), pair.getPrivate());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("this Java can't make certificates", e);
    }
  }

  private static GeneralNames alternatives(ServiceNames names) {
    List<GeneralName> all = new ArrayList<>();
    all.add(new GeneralName(GeneralName.uniformResourceIdentifier, names.role().uri()));
    for (Host host : names.hosts()) {
      all.add(
          new GeneralName(
              host.isAddress() ? GeneralName.iPAddress : GeneralName.dNSName, host.text()));
    }
    return new GeneralNames(all.toArray(GeneralName[]::new));
  }

  private static X509Certificate sign(
      X509v3CertificateBuilder builder, java.security.PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has the curve P-256", e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
  }

  private static Date start(Instant now) {
    return Date.from(now.minus(CLOCK_DIFFERENCE));
  }
}
