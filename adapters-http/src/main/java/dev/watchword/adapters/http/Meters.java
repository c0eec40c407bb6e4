package dev.watchword.adapters.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The meters of [Measurements], once Micrometer is loaded. Thread-safe.
final class Meters implements AutoCloseable {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private record RequestKey(String method, String route, int status) {}

  private record OutcomeKey(String name, String outcome) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final Map<RequestKey, Timer> requests = new ConcurrentHashMap<>();
  private final Map<OutcomeKey, Counter> outcomes = new ConcurrentHashMap<>();
  private final Map<String, Timer> decodings = new ConcurrentHashMap<>();

  Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    collector.bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  void request(String method, String route, int status, Duration took) {
    requests
        .computeIfAbsent(
            new RequestKey(method, route, status),
            key ->
                Timer.builder("watchword.http.requests")
                    .description("Requests, by the route's template")
                    .tags("method", method, "route", route, "status", Integer.toString(status))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry))
        .record(took);
  }

  void verification(String kind, String outcome) {
    outcomes
        .computeIfAbsent(
            new OutcomeKey(kind, outcome),
            key ->
                Counter.builder("watchword.verifications")
                    .description("One-time passwords and recovery codes that were checked")
                    .tags("kind", kind, "outcome", outcome)
                    .register(registry))
        .increment();
  }

  void decoding(String outcome, Duration took) {
    decodings
        .computeIfAbsent(
            outcome,
            key ->
                Timer.builder("watchword.decode")
                    .description("Pictures that were read for codes")
                    .tags("outcome", outcome)
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry))
        .record(took);
  }

  void gauge(Gauge gauge) {
    io.micrometer.core.instrument.Gauge.builder(gauge.name(), gauge.value()::getAsDouble)
        .description(gauge.help())
        .register(registry);
  }

  String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
