package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.vault.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlTlsTest { // SE-11

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql:watchword",
        "jdbc:postgresql://localhost/w",
        "jdbc:postgresql://127.0.0.1:5432/w?sslmode=disable",
        "jdbc:postgresql://[::1]/w",
      })
  void leavesTheLoopbackAsTheUrlHasIt(String url) {
    assertThat(PostgresqlTls.mode(url)).isEmpty();
  }

  @Test
  void checksARemoteHostsCertificateUnlessToldTo() {
    assertThat(PostgresqlTls.mode("jdbc:postgresql://db.example/w")).isEqualTo("verify-full");
    assertThat(PostgresqlTls.mode("jdbc:postgresql://db.example/w?sslmode=verify-full")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example/w?sslmode=require",
        "jdbc:postgresql://db.example/w?sslmode=disable",
        "jdbc:postgresql://localhost,db.example/w?sslmode=verify-ca",
        "jdbc:postgresql://127.0.0.1.example/w?sslmode=prefer",
        "jdbc:postgresql://localhost/w?socketFactory=some.Tunnel&sslmode=prefer",
      })
  void refusesLessForARemoteHost(String url) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> PostgresqlTls.mode(url))
        .withMessageContaining("verify-full");
  }
}
