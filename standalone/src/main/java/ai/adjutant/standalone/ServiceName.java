package ai.adjutant.standalone;

/** The services, in the order in which they start: nobody starts before those whom it calls. */
enum ServiceName {
  inference(7072),
  retriever(7071),
  gateway(7070);

  private final int defaultPort;

  ServiceName(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  int defaultPort() {
    return defaultPort;
  }
}
