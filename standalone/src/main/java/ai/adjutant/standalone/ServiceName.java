package ai.adjutant.standalone;

/** The services, in the order in which they start: nobody starts before those whom it calls. */
enum ServiceName {
  inference,
  retriever,
  gateway
}
