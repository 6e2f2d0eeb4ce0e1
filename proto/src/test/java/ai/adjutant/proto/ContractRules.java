package ai.adjutant.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a contract must keep, read from its compiled descriptor: every element commented (AIP-192),
 * names in their case (AIP-140, AIP-190), enums that start with an UNSPECIFIED zero and carry their
 * prefix (AIP-126), a request and a response a method, repeated fields in the plural only where
 * they count things, times by their field names (AIP-142).
 */
final class ContractRules {
  private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final Pattern CAMEL = Pattern.compile("([A-Z][a-z0-9]+)+");
  private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
  private static final String TIMESTAMP = ".google.protobuf.Timestamp";

  private final FileDescriptorProto file;
  private final Map<List<Integer>, String> comments = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  private ContractRules(FileDescriptorProto file) {
    this.file = file;
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      comments.put(location.getPathList(), location.getLeadingComments().strip());
    }
  }

  /** Everything that breaks a rule, as {@code file: element: what is wrong}. */
  static List<String> violations(FileDescriptorProto file) {
    ContractRules rules = new ContractRules(file);
    rules.checkFile();
    return rules.violations;
  }

  private void checkFile() {
    if (!file.getPackage().matches("adjutant\\.[a-z]+\\.v\\d+")) {
      say(file.getPackage(), "package is not adjutant.NAME.vN");
    }
    for (int i = 0; i < file.getMessageTypeCount(); i++) {
      check(file.getMessageType(i), List.of(4, i));
    }
    for (int i = 0; i < file.getEnumTypeCount(); i++) {
      check(file.getEnumType(i), List.of(5, i));
    }
    for (int i = 0; i < file.getServiceCount(); i++) {
      check(file.getService(i), List.of(6, i));
    }
    if (file.getServiceCount() > 1) {
      say(file.getName(), "more than one service in a file");
    }
  }

  private void check(DescriptorProto message, List<Integer> path) {
    if (message.getOptions().getMapEntry()) {
      return;
    }
    commented(message.getName(), path);
    matches(message.getName(), CAMEL, "message is not UpperCamelCase");
    for (int i = 0; i < message.getFieldCount(); i++) {
      check(message.getName(), message.getField(i), at(path, 2, i));
    }
    for (int i = 0; i < message.getOneofDeclCount(); i++) {
      String name = message.getOneofDecl(i).getName();
      if (!name.startsWith("_")) { // proto3's optional makes a hidden one
        commented(message.getName() + "." + name, at(path, 8, i));
      }
    }
    for (int i = 0; i < message.getNestedTypeCount(); i++) {
      check(message.getNestedType(i), at(path, 3, i));
    }
    for (int i = 0; i < message.getEnumTypeCount(); i++) {
      check(message.getEnumType(i), at(path, 4, i));
    }
  }

  private void check(String message, FieldDescriptorProto field, List<Integer> path) {
    String element = message + "." + field.getName();
    commented(element, path);
    matches(field.getName(), SNAKE, "field is not lower_snake_case in " + message);
    boolean time = field.getTypeName().equals(TIMESTAMP);
    if (time && !field.getName().matches(".*(_time|_from|_until|as_of)|as_of")) {
      say(element, "a Timestamp is named ..._time, ..._from, ..._until or as_of");
    }
    if (!time
        && field.getName().endsWith("_time")
        && field.getType() != FieldDescriptorProto.Type.TYPE_MESSAGE) {
      say(element, "..._time is not a Timestamp");
    }
    if (field.getName().endsWith("_status")) {
      say(element, "AIP-216 says state, not status");
    }
  }

  private void check(EnumDescriptorProto type, List<Integer> path) {
    commented(type.getName(), path);
    matches(type.getName(), CAMEL, "enum is not UpperCamelCase");
    String prefix =
        type.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT);
    for (int i = 0; i < type.getValueCount(); i++) {
      String value = type.getValue(i).getName();
      commented(type.getName() + "." + value, at(path, 2, i));
      matches(value, UPPER_SNAKE, "enum value is not UPPER_SNAKE_CASE");
      if (!value.startsWith(prefix + "_")) {
        say(value, "enum value does not start with " + prefix + "_");
      }
      if (type.getValue(i).getNumber() == 0 && !value.equals(prefix + "_UNSPECIFIED")) {
        say(value, "enum's zero is not " + prefix + "_UNSPECIFIED");
      }
    }
  }

  private void check(ServiceDescriptorProto service, List<Integer> path) {
    commented(service.getName(), path);
    if (!service.getName().endsWith("Service")) {
      say(service.getName(), "service does not end with Service");
    }
    for (int i = 0; i < service.getMethodCount(); i++) {
      MethodDescriptorProto method = service.getMethod(i);
      commented(service.getName() + "." + method.getName(), at(path, 2, i));
      if (!method.getInputType().endsWith("." + method.getName() + "Request")) {
        say(method.getName(), "request is not " + method.getName() + "Request");
      }
      if (!method.getOutputType().endsWith("." + method.getName() + "Response")) {
        say(method.getName(), "response is not " + method.getName() + "Response");
      }
    }
  }

  private void commented(String element, List<Integer> path) {
    String comment = comments.getOrDefault(path, "");
    if (comment.length() < 5) {
      say(element, "has no comment");
    }
  }

  private void matches(String name, Pattern pattern, String violation) {
    if (!pattern.matcher(name).matches()) {
      say(name, violation);
    }
  }

  private void say(String element, String violation) {
    violations.add(file.getName() + ": " + element + ": " + violation);
  }

  private static List<Integer> at(List<Integer> path, int field, int index) {
    List<Integer> longer = new ArrayList<>(path);
    longer.add(field);
    longer.add(index);
    return longer;
  }
}
