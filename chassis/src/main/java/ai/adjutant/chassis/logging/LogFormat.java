package ai.adjutant.chassis.logging;

/** How a log line is written. */
public enum LogFormat {
  /** For people: time, level, logger, message, fields. */
  TEXT,
  /** For collectors of logs: one JSON object a line. */
  JSON
}
