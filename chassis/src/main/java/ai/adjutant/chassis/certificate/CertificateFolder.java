package ai.adjutant.chassis.certificate;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.TlsFiles;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder with an own CA and a certificate and key for each service. Keys can be read by their
 * owner alone. One process at a time.
 */
public final class CertificateFolder {
  private static final String CA = "ca.pem";
  private static final String CA_KEY = "ca-key.pem";

  /** Kinds of subject alternative names (RFC 5280, 4.2.1.6). */
  private static final Set<Integer> HOST_KINDS = Set.of(2, 7);

  /** Every service can be called on its own machine under these. */
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

  private final Path folder;

  /** Names the folder; nothing is read or written yet. */
  public CertificateFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a CA and a certificate for each service.
   *
   * @param hosts where each service is reached, besides its own machine's loopback
   * @throws AdjutantException HOST_REFUSED, CERTIFICATES_EXIST, FOLDER_NOT_WRITABLE
   */
  public void create(Map<ServiceRole, List<String>> hosts, Instant now) {
    Map<ServiceRole, List<Host>> checked = new EnumMap<>(ServiceRole.class);
    for (ServiceRole role : ServiceRole.values()) {
      checked.put(role, hosts(hosts.getOrDefault(role, List.of())));
    }
    List<Path> present = files().stream().filter(Files::exists).toList();
    if (!present.isEmpty()) {
      throw new AdjutantException(
          CertificateReason.CERTIFICATES_EXIST,
          present.getFirst()
              + " is there and is not overwritten; './adjutant tls renew' makes new certificates"
              + " from the same CA, another --out a new CA");
    }
    try {
      Files.createDirectories(folder);
      Authority authority = Authority.create(now);
      write(CA_KEY, authority.own().keyPem(), "rw-------");
      write(CA, authority.own().certificatePem(), "rw-r--r--");
      for (ServiceRole role : ServiceRole.values()) {
        issue(authority, new ServiceNames(role, checked.getOrDefault(role, List.of())), now);
      }
      DurableFiles.syncFolder(folder);
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /**
   * Makes a new certificate and key for each service from the CA that is there, for the same hosts.
   *
   * @throws AdjutantException NO_AUTHORITY, FOLDER_NOT_WRITABLE
   */
  public void renew(Instant now) {
    Authority authority = authority();
    for (ServiceRole role : ServiceRole.values()) {
      Path certificate = TlsFiles.in(folder, role).certificate();
      List<Host> hosts = hosts(hostsOf(certificates(certificate).getFirst()));
      try {
        issue(authority, new ServiceNames(role, hosts), now);
        DurableFiles.syncFolder(folder);
      } catch (IOException e) {
        throw notWritable(e);
      }
    }
  }

  /** Returns when the certificate of a service ends. */
  public Instant end(ServiceRole role) {
    return certificates(TlsFiles.in(folder, role).certificate())
        .getFirst()
        .getNotAfter()
        .toInstant();
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(folder.resolve(CA), folder.resolve(CA_KEY)));
    for (ServiceRole role : ServiceRole.values()) {
      TlsFiles service = TlsFiles.in(folder, role);
      files.addAll(List.of(service.certificate(), service.key()));
    }
    return files;
  }

  private static List<Host> hosts(List<String> named) {
    Set<String> all = new LinkedHashSet<>(named);
    all.addAll(LOCAL);
    return all.stream().map(Host::new).distinct().toList();
  }

  private void issue(Authority authority, ServiceNames names, Instant now) throws IOException {
    Issued issued = authority.issue(names, now);
    TlsFiles files = TlsFiles.in(folder, names.role());
    write(String.valueOf(files.key().getFileName()), issued.keyPem(), "rw-------");
    write(String.valueOf(files.certificate().getFileName()), issued.certificatePem(), "rw-r--r--");
  }

  /** Written whole under another name first, with its permissions from the beginning. */
  private void write(String name, String content, String permissions) throws IOException {
    Path fresh = folder.resolve(name + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, attributes(permissions));
    Files.writeString(fresh, content, StandardCharsets.US_ASCII);
    DurableFiles.sync(fresh);
    Files.move(
        fresh,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private FileAttribute<?>[] attributes(String permissions) {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private Authority authority() {
    X509Certificate certificate = certificates(folder.resolve(CA)).getFirst();
    Path keyFile = folder.resolve(CA_KEY);
    try (InputStream in = Files.newInputStream(keyFile)) {
      PrivateKey key = CertificateUtils.getPrivateKey(in);
      return new Authority(new Issued(certificate, key));
    } catch (IOException | GeneralSecurityException e) {
      throw noAuthority(keyFile, e);
    }
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> found =
          Arrays.asList(
              CertificateUtils.getX509Certificates(
                  new ByteArrayInputStream(Files.readAllBytes(file))));
      if (found.isEmpty()) {
        throw noAuthority(file, null);
      }
      return found;
    } catch (IOException | GeneralSecurityException e) {
      throw noAuthority(file, e);
    }
  }

  private static List<String> hostsOf(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return (names == null ? List.<List<?>>of() : List.copyOf(names))
          .stream()
              .filter(name -> name.get(0) instanceof Integer kind && HOST_KINDS.contains(kind))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (GeneralSecurityException e) {
      return List.of();
    }
  }

  private static AdjutantException noAuthority(
      Path file, @org.jspecify.annotations.Nullable Exception cause) {
    return new AdjutantException(
        CertificateReason.NO_AUTHORITY,
        file
            + " is missing or can't be read; 'tls renew' needs the whole folder that './adjutant"
            + " tls init' wrote, its ca-key.pem too",
        cause);
  }

  private AdjutantException notWritable(IOException cause) {
    return new AdjutantException(
        CertificateReason.FOLDER_NOT_WRITABLE,
        folder
            + " can't be written ("
            + cause.getClass().getSimpleName()
            + "); choose another --out",
        cause);
  }
}
