package ai.adjutant.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of methods against the contracts themselves. */
final class MethodScopesTest {
  /** Every package of contracts that the gateway serves or passes on. */
  private static final String[] SERVED = {
    "ai.adjutant.access.v1",
    "ai.adjutant.chat.v1",
    "ai.adjutant.inference.v1",
    "ai.adjutant.retrieval.v1"
  };

  private static Set<String> methods() throws ReflectiveOperationException {
    Set<String> methods = new TreeSet<>();
    for (JavaClass type : new ClassFileImporter().importPackages(SERVED)) {
      if (type.getSimpleName().endsWith("ServiceGrpc")) {
        collect(
            (ServiceDescriptor) type.reflect().getMethod("getServiceDescriptor").invoke(null),
            methods);
      }
    }
    return methods;
  }

  private static void collect(ServiceDescriptor service, Set<String> methods) {
    for (MethodDescriptor<?, ?> method : service.getMethods()) {
      methods.add(method.getFullMethodName());
    }
  }

  @Test
  void everyMethodOfEveryContractHasItsScope() throws Exception {
    assertThat(methods())
        .hasSizeGreaterThan(25)
        .allSatisfy(
            method -> assertThat(MethodScopes.of(method)).as("scopes of %s", method).isNotEmpty())
        .noneMatch(MethodScopes::isOpen);
  }

  @Test
  void namesNoMethodThatIsNotThere() throws Exception {
    Set<String> known = methods();
    collect(ServerReflectionGrpc.getServiceDescriptor(), known);
    known.add("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");
    assertThat(known).containsAll(MethodScopes.methods());
  }

  @Test
  void anybodyMayAskForHealthAlone() {
    for (MethodDescriptor<?, ?> method : HealthGrpc.getServiceDescriptor().getMethods()) {
      assertThat(MethodScopes.isOpen(method.getFullMethodName())).isTrue();
    }
  }

  @Test
  void aMethodThatIsNotThereIsInNoScope() {
    for (String method : List.of("adjutant.retrieval.v1.CorpusService/DropAll", "x/y", "")) {
      assertThat(MethodScopes.of(method)).isEmpty();
      assertThat(MethodScopes.isOpen(method)).isFalse();
    }
  }
}
