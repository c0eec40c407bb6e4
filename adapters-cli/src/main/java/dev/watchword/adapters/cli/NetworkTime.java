package dev.watchword.adapters.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Measures how far this machine's clock is from the time of a server that somebody named. Asks no
/// server that was not.
///
/// @param offset what has to be added to the machine's clock
/// @param uncertainty the offset is at most so far out, if the server's own time is right
record NetworkTime(Duration offset, Duration uncertainty) {

  private static final int PORT = 123;
  private static final int PACKET = 48;
  private static final int PATIENCE_MILLIS = 3000;
  private static final int TRIES = 3;

  /// NTP counts from 1900 (RFC 5905 §6).
  private static final long FROM_1900_TO_1970 = 2_208_988_800L;

  private static final long ERA_SECONDS = 1L << 32;

  /// By SNTP (RFC 5905 §14): the request's transmit time is random, so that an answer that does not
  /// repeat it is no answer to us.
  ///
  /// @param server `HOST` or `HOST:PORT`
  /// @throws Failure when no good answer comes
  static NetworkTime byNtp(String server, InstantSource clock) {
    int colon = server.lastIndexOf(':');
    boolean numbered =
        colon > 0
            && server.substring(colon + 1).matches("[0-9]{1,5}")
            && server.indexOf(':') == colon;
    String host = numbered ? server.substring(0, colon) : server;
    int port = numbered ? Integer.parseInt(server.substring(colon + 1)) : PORT;
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
      IOException last = new IOException("no answer");
      for (int i = 0; i < TRIES; i++) {
        try {
          return exchange(socket, clock);
        } catch (IOException e) {
          last = e;
        }
      }
      throw last;
    } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException e) {
      throw Failure.expected(
          "no-time",
          "The time server "
              + Neutral.line(server)
              + " gave no good answer; is UDP to its port "
              + port
              + " open? An HTTPS server's clock will do as well: --https URL.");
    }
  }

  private static NetworkTime exchange(DatagramSocket socket, InstantSource clock)
      throws IOException {
    ByteBuffer request = ByteBuffer.allocate(PACKET);
    request.put(0, (byte) 0b00_100_011); // version 4, client
    long cookie = new SecureRandom().nextLong();
    request.putLong(40, cookie);
    Instant sent = clock.instant();
    long sentNanos = System.nanoTime();
    socket.send(new DatagramPacket(request.array(), PACKET));
    DatagramPacket packet = new DatagramPacket(new byte[PACKET], PACKET);
    socket.receive(packet);
    Duration trip = Duration.ofNanos(System.nanoTime() - sentNanos);
    ByteBuffer answer = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    int mode = answer.get(0) & 7;
    int leap = answer.get(0) >> 6 & 3;
    int stratum = answer.get(1) & 0xff;
    if (packet.getLength() < PACKET
        || mode != 4
        || leap == 3
        || stratum == 0
        || stratum > 15
        || answer.getLong(24) != cookie
        || answer.getLong(40) == 0) {
      throw new IOException("an answer that is no good");
    }
    Instant received = instant(answer.getLong(32), sent);
    Instant replied = instant(answer.getLong(40), sent);
    Instant arrived = sent.plus(trip);
    Duration offset =
        Duration.between(sent, received).plus(Duration.between(arrived, replied)).dividedBy(2);
    Duration away = trip.minus(Duration.between(received, replied));
    return new NetworkTime(offset, away.isNegative() ? trip : away.dividedBy(2));
  }

  /// In the era that is nearest to this machine's time.
  private static Instant instant(long timestamp, Instant near) {
    long seconds = (timestamp >>> 32) - FROM_1900_TO_1970;
    long eras = Math.floorDiv(near.getEpochSecond() - seconds + ERA_SECONDS / 2, ERA_SECONDS);
    long nanos = (timestamp & 0xffff_ffffL) * 1_000_000_000L >>> 32;
    return Instant.ofEpochSecond(seconds + eras * ERA_SECONDS, nanos);
  }

  /// By the Date of an HTTPS server's answer (RFC 9110 §6.6.1), to half a second.
  ///
  /// @throws Failure when there is none
  static NetworkTime byHttps(String url, InstantSource clock) {
    try {
      URI address = new URI(url);
      if (!"https".equals(address.getScheme())) {
        throw Failure.usage("--https takes an https address: anybody can change another's answer.");
      }
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod("HEAD");
      connection.connect();
      Instant sent = clock.instant();
      long sentNanos = System.nanoTime();
      long date = connection.getDate();
      Duration trip = Duration.ofNanos(System.nanoTime() - sentNanos);
      connection.disconnect();
      if (date == 0) {
        throw new IOException("no Date");
      }
      Instant middle = sent.plus(trip.dividedBy(2));
      Duration offset = Duration.between(middle, Instant.ofEpochMilli(date).plusMillis(500));
      return new NetworkTime(offset, Duration.ofMillis(500).plus(trip.dividedBy(2)));
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      throw Failure.expected("no-time", "That address gave no time over HTTPS; name another.");
    }
  }
}
