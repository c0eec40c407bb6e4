package dev.watchword.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What every [RootKeys] does.
public interface RootKeysContract {

  /// A token with no keys in it when a test begins.
  RootKeys keys();

  /// Where a key of this name would lie in it.
  RootKeyUri uri(String object);

  /// Its PIN.
  String pin();

  @Test
  default void standsForAKeyByTheSameBytesEachTimeAndForEachByOthers() {
    RootKeys keys = keys();
    keys.create(uri("first"), pin().toCharArray());
    keys.create(uri("the second, b"), pin().toCharArray());

    byte[] first = keys.secret(uri("first"), pin().toCharArray());
    byte[] second = keys.secret(uri("the second, b"), pin().toCharArray());

    assertThat(first).hasSize(32).isNotEqualTo(new byte[32]);
    assertThat(second).hasSize(32).isNotEqualTo(first);
    assertThat(keys.secret(uri("first"), pin().toCharArray())).isEqualTo(first);
  }

  @Test
  default void replacesNoKey() {
    RootKeys keys = keys();
    keys.create(uri("first"), pin().toCharArray());
    byte[] before = keys.secret(uri("first"), pin().toCharArray());

    assertThatThrownBy(() -> keys.create(uri("first"), pin().toCharArray()))
        .isInstanceOf(RootKeyException.class)
        .hasMessage("The token has a key of that name already.");
    assertThat(keys.secret(uri("first"), pin().toCharArray())).isEqualTo(before);
  }

  @Test
  default void saysThatThereIsNoSuchKey() {
    assertThatThrownBy(() -> keys().secret(uri("nobody's"), pin().toCharArray()))
        .isInstanceOf(RootKeyException.class)
        .hasMessage("The token has no secret key of that name.");
  }

  @Test
  default void refusesAnotherPinAndRepeatsItNowhere() {
    RootKeys keys = keys();
    keys.create(uri("first"), pin().toCharArray());

    assertThatThrownBy(() -> keys.secret(uri("first"), "87654321".toCharArray()))
        .isInstanceOf(RootKeyException.class)
        .hasMessage("The token refuses the PIN.")
        .hasStackTraceContaining("RootKey")
        .satisfies(e -> {
          for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("87654321");
          }
        });
    assertThat(keys.secret(uri("first"), pin().toCharArray())).hasSize(32);
  }
}
