package ai.adjutant.retriever.parse.archive;

import ai.adjutant.chassis.file.Sha256;
import ai.adjutant.retriever.parse.Part;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Holds a small part in memory: a line of JSON, the list of an archive's members. */
public final class BytesPart implements Part {
  private final String id;
  private final byte[] bytes;
  private final String sha256;
  private final Form form;

  /** Says how the bytes are to be read, whatever the id looks like. */
  public enum Form {
    JSON_LINE,
    MEMBER_LIST
  }

  BytesPart(String id, byte[] bytes, Form form) {
    this.id = id;
    this.bytes = bytes;
    this.sha256 = Sha256.of(bytes);
    this.form = form;
  }

  /** Returns how the bytes are to be read. */
  public Form form() {
    return form;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public long byteCount() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
