package dev.watchword.adapters.http;

import dev.watchword.core.custody.Delivery;
import dev.watchword.core.custody.Webhook;
import dev.watchword.core.custody.Webhooks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sends deliveries by HTTP/1.1: one POST on a connection of its own, to the very address that was
/// checked, so that no name server can lead it elsewhere between the check and the call. No
/// redirect is followed and no body of the answer is read. Thread-safe.
///
/// `Watchword-Signature` is `t=SECONDS,v1=HEX`, the HMAC-SHA-256 under the webhook's secret of the
/// seconds, a dot and the body.
final class WebhookSender implements Webhooks.Sender {

  private static final Logger LOG = System.getLogger(WebhookSender.class.getName());
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int MAX_STATUS_LINE = 200;

  private final Set<String> listed;
  private final InstantSource clock;

  /// @param listed hosts that may be called by plain HTTP and at private addresses
  WebhookSender(Set<String> listed, InstantSource clock) {
    this.listed = Set.copyOf(listed);
    this.clock = clock;
  }

  @Override
  public boolean send(Webhook webhook, Delivery delivery) {
    try (Socket socket = connect(webhook.url())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(request(webhook, delivery));
      out.flush();
      int status = status(socket.getInputStream());
      if (status < 200 || status > 299) {
        LOG.log(Level.WARNING, "webhook {0} answered {1}", webhook.id(), status);
        return false;
      }
      return true;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "webhook {0}: {1}", webhook.id(), e.getClass().getSimpleName());
      return false;
    }
  }

  private Socket connect(URI url) throws IOException {
    boolean mayBePrivate = listed.contains(url.getHost().toLowerCase(Locale.ROOT));
    boolean tls = url.getScheme().equals("https");
    if (!tls && !mayBePrivate) {
      throw new IOException("plain HTTP to a host that is not listed");
    }
    String host = url.getHost().replaceAll("^\\[|]$", "");
    InetAddress[] addresses = InetAddress.getAllByName(host);
    if (!mayBePrivate && !Arrays.stream(addresses).allMatch(WebhookSender::isPublic)) {
      throw new IOException("a private address of a host that is not listed");
    }
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(addresses[0], port), TIMEOUT_MILLIS);
      return tls ? secured(plain, host, port) : plain;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket secured(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.startHandshake();
    return socket;
  }

  /// Whether an address is one of the open Internet (RFC 6890), also where it is wrapped into IPv6.
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] b = address.getAddress();
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    if (b.length == 4) {
      return first != 0
          && !(first == 100 && second >= 64 && second < 128)
          && !(first == 192 && second == 0 && b[2] == 0)
          && !(first == 198 && (second == 18 || second == 19))
          && first < 240;
    }
    boolean globalUnicast = (first & 0xe0) == 0x20;
    boolean transition = first == 0x20 && (second == 0x02 || second == 0x01 && b[2] == 0);
    return globalUnicast && !transition;
  }

  private byte[] request(Webhook webhook, Delivery delivery) {
    URI url = webhook.url();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
    long seconds = clock.instant().getEpochSecond();
    String head =
        String.join(
            "\r\n",
            "POST " + target + " HTTP/1.1",
            "Host: " + url.getRawAuthority(),
            "Content-Type: application/json",
            "Content-Length: " + body.length,
            "User-Agent: watchword",
            "Watchword-Signature: t=%d,v1=%s".formatted(seconds, signature(webhook, seconds, body)),
            "Connection: close",
            "\r\n");
    return joined(head, body);
  }

  private static byte[] joined(String ascii, byte[] rest) {
    byte[] first = ascii.getBytes(StandardCharsets.US_ASCII);
    byte[] both = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, both, first.length, rest.length);
    return both;
  }

  private static String signature(Webhook webhook, long seconds, byte[] body) {
    byte[] secret = webhook.secret();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(joined(seconds + ".", body)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// The status of an answer's first line; 0 where it is none.
  private static int status(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() < MAX_STATUS_LINE; c = in.read()) {
      line.append((char) c);
    }
    String[] words = line.toString().strip().split(" ", 3);
    return words.length > 1 && words[0].startsWith("HTTP/1.") && words[1].matches("[0-9]{3}")
        ? Integer.parseInt(words[1])
        : 0;
  }
}
