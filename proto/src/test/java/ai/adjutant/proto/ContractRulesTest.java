package ai.adjutant.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contracts keep their rules, and the rules find what breaks them. */
final class ContractRulesTest {
  @Test
  void contractsKeepTheRules() throws IOException {
    FileDescriptorSet compiled =
        FileDescriptorSet.parseFrom(Files.readAllBytes(Path.of("target", "descriptors.binpb")));
    List<FileDescriptorProto> ours =
        compiled.getFileList().stream()
            .filter(file -> file.getPackage().startsWith("adjutant."))
            .toList();
    assertThat(ours).as("contracts found").hasSizeGreaterThan(5);
    assertThat(ours.stream().flatMap(file -> ContractRules.violations(file).stream())).isEmpty();
  }

  @Test
  void rulesFindWhatBreaksThem() {
    FileDescriptorProto bad =
        FileDescriptorProto.newBuilder()
            .setName("bad.proto")
            .setPackage("elsewhere")
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("bad_message")
                    .addField(
                        FieldDescriptorProto.newBuilder()
                            .setName("loadStatus_time")
                            .setType(FieldDescriptorProto.Type.TYPE_INT64))
                    .addField(
                        FieldDescriptorProto.newBuilder()
                            .setName("created")
                            .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                            .setTypeName(".google.protobuf.Timestamp"))
                    .addField(FieldDescriptorProto.newBuilder().setName("load_status")))
            .addEnumType(
                EnumDescriptorProto.newBuilder()
                    .setName("Shade")
                    .addValue(EnumValueDescriptorProto.newBuilder().setName("RED").setNumber(0)))
            .addService(
                ServiceDescriptorProto.newBuilder()
                    .setName("Things")
                    .addMethod(
                        MethodDescriptorProto.newBuilder()
                            .setName("Do")
                            .setInputType(".elsewhere.Empty")
                            .setOutputType(".elsewhere.Empty")))
            .addService(ServiceDescriptorProto.newBuilder().setName("OtherService"))
            .build();

    assertThat(String.join("\n", ContractRules.violations(bad)))
        .contains(
            "package is not",
            "bad_message: has no comment",
            "message is not UpperCamelCase",
            "field is not lower_snake_case",
            "..._time is not a Timestamp",
            "a Timestamp is named",
            "AIP-216",
            "does not start with SHADE_",
            "zero is not SHADE_UNSPECIFIED",
            "does not end with Service",
            "request is not DoRequest",
            "response is not DoResponse",
            "more than one service");
  }
}
