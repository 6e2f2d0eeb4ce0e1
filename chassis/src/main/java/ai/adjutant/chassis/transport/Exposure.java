package ai.adjutant.chassis.transport;

/** Who calls a server, and so what of their metadata is believed. */
public enum Exposure {
  /** Clients of the platform: they may name a request id and a trace, never who they are. */
  EDGE,
  /** Other services of the platform: the context that they send is the request's. */
  INTERNAL
}
