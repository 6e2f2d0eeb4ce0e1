package ai.adjutant.admin.tls;

import picocli.CommandLine.Command;

/** {@code tls}. */
@Command(
    name = "tls",
    description = "Make the certificates with which services and clients know each other.",
    subcommands = {InitCommand.class, RenewCommand.class})
public final class TlsCommand {}
