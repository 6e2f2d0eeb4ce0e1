package ai.adjutant.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the contracts against released ones: what was released stays, with its number, type and
 * shape; new elements may come. The same as buf's FILE rules in what matters to clients, without
 * needing buf.
 */
final class Compatibility {
  private final Map<String, String> now = new HashMap<>();

  private Compatibility() {}

  /** What was released and is gone or changed, an element a line. */
  static List<String> broken(FileDescriptorSet released, FileDescriptorSet current) {
    Map<String, String> before = elements(released);
    Map<String, String> now = elements(current);
    List<String> broken = new ArrayList<>();
    before.forEach((element, shape) -> {
      String shapeNow = now.get(element);
      if (shapeNow == null) {
        broken.add(element + " was released and is gone");
      } else if (!shapeNow.equals(shape)) {
        broken.add(element + " was released as " + shape + " and is now " + shapeNow);
      }
    });
    broken.sort(null);
    return broken;
  }

  private static Map<String, String> elements(FileDescriptorSet set) {
    Compatibility collector = new Compatibility();
    for (FileDescriptorProto file : set.getFileList()) {
      if (file.getPackage().startsWith("adjutant.")) {
        collector.collect(file);
      }
    }
    return collector.now;
  }

  private void collect(FileDescriptorProto file) {
    for (DescriptorProto message : file.getMessageTypeList()) {
      collect(file.getPackage(), message);
    }
    for (EnumDescriptorProto type : file.getEnumTypeList()) {
      collect(file.getPackage(), type);
    }
    for (ServiceDescriptorProto service : file.getServiceList()) {
      for (MethodDescriptorProto method : service.getMethodList()) {
        now.put(
            file.getPackage() + "." + service.getName() + "/" + method.getName(),
            (method.getClientStreaming() ? "stream " : "")
                + method.getInputType()
                + " -> "
                + (method.getServerStreaming() ? "stream " : "")
                + method.getOutputType());
      }
    }
  }

  private void collect(String scope, DescriptorProto message) {
    String name = scope + "." + message.getName();
    for (FieldDescriptorProto field : message.getFieldList()) {
      String oneof =
          field.hasOneofIndex() ? message.getOneofDecl(field.getOneofIndex()).getName() : "";
      now.put(
          name + "." + field.getName(),
          field.getNumber()
              + " "
              + field.getLabel()
              + " "
              + field.getType()
              + field.getTypeName()
              + (oneof.isEmpty() ? "" : " in " + oneof));
    }
    for (DescriptorProto nested : message.getNestedTypeList()) {
      collect(name, nested);
    }
    for (EnumDescriptorProto type : message.getEnumTypeList()) {
      collect(name, type);
    }
  }

  private void collect(String scope, EnumDescriptorProto type) {
    for (EnumValueDescriptorProto value : type.getValueList()) {
      now.put(scope + "." + type.getName() + "." + value.getName(), "" + value.getNumber());
    }
  }
}
