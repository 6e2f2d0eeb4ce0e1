package ai.adjutant.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What may depend on what. Each rule is written for a root package, so that the same rule can be
 * tried on classes that break it.
 */
enum ArchitectureRules {
  /** A cycle of packages is one package with two names. */
  PACKAGES_FORM_NO_CYCLE {
    @Override
    ArchRule under(String root) {
      return slices().matching(root + ".(*).(*)..").should().beFreeOfCycles();
    }
  },

  /** Parsing has many concerns: each package of it can be read without those that use it. */
  PACKAGES_OF_PARSE_FORM_NO_CYCLE {
    @Override
    ArchRule under(String root) {
      String parse = root + ".retriever.parse";
      return CompositeArchRule.of(slices().matching(parse + ".(*)..").should().beFreeOfCycles())
          .and(
              noClasses()
                  .that()
                  .resideInAPackage(parse)
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage(parse + ".*.."));
    }
  },

  /** Services meet only in the contracts. */
  RETRIEVER_SEES_NO_OTHER_SERVICE {
    @Override
    ArchRule under(String root) {
      return sees(root, "retriever", "inference", "gateway", "admin", "standalone");
    }
  },

  /** Services meet only in the contracts. */
  INFERENCE_SEES_NO_OTHER_SERVICE {
    @Override
    ArchRule under(String root) {
      return sees(root, "inference", "retriever", "gateway", "admin", "standalone");
    }
  },

  /** Services meet only in the contracts. */
  GATEWAY_SEES_NO_OTHER_SERVICE {
    @Override
    ArchRule under(String root) {
      return sees(root, "gateway", "retriever", "inference", "admin", "standalone");
    }
  },

  /** One binding to native code, so that its memory has one owner. */
  ONLY_NATIVE_PACKAGES_SEE_ONNX_RUNTIME {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackages(
              root + ".inference.runtime..",
              root + ".inference.kernel..",
              root + ".inference.capi..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");
    }
  },

  /** A wrong address ends the process: few packages may have one. */
  ONLY_NATIVE_PACKAGES_SEE_FOREIGN_MEMORY {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackages(
              root + ".inference.runtime..",
              root + ".inference.kernel..",
              root + ".inference.attention..",
              root + ".inference.threads..",
              root + ".inference.capi..",
              root + ".inference.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.foreign..");
    }
  },

  /** From graphs down to the operating system: runtime, kernel, threads, capi, platform. */
  NATIVE_PACKAGES_SEE_DOWNWARDS_ONLY {
    @Override
    ArchRule under(String root) {
      return CompositeArchRule.of(seesBelow(root, "platform"))
          .and(seesBelow(root, "capi", "platform"))
          .and(seesBelow(root, "threads", "capi", "platform"))
          .and(seesBelow(root, "kernel", "threads", "capi", "platform", "attention"))
          .and(seesBelow(root, "attention"));
    }
  },

  /** The index can be replaced; analyzers are no index. */
  ONLY_LUCENE_PACKAGE_SEES_THE_INDEX {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackage(root + ".retriever.index.lucene..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.lucene.index..",
              "org.apache.lucene.search..",
              "org.apache.lucene.store..",
              "org.apache.lucene.document..");
    }
  },

  /** Hostile documents are parsed in one package. */
  ONLY_PARSE_SEES_TIKA {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackage(root + ".retriever.parse..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.tika..");
    }
  },

  /** The native library that aborts on hostile input is used in one package. */
  ONLY_TOKENIZE_SEES_THE_TOKENIZER_LIBRARY {
    @Override
    ArchRule under(String root) {
      return onlySees(root, "ai.djl..", "inference.tokenize");
    }
  },

  /** Templates of strangers are rendered in one package. */
  ONLY_TEMPLATE_SEES_THE_TEMPLATE_ENGINE {
    @Override
    ArchRule under(String root) {
      return onlySees(root, "com.hubspot.jinjava..", "inference.template");
    }
  },

  /** Certificates are issued in one package. */
  ONLY_CERTIFICATE_SEES_BOUNCY_CASTLE {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackage(root + ".chassis.certificate..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");
    }
  },

  /** Packages exchange records; generated messages stay at the edge. */
  ONLY_THE_EDGE_SEES_GRPC {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackages(
              root + ".chassis..",
              root + ".access.v1..",
              root + ".retrieval.v1..",
              root + ".inference.v1..",
              root + ".chat.v1..",
              root + ".process.v1..",
              root + ".*.service..",
              root + ".*.client..",
              root + ".gateway.proxy..",
              root + ".admin..",
              root + ".standalone..",
              root + ".retriever",
              root + ".inference",
              root + ".gateway")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "com.google.rpc..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              root + ".access.v1..",
              root + ".retrieval.v1..",
              root + ".inference.v1..",
              root + ".chat.v1..",
              root + ".process.v1..");
    }
  },

  /** Packages can be wired in plain Java; the framework only injects. */
  ONLY_WIRING_SEES_MICRONAUT {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackages(
              root + ".retriever",
              root + ".inference",
              root + ".gateway",
              root + ".gateway.proxy..",
              root + ".standalone..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micronaut..", "jakarta.inject..");
    }
  },

  /** Text is pure: it depends on no other package of the platform. */
  TEXT_SEES_NO_OTHER_PACKAGE {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + ".text..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage(root + "..")
                  .and(
                      DescribedPredicate.not(
                          JavaClass.Predicates.resideInAPackage(root + ".text.."))));
    }
  },

  /** Statistics are pure: numbers in, numbers out. */
  STATISTICS_SEES_NOBODY {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + ".statistics..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.not(
                  JavaClass.Predicates.resideInAnyPackage(
                      root + ".statistics..", "java..", "org.jspecify..")));
    }
  },

  /** Settings come from one place, where all of them are checked and shown. */
  ONLY_SETTINGS_READ_THE_ENVIRONMENT {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackages(
              root + ".chassis.settings..",
              // which platform this is; and ONNX Runtime's binding for Java is given the folder of
              // its libraries by a system property
              root + ".inference.platform..")
          .should()
          .callMethodWhere(READS_THE_ENVIRONMENT);
    }
  },

  /** What a package offers can be read in one sitting; the rest is package-private. */
  PACKAGES_OFFER_FEW_TYPES {
    @Override
    ArchRule under(String root) {
      String[] generated = CONTRACTS.stream().map(name -> root + "." + name).toArray(String[]::new);
      return classes()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackages(generated)
          .and()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should(new FewInEachPackage(root, PUBLIC_TYPES_MAX, MORE_PUBLIC_TYPES));
    }
  };

  private static final int PUBLIC_TYPES_MAX = 12;

  /** Generated code: protoc decides what is public. */
  private static final Set<String> CONTRACTS =
      Set.of("access.v1", "retrieval.v1", "inference.v1", "chat.v1", "process.v1");

  /** Packages that offer more, and why; an exception that is needed no longer is a breach too. */
  private static final Map<String, Integer> MORE_PUBLIC_TYPES =
      Map.of(
          // the annotations, value types and readers that every record of settings is written in
          "chassis.settings", 13,
          // the seam to the index: its one interface and the records that cross it
          "retriever.index", 15,
          // what commands share: the connection, names, and question files with what they expect
          "admin.client", 14,
          // the file format: a type for each of its messages, used by writer, weights and decoder
          "onnx.file", 13);

  private static final Set<String> READERS =
      Set.of(
          "System.getenv",
          "System.getProperty",
          "System.getProperties",
          "Boolean.getBoolean",
          "Integer.getInteger",
          "Long.getLong");

  private static final DescribedPredicate<JavaMethodCall> READS_THE_ENVIRONMENT =
      DescribedPredicate.describe(
          "it reads environment variables or system properties",
          call ->
              READERS.contains(
                  call.getTargetOwner().getSimpleName() + "." + call.getTarget().getName()));

  abstract ArchRule under(String root);

  /** Of inference's packages one sees itself and those below it. */
  private static ArchRule seesBelow(String root, String name, String... below) {
    String[] allowed = new String[below.length + 1];
    for (int i = 0; i < below.length; i++) {
      allowed[i] = root + ".inference." + below[i] + "..";
    }
    allowed[below.length] = root + ".inference." + name + "..";
    return noClasses()
        .that()
        .resideInAPackage(root + ".inference." + name + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(root + ".inference..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
        .allowEmptyShould(true);
  }

  private static ArchRule onlySees(String root, String library, String... packages) {
    String[] allowed =
        Arrays.stream(packages).map(name -> root + "." + name + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static ArchRule sees(String root, String service, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = root + "." + others[i] + "..";
    }
    // inference's contract shares its first name with the service
    DescribedPredicate<JavaClass> foreign =
        JavaClass.Predicates.resideInAnyPackage(packages)
            .and(
                DescribedPredicate.not(
                    JavaClass.Predicates.resideInAPackage(root + ".inference.v1..")));
    return noClasses()
        .that()
        .resideInAPackage(root + "." + service + "..")
        .should()
        .dependOnClassesThat(foreign);
  }
}
