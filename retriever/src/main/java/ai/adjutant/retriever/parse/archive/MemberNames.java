package ai.adjutant.retriever.parse.archive;

import ai.adjutant.retriever.parse.plain.PlainText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Names of an archive's members, in whatever charset the packer wrote them. */
final class MemberNames {
  /** What packers write where the names are too short to guess by, the strictest first. */
  private static final List<String> PACKERS =
      List.of("Shift_JIS", "EUC-KR", "GB18030", "Big5", "IBM437");

  private MemberNames() {}

  /** One name each, in order; steps are separated by "/". */
  static List<String> of(List<ZipArchiveEntry> members) {
    Charset charset = charset(members);
    List<String> names = new ArrayList<>();
    for (ZipArchiveEntry member : members) {
      byte[] raw = member.getRawName();
      boolean stated = member.getGeneralPurposeBit().usesUTF8ForNames() || raw == null;
      String name = stated ? member.getName() : new String(raw, charset);
      names.add(name.replace('\\', '/'));
    }
    return names;
  }

  /** A single name is too short to guess by, so that all names are looked at together. */
  private static Charset charset(List<ZipArchiveEntry> members) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ZipArchiveEntry member : members) {
      byte[] raw = member.getRawName();
      if (raw != null && !member.getGeneralPurposeBit().usesUTF8ForNames()) {
        all.writeBytes(raw);
        all.write('\n');
      }
    }
    byte[] bytes = all.toByteArray();
    if (PlainText.strict(bytes, StandardCharsets.UTF_8) != null) {
      return StandardCharsets.UTF_8;
    }
    Charset likeliest = PlainText.likeliest(bytes, "");
    return Stream.concat(Stream.of(likeliest), PACKERS.stream().map(Charset::forName))
        .filter(charset -> PlainText.strict(bytes, charset) != null)
        .findFirst()
        .orElse(likeliest);
  }
}
