package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY CR-18.
class CommonPasswordsTest {

  private final CommonPasswords common = new CommonPasswords();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "123456789",
        "qwertyuiop",
        "letmein",
        "passwordpassword",
        "passwordpasswordpass",
        "aaaaaaaaaaaaaaaaaaaa",
        "123123123123123"
      })
  void knowsWhatEverybodyTries(String password) {
    assertThat(common.test(password)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse battery staple", "vogel im regen am abend", "x7$kq!"})
  void leavesTheRestAlone(String passphrase) {
    assertThat(common.test(passphrase)).isFalse();
  }
}
