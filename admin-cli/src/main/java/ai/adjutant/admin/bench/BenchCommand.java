package ai.adjutant.admin.bench;

import picocli.CommandLine.Command;

/** {@code bench}. */
@Command(
    name = "bench",
    description = "Measure a running server.",
    subcommands = BenchGenerateCommand.class)
public final class BenchCommand {}
