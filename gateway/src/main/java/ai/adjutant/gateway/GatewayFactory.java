package ai.adjutant.gateway;

import ai.adjutant.chassis.access.ApiKey;
import ai.adjutant.chassis.access.KeyStore;
import ai.adjutant.chassis.context.IdSource;
import ai.adjutant.chassis.process.DataFolder;
import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.process.TlsSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Exposure;
import ai.adjutant.chassis.transport.Protection;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.gateway.access.AccessControl;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.client.RemoteClaimReader;
import ai.adjutant.gateway.client.RemoteEncoder;
import ai.adjutant.gateway.client.RemoteGenerator;
import ai.adjutant.gateway.client.RemoteRetrieval;
import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.extract.ExtractiveAnswerer;
import ai.adjutant.gateway.generate.GeneratedAnswerer;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.ground.GroundSettings;
import ai.adjutant.gateway.ground.PausingClaimReader;
import ai.adjutant.gateway.ground.SupportReader;
import ai.adjutant.gateway.proxy.QuestionMeter;
import ai.adjutant.gateway.proxy.ServiceProxy;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.service.AccessInterceptor;
import ai.adjutant.gateway.service.ChatServices;
import ai.adjutant.gateway.service.GroundMethods;
import ai.adjutant.gateway.service.KeyMethods;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ReadServiceGrpc;
import ai.adjutant.inference.v1.RerankServiceGrpc;
import ai.adjutant.inference.v1.TokenizerServiceGrpc;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import ai.adjutant.retrieval.v1.TermServiceGrpc;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the gateway together. */
@Factory
@Requires(property = "adjutant.service", value = "gateway")
final class GatewayFactory {
  private static final Logger log = LoggerFactory.getLogger(GatewayFactory.class);

  @Singleton
  @Bean(preDestroy = "close")
  ServiceSecurity security(TlsSettings tls, Clock clock) {
    return tls.open(ServiceRole.GATEWAY, clock);
  }

  @Singleton
  @Bean(preDestroy = "close")
  DataFolder folder(ServiceSettings settings) {
    return DataFolder.open(settings.data(), "gateway");
  }

  /** Read only once the folder is this process' own. */
  @Singleton
  KeyStore keys(ServiceSettings settings, DataFolder locked, Clock clock) {
    return KeyStore.open(settings.data(), clock);
  }

  @Singleton
  Protection protection(ServiceSecurity security, Settings settings, KeyStore keys, Clock clock) {
    AccessSettings access = settings.get(AccessSettings.class);
    if (!access.keysRequired()) {
      return Protection.of(security);
    }
    if (keys.list().stream().noneMatch(key -> key.state(clock.instant()) == ApiKey.State.ACTIVE)) {
      log.warn(
          "keys are required and there is none that is accepted; stop the gateway and make one with"
              + " './adjutant key create --data DIR --name NAME --scope admin'");
    }
    return new Protection(
        security,
        new AccessInterceptor(new AccessControl(keys, access.limits(), clock, System::nanoTime)));
  }

  @Singleton
  @Named("retriever")
  @Bean(preDestroy = "shutdownNow")
  ManagedChannel retriever(ServiceSettings settings, ServiceSecurity security) {
    return Channels.open(
        settings.peer("retriever"), "retriever", security.calling(ServiceRole.RETRIEVER));
  }

  @Singleton
  @Named("inference")
  @Bean(preDestroy = "shutdownNow")
  ManagedChannel inference(ServiceSettings settings, ServiceSecurity security) {
    return Channels.open(
        settings.peer("inference"), "inference service", security.calling(ServiceRole.INFERENCE));
  }

  @Singleton
  ServiceProxy serviceProxy(
      ServiceSettings settings,
      @Named("retriever") ManagedChannel retriever,
      @Named("inference") ManagedChannel inference) {
    return new ServiceProxy(
        List.of(
            new ServiceProxy.Peer(
                "retriever",
                settings.peer("retriever").toString(),
                List.of(
                    CorpusServiceGrpc.getServiceDescriptor(),
                    DocumentServiceGrpc.getServiceDescriptor(),
                    SearchServiceGrpc.getServiceDescriptor(),
                    TermServiceGrpc.getServiceDescriptor()),
                retriever),
            new ServiceProxy.Peer(
                "inference",
                settings.peer("inference").toString(),
                List.of(
                    GenerationServiceGrpc.getServiceDescriptor(),
                    EmbeddingServiceGrpc.getServiceDescriptor(),
                    ModelServiceGrpc.getServiceDescriptor(),
                    ReadServiceGrpc.getServiceDescriptor(),
                    RerankServiceGrpc.getServiceDescriptor(),
                    TokenizerServiceGrpc.getServiceDescriptor()),
                inference)));
  }

  @Singleton
  @Bean(preDestroy = "close")
  ChatServices chat(
      @Named("retriever") ManagedChannel retriever,
      @Named("inference") ManagedChannel inference,
      Settings all,
      Clock clock,
      IdSource ids) {
    GatewaySettings settings = all.get(GatewaySettings.class);
    Retrieval retrieval = new RemoteRetrieval(retriever);
    SentenceEncoder encoder = new RemoteEncoder(inference);
    AnswerFlow flow =
        new AnswerFlow(
            retrieval,
            List.of(
                new ExtractiveAnswerer(encoder),
                new GeneratedAnswerer(
                    Tier.SLM, new RemoteGenerator(inference), settings.slmModelName())),
            new GroundCheck(encoder, reading(inference, all.get(GroundSettings.class))),
            System::nanoTime);
    return new ChatServices(
        flow, retrieval, settings.policy(), settings.questionsMax(), clock, ids);
  }

  private static SupportReader reading(ManagedChannel inference, GroundSettings settings) {
    return SupportReader.of(
        new PausingClaimReader(
            RemoteClaimReader.forQuestions(inference), settings.pause(), System::nanoTime),
        settings);
  }

  @Singleton
  GroundMethods ground(@Named("inference") ManagedChannel inference, Settings all) {
    GroundSettings settings = all.get(GroundSettings.class);
    return new GroundMethods(
        new RemoteEncoder(inference), RemoteClaimReader.forBulk(inference), settings);
  }

  @Singleton
  KeyMethods keyMethods(KeyStore keys, Clock clock) {
    return new KeyMethods(keys, clock);
  }

  @Singleton
  ServerEnvironment environment(IdSource ids, MeterRegistry registry, Protection protection) {
    return new ServerEnvironment(Exposure.EDGE, ids, registry, protection, ChatServices.PROMPT);
  }

  @Singleton
  @Bean(preDestroy = "close")
  ServiceServer server(
      ServiceSettings settings,
      ServiceProxy proxy,
      ChatServices chat,
      GroundMethods ground,
      KeyMethods keys,
      ServerEnvironment environment) {
    List<BindableService> methods =
        new ArrayList<>(QuestionMeter.watching(chat.methods(), environment.registry()));
    methods.add(proxy.status());
    methods.add(ground);
    methods.add(keys);
    return new ServiceServer(
        "gateway", settings.listen(), methods, proxy.forwarding(), environment);
  }
}
