package ai.adjutant.gateway;

import ai.adjutant.chassis.context.IdSource;
import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Exposure;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.client.RemoteEncoder;
import ai.adjutant.gateway.client.RemoteGenerator;
import ai.adjutant.gateway.client.RemoteRetrieval;
import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.extract.ExtractiveAnswerer;
import ai.adjutant.gateway.front.FrontDoor;
import ai.adjutant.gateway.front.QuestionMeter;
import ai.adjutant.gateway.generate.GeneratedAnswerer;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.service.ChatServices;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.RerankServiceGrpc;
import ai.adjutant.inference.v1.TokenizerServiceGrpc;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts the gateway together. */
@Factory
@Requires(property = "adjutant.service", value = "gateway")
final class GatewayFactory {
  @Singleton
  @Named("retriever")
  @Bean(preDestroy = "shutdownNow")
  ManagedChannel retriever(ServiceSettings settings) {
    return Channels.open(settings.retrieverEndpoint(), "retriever");
  }

  @Singleton
  @Named("inference")
  @Bean(preDestroy = "shutdownNow")
  ManagedChannel inference(ServiceSettings settings) {
    return Channels.open(settings.inferenceEndpoint(), "inference service");
  }

  @Singleton
  FrontDoor frontDoor(
      ServiceSettings settings,
      @Named("retriever") ManagedChannel retriever,
      @Named("inference") ManagedChannel inference) {
    return new FrontDoor(
        List.of(
            new FrontDoor.Peer(
                "retriever",
                settings.retrieverEndpoint().toString(),
                List.of(
                    CorpusServiceGrpc.getServiceDescriptor(),
                    DocumentServiceGrpc.getServiceDescriptor(),
                    SearchServiceGrpc.getServiceDescriptor()),
                retriever),
            new FrontDoor.Peer(
                "inference",
                settings.inferenceEndpoint().toString(),
                List.of(
                    GenerationServiceGrpc.getServiceDescriptor(),
                    EmbeddingServiceGrpc.getServiceDescriptor(),
                    ModelServiceGrpc.getServiceDescriptor(),
                    RerankServiceGrpc.getServiceDescriptor(),
                    TokenizerServiceGrpc.getServiceDescriptor()),
                inference)));
  }

  @Singleton
  @Bean(preDestroy = "close")
  ChatServices chat(
      @Named("retriever") ManagedChannel retriever,
      @Named("inference") ManagedChannel inference,
      GatewaySettings settings,
      IdSource ids) {
    Retrieval retrieval = new RemoteRetrieval(retriever);
    SentenceEncoder encoder = new RemoteEncoder(inference);
    AnswerFlow flow =
        new AnswerFlow(
            retrieval,
            List.of(
                new ExtractiveAnswerer(encoder),
                new GeneratedAnswerer(
                    Tier.SLM, new RemoteGenerator(inference), settings.slmModel())),
            new GroundCheck(encoder),
            System::nanoTime);
    return new ChatServices(
        flow, retrieval, settings.policy(), settings.questionsMax(), Clock.systemUTC(), ids);
  }

  @Singleton
  @Bean(preDestroy = "close")
  ServiceServer server(
      ServiceSettings settings,
      FrontDoor front,
      ChatServices chat,
      IdSource ids,
      MeterRegistry registry) {
    List<BindableService> methods =
        new ArrayList<>(QuestionMeter.watching(chat.methods(), registry));
    methods.add(front.status());
    return new ServiceServer(
        "gateway",
        settings.listenEndpoint(),
        methods,
        front.forwarding(),
        new ServerEnvironment(Exposure.EDGE, ids, registry));
  }
}
