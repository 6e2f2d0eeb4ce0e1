package ai.adjutant.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Released contracts stay; the check finds what breaks them. */
final class CompatibilityTest {
  private static FileDescriptorSet read(Path file) throws IOException {
    return FileDescriptorSet.parseFrom(Files.readAllBytes(file));
  }

  @Test
  void keepsWhatWasReleased() throws IOException {
    FileDescriptorSet released = read(Path.of("src", "released", "contracts.binpb"));
    assertThat(released.getFileList()).isNotEmpty();
    assertThat(Compatibility.broken(released, read(Path.of("target", "descriptors.binpb"))))
        .isEmpty();
  }

  @Test
  void findsWhatIsGoneAndWhatChanged() {
    FileDescriptorSet released = contract(field("text", 1), field("score", 2));
    FileDescriptorSet current = contract(field("text", 3), field("added", 4));
    assertThat(Compatibility.broken(released, current))
        .containsExactly(
            "adjutant.test.v1.Hit.score was released and is gone",
            "adjutant.test.v1.Hit.text was released as 1 LABEL_OPTIONAL TYPE_STRING and is now 3"
                + " LABEL_OPTIONAL TYPE_STRING");
  }

  private static FieldDescriptorProto field(String name, int number) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(FieldDescriptorProto.Type.TYPE_STRING)
        .build();
  }

  private static FileDescriptorSet contract(FieldDescriptorProto... fields) {
    return FileDescriptorSet.newBuilder()
        .addFile(
            FileDescriptorProto.newBuilder()
                .setPackage("adjutant.test.v1")
                .addMessageType(
                    DescriptorProto.newBuilder().setName("Hit").addAllField(List.of(fields))))
        .build();
  }
}
