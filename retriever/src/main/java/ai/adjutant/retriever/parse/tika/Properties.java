package ai.adjutant.retriever.parse.tika;

import ai.adjutant.retriever.parse.validity.Statements;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/** What formats state beside their text, as statements. */
final class Properties {
  /** Tika's name, our name. */
  private static final Map<String, String> KEPT =
      Map.of(
          "dc:creator", "author",
          "dc:description", "description",
          "dcterms:created", "created",
          "dcterms:modified", "modified",
          "Message-From", "from",
          "Message-To", "to",
          "Message-Cc", "cc");

  private static final Set<String> OF_THE_FILE =
      Set.of(
          "resourceName",
          "protected",
          "refresh",
          "viewport",
          "generator",
          "robots",
          "expires"); // of the copy in a browser

  private static final String[] CUSTOM = new String[] {"custom:", "pdf:docinfo:custom:"};
  private static final String HEADER = "Message:Raw-Header:X-";

  /** Of a mail's many X- headers, those that are about the document. */
  private static final Set<String> HEADERS =
      Set.of("effective-from", "effective-until", "label", "owner", "language", "supersedes");

  /** What Office writes beside the author's own properties. */
  private static final Set<String> OFFICE =
      Set.of(
          "AppVersion",
          "DocSecurity",
          "HyperlinksChanged",
          "LinksUpToDate",
          "ScaleCrop",
          "ShareDoc");

  private Properties() {}

  static void read(Metadata metadata, Statements into) {
    String title = metadata.get(TikaCoreProperties.TITLE);
    if (title != null && !isMachineMade(title)) {
      into.add("title", title);
    }
    for (String name : metadata.names()) {
      String value = String.join(", ", metadata.getValues(name));
      String kept = KEPT.get(name);
      if (kept != null) {
        into.add(kept, value);
        continue;
      }
      String custom = custom(name);
      if (!custom.isEmpty()
          && !custom.equalsIgnoreCase("title")
          && !OFFICE.contains(custom)
          && !custom.startsWith("MSIP_Label")) { // rights management's own bookkeeping
        into.add(custom, metadata.getValues(name)[0]);
      }
    }
    Date sent = metadata.getDate(TikaCoreProperties.CREATED);
    if (sent != null && metadata.get("Message-From") != null) {
      into.sent(sent.toInstant());
    }
  }

  private static String custom(String name) {
    for (String prefix : CUSTOM) {
      if (name.startsWith(prefix)) {
        return name.substring(prefix.length());
      }
    }
    if (name.regionMatches(true, 0, HEADER, 0, HEADER.length())) {
      String header = name.substring(HEADER.length()).toLowerCase(Locale.ROOT);
      return HEADERS.contains(header) ? header : "";
    }
    // a meta element of HTML comes under its own name; everything else has a prefix
    boolean own =
        name.indexOf(':') < 0
            && !name.startsWith("Content-")
            && !name.startsWith("X-")
            && Character.isLowerCase(name.charAt(0))
            && !OF_THE_FILE.contains(name);
    return own ? name : "";
  }

  /** Titles that programs leave behind. */
  private static boolean isMachineMade(String title) {
    String plain = title.strip().toLowerCase(Locale.ROOT);
    return plain.startsWith("microsoft word - ")
        || plain.startsWith("microsoft powerpoint - ")
        || plain.startsWith("untitled")
        || plain.equals("powerpoint presentation")
        || plain.matches("(slide|document|presentation|dokument|präsentation) ?\\d*")
        || plain.matches("\\S+\\.(docx?|pptx?|xlsx?|pdf|indd|qxd|rtf|odt)");
  }
}
