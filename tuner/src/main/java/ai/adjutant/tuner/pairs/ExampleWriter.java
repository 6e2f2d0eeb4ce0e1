package ai.adjutant.tuner.pairs;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.triples.TriplesReason;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes examples as JSON lines, whole or not at all; compressed where the name ends in .gz. */
final class ExampleWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExampleWriter() {}

  static void triples(Path file, List<MadeTriple> rows, String language) {
    lines(file, rows.stream().map(row -> line(row, language)).toList());
  }

  static void claims(Path file, List<MadeClaim> rows) {
    lines(file, rows.stream().map(ExampleWriter::line).toList());
  }

  private static ObjectNode line(MadeTriple row, String language) {
    Triple triple = row.triple();
    ObjectNode line = JSON.createObjectNode();
    line.put("source", triple.source()).put("kind", row.kind()).put("language", language);
    line.put("context", triple.context()).put("question", triple.question());
    ArrayNode answers = line.putArray("answers");
    for (Triple.Answer answer : triple.answers()) {
      answers.addObject().put("text", answer.text()).put("start", answer.start());
    }
    licensed(line, row.license());
    if (row.pair() > 0) {
      line.put("pair", row.pair());
    }
    return line;
  }

  private static ObjectNode line(MadeClaim row) {
    ObjectNode line = JSON.createObjectNode();
    line.put("claim", row.claim().claim()).put("passage", row.claim().passage());
    String label = row.claim().label().name().toLowerCase(Locale.ROOT).replace('_', '-');
    line.put("label", label).put("kind", row.kind()).put("source", row.source());
    licensed(line, row.license());
    return line;
  }

  private static void licensed(ObjectNode line, String license) {
    if (!license.isEmpty()) {
      line.put("license", license);
    }
  }

  private static void lines(Path file, List<ObjectNode> lines) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream raw = Files.newOutputStream(part);
        OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
        BufferedWriter text =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      for (ObjectNode line : lines) {
        text.write(JSON.writeValueAsString(line));
        text.write('\n');
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    try {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static AdjutantException unwritable(Path file, IOException e) {
    return new AdjutantException(
        TriplesReason.EXAMPLES_UNREADABLE,
        file + " can't be written (" + e.getMessage() + "); choose another folder or make room",
        e);
  }
}
