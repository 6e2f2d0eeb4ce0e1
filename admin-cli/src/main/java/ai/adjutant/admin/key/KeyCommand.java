package ai.adjutant.admin.key;

import picocli.CommandLine.Command;

/** {@code key}. */
@Command(
    name = "key",
    description = "Create, list and revoke the keys with which clients call the gateway.",
    subcommands = {CreateCommand.class, ListKeysCommand.class, RevokeCommand.class})
public final class KeyCommand {}
