package dev.watchword.adapters.storage;

import dev.watchword.core.seal.RootKeyException;
import dev.watchword.core.seal.RootKeyUri;
import dev.watchword.core.seal.RootKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.security.auth.login.LoginException;

/// Root keys in PKCS#11 tokens (OASIS PKCS #11 version 2.40), by the JDK's own provider. A session
/// lasts for one call. Thread-safe; one call at a time.
///
/// Loads the library that a URI names into this process, so it must be root's or our own, and
/// nobody else's to change.
final class Pkcs11RootKeys implements RootKeys {

  private static final int KEY_BITS = 256;

  private static final String HMAC = "HmacSHA256";

  private static final Pattern RETURN_VALUE = Pattern.compile("CKR_[A-Z_]+");

  /// What the provider's configuration takes without quotes.
  private static final String PLAIN_PATH = "[A-Za-z0-9/._+@~-]+";

  private static final String CONFIGURATION =
      """
      --name = watchword
      library = %s
      %s
      attributes(*, CKO_SECRET_KEY, *) = {
        CKA_TOKEN = true
        CKA_PRIVATE = true
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
      }
      """;

  /// Work with an open token.
  @FunctionalInterface
  private interface Work<T> {
    T in(Provider provider, KeyStore keys) throws GeneralSecurityException;
  }

  @Override
  public synchronized byte[] secret(RootKeyUri uri, char[] pin) {
    return loggedIn(
        uri,
        pin,
        (provider, keys) -> {
          Key key = keys.getKey(uri.object(), null);
          if (key == null) {
            throw new RootKeyException("The token has no secret key of that name.");
          }
          Mac mac = Mac.getInstance(HMAC, provider);
          mac.init(key);
          return mac.doFinal(MESSAGE.getBytes(StandardCharsets.US_ASCII));
        });
  }

  @Override
  public synchronized void create(RootKeyUri uri, char[] pin) {
    loggedIn(
        uri,
        pin,
        (provider, keys) -> {
          if (keys.containsAlias(uri.object())) {
            throw new RootKeyException("The token has a key of that name already.");
          }
          KeyGenerator generator = KeyGenerator.getInstance(HMAC, provider);
          generator.init(KEY_BITS);
          keys.setEntry(uri.object(), new KeyStore.SecretKeyEntry(generator.generateKey()), null);
          return true;
        });
  }

  private static <T> T loggedIn(RootKeyUri uri, char[] pin, Work<T> work) {
    Provider provider = provider(uri);
    try {
      KeyStore keys = KeyStore.getInstance("PKCS11", provider);
      keys.load(null, pin);
      return work.in(provider, keys);
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      throw explained(e);
    } finally {
      logOut(provider);
    }
  }

  private static Provider provider(RootKeyUri uri) {
    String configuration = CONFIGURATION.formatted(checked(uri.module()), slot(uri.slotId()));
    Provider blank = Security.getProvider("SunPKCS11");
    if (blank == null) {
      throw new RootKeyException("This Java runtime can't speak to tokens (jdk.crypto.cryptoki).");
    }
    try {
      Provider provider = blank.configure(configuration);
      if (provider.getService("KeyStore", "PKCS11") == null) {
        throw new RootKeyException("There is no token in that slot.");
      }
      return provider;
    } catch (InvalidParameterException | ProviderException e) {
      throw new RootKeyException(
          "The token can't be reached: its library does not load, or has no such slot.", e);
    }
  }

  private static String slot(OptionalLong id) {
    return id.isPresent() ? "slot = " + id.getAsLong() : "slotListIndex = 0";
  }

  /// The file that is to be loaded: behind all links, which others could turn elsewhere meanwhile.
  ///
  /// @throws RootKeyException when others could have a library of theirs run here
  private static Path checked(Path module) {
    try {
      Path real = module.toRealPath();
      if (!real.toString().matches(PLAIN_PATH)) {
        throw new RootKeyException(
            "The library of the token has a name with characters that can't be used.");
      }
      for (Path each = real; each != null; each = each.getParent()) {
        if (PrivateFiles.canBeChangedByOthers(each)) {
          throw new RootKeyException(
              "The library of the token could be changed by others, at %s; it must be root's or your own."
                  .formatted(each));
        }
      }
      return real;
    } catch (IOException e) {
      throw new RootKeyException("The library of the token is not there.", e);
    }
  }

  /// What the provider throws is known by the names of PKCS#11's return values in its messages.
  private static RootKeyException explained(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("CKR_PIN_LOCKED")) {
        return new RootKeyException("The token has locked its PIN; unlock it first.", failure);
      }
      if (message.contains("CKR_PIN_")) {
        return new RootKeyException("The token refuses the PIN.", failure);
      }
      if (message.contains("CKA_LABEL")) {
        return new RootKeyException(
            "The token has several keys of one name; give each a name of its own.", failure);
      }
      Matcher value = RETURN_VALUE.matcher(message);
      if (value.find()) {
        return new RootKeyException("The token refuses: " + value.group() + ".", failure);
      }
    }
    return new RootKeyException("The token can't be used.", failure);
  }

  private static void logOut(Provider provider) {
    try {
      if (provider instanceof AuthProvider token) {
        token.logout();
      }
    } catch (LoginException | ProviderException e) {
      System.getLogger(Pkcs11RootKeys.class.getName())
          .log(System.Logger.Level.DEBUG, "a token did not log out", e);
    }
  }
}
