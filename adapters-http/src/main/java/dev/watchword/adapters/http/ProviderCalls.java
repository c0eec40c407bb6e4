package dev.watchword.adapters.http;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls to an OpenID provider at the addresses of [OpenIdSettings]. Thread-safe.
interface ProviderCalls extends ResourceRetriever {

  /// @param body as UTF-8
  record Reply(int status, String body) {}

  /// Sends a form.
  ///
  /// @throws IOException when there is no answer in time and within the limits
  Reply post(URI address, String form, Optional<String> authorization) throws IOException;

  /// Fetches the provider's keys.
  @Override
  Resource retrieveResource(URL address) throws IOException;

  /// The real ones. No redirect is followed; an answer has ten seconds and 256 KiB.
  final class OverHttp implements ProviderCalls {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long MOST_MILLIS = 10_000;
    private static final int MOST_BYTES = 256 * 1024;

    private final HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Reply post(URI address, String form, Optional<String> authorization) throws IOException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Accept", "application/json")
              .POST(BodyPublishers.ofString(form));
      authorization.ifPresent(value -> request.header("Authorization", value));
      return send(request.build());
    }

    @Override
    public Resource retrieveResource(URL address) throws IOException {
      try {
        Reply reply =
            send(
                HttpRequest.newBuilder(address.toURI())
                    .header("Accept", "application/json")
                    .build());
        if (reply.status() != 200) {
          throw new IOException("the provider's keys: status " + reply.status());
        }
        return new Resource(reply.body(), "application/json");
      } catch (URISyntaxException e) {
        throw new IOException(e);
      }
    }

    private Reply send(HttpRequest request) throws IOException {
      CompletableFuture<HttpResponse<byte[]>> under =
          client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
      try {
        HttpResponse<byte[]> response = under.get(MOST_MILLIS, TimeUnit.MILLISECONDS);
        return new Reply(
            response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
      } catch (TimeoutException e) {
        throw new IOException("no answer in time", e);
      } catch (ExecutionException e) {
        throw new IOException("no answer", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      } finally {
        under.cancel(true);
      }
    }
  }
}
