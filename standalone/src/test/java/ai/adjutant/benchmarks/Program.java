package ai.adjutant.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Describes source files that are compiled together, as the launcher or a script beside them does.
 *
 * @param name for people
 * @param withTests whether the script puts the modules' tests on the class path
 */
record Program(String name, List<Path> sources, boolean withTests) {
  /** How a script names the jars of the modules' tests. */
  private static final String TESTS = "-tests.jar";

  /** Copies the files. */
  Program {
    sources = List.copyOf(sources);
  }

  /** The programs of a folder: each file in it alone, those of each folder below it together. */
  static List<Program> in(Path folder) throws IOException {
    List<Program> programs = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry)) {
          programs.addAll(of(entry));
        } else if (isSource(entry)) {
          programs.add(new Program(entry.getFileName().toString(), List.of(entry), false));
        }
      }
    }
    return programs;
  }

  private static List<Program> of(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> sources = files.filter(Program::isSource).sorted().toList();
      Path script = folder.resolve("run");
      boolean withTests = Files.exists(script) && Files.readString(script).contains(TESTS);
      String name = folder.getFileName() + "/";
      return sources.isEmpty() ? List.of() : List.of(new Program(name, sources, withTests));
    }
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java");
  }

  /** Returns the same without files that need one of these packages. */
  Program without(List<String> packages) {
    List<Path> left = sources.stream().filter(file -> !needs(file, packages)).toList();
    return new Program(name, left, withTests);
  }

  static boolean needs(Path source, List<String> packages) {
    try {
      String text = Files.readString(source);
      return packages.stream().anyMatch(each -> text.contains("import " + each + "."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles it into a folder; returns what is wrong, each with its place. */
  List<String> compile(String classPath, Path into) throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-d",
            into.toString(),
            "-cp",
            withTests ? classPath : withoutTests(classPath));
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      var unused =
          compiler
              .getTask(
                  null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
    }
    return found.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }

  /** A program that runs from the finished jars sees no tests. */
  static String withoutTests(String classPath) {
    List<String> entries = new ArrayList<>(List.of(classPath.split(File.pathSeparator)));
    entries.removeIf(entry -> entry.endsWith(TESTS) || entry.endsWith("test-classes"));
    return String.join(File.pathSeparator, entries);
  }
}
