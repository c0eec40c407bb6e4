package dev.watchword.core.keyuri;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.Totp;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// LO-04: nothing that holds a secret tells it when it is printed.
///
/// The classes are found by their fields, so that one added later fails here until it has a sample.
class SecretHoldersTest {

  private static final byte[] SECRET = "a secret of 20 bytes".getBytes(US_ASCII);
  private static final String PIN = "83561947";
  private static final Instant TIME = Instant.ofEpochSecond(1_234_567_890);

  /// The packages that this test answers for, each by a class in it.
  private static final List<Class<?>> PACKAGES =
      List.of(SharedSecret.class, OtpKey.class, KeyUri.class);

  private static SharedSecret secret() {
    return SharedSecret.copyOf(SECRET);
  }

  private static OtpKey keyWithPin() {
    return new OtpKey(new MotpParameters(), secret(), Optional.of(Pin.of(PIN)));
  }

  private static Hotp hotp() {
    return new Hotp(secret(), HashAlgorithm.SHA1, Digits.SIX);
  }

  static Stream<Object> samples() throws KeyUriSyntaxException, ReflectiveOperationException {
    Field keyedHash = Hotp.class.getDeclaredField("hash");
    keyedHash.setAccessible(true);
    return Stream.of(
        secret(),
        Pin.of(PIN),
        hotp(),
        keyedHash.get(hotp()),
        new Totp(secret(), TotpParameters.STANDARD),
        keyWithPin().at(TIME),
        keyWithPin(),
        new OtpKey(TotpParameters.STANDARD, secret()),
        new KeyUri(new Label("Acme", "ann"), keyWithPin()),
        Query.parse("secret=" + Base32.encode(SECRET) + "&pin=" + PIN));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void printNothingOfTheirSecret(Object holder) {
    String code = keyWithPin().at(TIME).code();

    assertThat(holder.toString())
        .doesNotContainIgnoringCase(
            new String(SECRET, US_ASCII),
            Base32.encode(SECRET),
            HexFormat.of().formatHex(SECRET),
            Base64.getEncoder().encodeToString(SECRET),
            Arrays.toString(SECRET),
            PIN,
            code,
            "[B@",
            "[C@");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void areNoRecords(Object holder) {
    assertThat(holder.getClass().isRecord()).as(holder.getClass().getName()).isFalse();
  }

  @Test
  void areAllAmongTheSamples() throws KeyUriSyntaxException, ReflectiveOperationException {
    Set<Class<?>> sampled = samples().map(Object::getClass).collect(Collectors.toSet());

    assertThat(sampled).containsAll(holders()).contains(OneTimePassword.class, Query.class);
  }

  /// That the search finds anything at all.
  @Test
  void areFoundByTheirFields() {
    assertThat(holders())
        .contains(SharedSecret.class, Pin.class, Hotp.class, OtpKey.class, KeyUri.class);
  }

  @Test
  void throwNothingThatHoldsTheSecret() {
    SharedSecret closed = secret();
    closed.close();
    assertThatCode(closed::copy).hasMessage("this secret was wiped").hasNoCause();

    String text = Base32.encode(SECRET) + "0";
    assertThatCode(() -> SharedSecret.ofBase32(text)).hasMessageNotContaining(text.substring(0, 8));
  }

  /// Every class with a field of bytes, characters, a digest's state, or another holder.
  private static Set<Class<?>> holders() {
    List<Class<?>> classes = PACKAGES.stream().flatMap(SecretHoldersTest::classesBeside).toList();
    Set<Class<?>> holders = new HashSet<>();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Class<?> type : classes) {
        if (Stream.of(type.getDeclaredFields()).anyMatch(field -> holds(field, holders))) {
          grown |= holders.add(type);
        }
      }
    }
    return holders;
  }

  private static boolean holds(Field field, Set<Class<?>> holders) {
    Class<?> type = field.getType();
    return !Modifier.isStatic(field.getModifiers())
        && (type == byte[].class
            || type == char[].class
            || type == MessageDigest.class
            || holders.contains(type));
  }

  private static Stream<Class<?>> classesBeside(Class<?> type) {
    try {
      Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = root.resolve(type.getPackageName().replace('.', '/'));
      try (Stream<Path> files = Files.list(folder)) {
        List<Class<?>> found = new ArrayList<>();
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
            .map(name -> name.substring(0, name.length() - ".class".length()))
            .forEach(name -> found.add(load(type, name)));
        return found.stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(Class<?> beside, String name) {
    try {
      return Class.forName(beside.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
