package ai.adjutant.standalone;

import ai.adjutant.chassis.settings.Descriptor;
import ai.adjutant.chassis.settings.Schema;

/** Writes docs/configuration.md from the records that declare the settings. */
final class ConfigurationPage {
  private static final String HEAD =
      """
      # Configuration

      <!-- Written by `./adjutant config reference > docs/configuration.md`; a test holds it current. -->

      Every setting has a default, so that a fresh installation needs no file. A value in the settings file overrides the
      default, the environment overrides the file, and the command line overrides all of them.

      - **The file** is `adjutant.yaml` in the data folder, or any file named by `--config FILE` or `ADJUTANT_CONFIG`.
        It is YAML in UTF-8 of at most 1 MiB. Keys can be nested or joined by dots; paths in it start from its folder.
      - **The environment** has one variable for each key: in capitals, with `_` for `.` and `-`, behind `ADJUTANT_`.
        `inference.engine.queue-size` is `ADJUTANT_INFERENCE_ENGINE_QUEUE_SIZE`. An empty variable sets nothing.
      - **The command line** has options for what is set most: see `./adjutant serve --help`.

      ```yaml
      threads: 4
      inference:
        engine: {queue-size: 128, kv-cache-size: 1GiB}
      retriever:
        parse:
          timeout: 2m
      ```

      Times are a whole number and `ms`, `s`, `m`, `h` or `d`; sizes a whole number and `B`, `kB`, `MB`, `GB`, `TB`
      (powers of 1,000) or `KiB`, `MiB`, `GiB`, `TiB` (powers of 1,024). Secrets are never written into the file: give
      `file:PATH` or `env:NAME`, which hold them. Where `auto` or `none` may be given, an empty text is the same.

      An unknown key or variable and a value that is wrong keep the services from starting; all problems are listed at
      once, with line and nearest known name. `./adjutant config check` does the same without starting anything, and
      `./adjutant config show` prints what holds and where each value came from. A change takes effect with the next start.

      To add a setting: add a component with `@Setting` to the settings record of its package, name it in the record's
      call of `Schema.check`, and write this page anew. A new record also goes into the list `GROUPS` of its module.
      """;

  private ConfigurationPage() {}

  static String of(Schema schema) {
    StringBuilder page = new StringBuilder(HEAD);
    for (Schema.Group group : schema.groups()) {
      String title = group.prefix().isEmpty() ? "Top level" : "`" + group.prefix() + "`";
      page.append("\n## ").append(title).append("\n\n");
      page.append(group.documentation()).append("\n\n");
      page.append("| Key | Default | Value | Meaning |\n|---|---|---|---|\n");
      for (Descriptor setting : group.descriptors()) {
        page.append("| `").append(setting.key()).append("` | `").append(setting.defaultText());
        page.append("` | ").append(setting.accepted()).append(" | ");
        page.append(setting.documentation()).append(" |\n");
      }
    }
    return page.toString();
  }
}
