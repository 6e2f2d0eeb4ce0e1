package ai.adjutant.chassis.testing;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Prints the command that repeats a failed test, and gives a {@link Seed} to tests that ask for
 * one. Found through {@code META-INF/services} by every module that has this test jar.
 */
public final class RepeatCommand implements TestWatcher, ParameterResolver {
  private static final Namespace SEEDS = Namespace.create(RepeatCommand.class);

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    String module = Path.of("").toAbsolutePath().getFileName().toString();
    String test =
        context.getRequiredTestClass().getName()
            + context.getTestMethod().map(method -> "#" + method.getName()).orElse("");
    Optional<Seed> seed =
        context
            .getParent()
            .map(parent -> parent.getStore(SEEDS).get(context.getUniqueId(), Seed.class));
    System.err.println("repeat with: " + command(module, test, seed));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Seed.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Seed seed = new Seed(Long.getLong(Seed.PROPERTY, System.nanoTime()));
    // The class's store: the test's own is closed before the failure is reported.
    context.getParent().orElseThrow().getStore(SEEDS).put(context.getUniqueId(), seed);
    return seed;
  }

  static String command(String module, String test, Optional<Seed> seed) {
    String given = System.getProperty("adjutant.data", "");
    return "./mvnw verify -pl "
        + module
        + " -am -Dsurefire.failIfNoSpecifiedTests=false '-Dtest="
        + test
        + "'"
        + seed.map(value -> " " + value).orElse("")
        + (given.isEmpty() ? "" : " -Dadjutant.data=" + given);
  }
}
