package dev.watchword.adapters.http;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.ImageDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the server counts and times, for `/metrics`. Labels are a route's template, a status and
/// the names of outcomes: nothing that a client or a person chose (SECURITY LO-01). Thread-safe.
///
/// Loading Micrometer takes longer than starting the server, so that is done beside the first
/// requests; what is told before then waits for it.
final class Measurements implements AutoCloseable {

  static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final CompletableFuture<Meters> meters = new CompletableFuture<>();
  private final List<Consumer<Meters>> waiting = new ArrayList<>();

  /// Loads the meters, on a thread of its own.
  void load() {
    Thread.ofVirtual().name("watchword-meters").start(this::make);
  }

  private void make() {
    try {
      Meters made = new Meters();
      synchronized (waiting) {
        waiting.forEach(what -> what.accept(made));
        meters.complete(made); // not before: who waits for it is shown all that was told
      }
    } catch (RuntimeException | LinkageError e) {
      meters.completeExceptionally(e);
    } finally {
      synchronized (waiting) {
        waiting.clear();
      }
    }
  }

  /// @param method one of those that the server knows, or `-`
  /// @param route the template, or `-`
  void request(String method, String route, int status, Duration took) {
    tell(it -> it.request(method, route, status, took));
  }

  /// @param kind `otp`, `recovery` or `password`
  /// @param outcome a word of ours, such as `accepted`
  void verification(String kind, String outcome) {
    tell(it -> it.verification(kind, outcome));
  }

  void gauge(Gauge gauge) {
    tell(it -> it.gauge(gauge));
  }

  private void tell(Consumer<Meters> what) {
    if (meters.state() == Future.State.SUCCESS) {
      what.accept(meters.resultNow());
      return;
    }
    synchronized (waiting) {
      switch (meters.state()) {
        case SUCCESS -> what.accept(meters.resultNow());
        case RUNNING -> waiting.add(what);
        case FAILED, CANCELLED -> {} // requests go on without them
      }
    }
  }

  /// The decoder, timed.
  ImageDecoder timed(ImageDecoder decoder) {
    return (picture, limits) -> {
      long start = System.nanoTime();
      String outcome = "failed";
      try {
        Capture capture = decoder.decode(picture, limits);
        outcome = capture.codes().isEmpty() ? "none" : "found";
        return capture;
      } finally {
        String is = outcome;
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        tell(it -> it.decoding(is, took));
      }
    };
  }

  Stream<Route> routes() {
    return Stream.of(new Route("GET", "/metrics", new Access.Operator(), exchange -> show()));
  }

  private Answer show() {
    byte[] text = meters.join().text().getBytes(StandardCharsets.UTF_8);
    return new Answer(200, MEDIA_TYPE, text, Map.of());
  }

  @Override
  public void close() {
    meters.thenAccept(Meters::close);
  }
}
