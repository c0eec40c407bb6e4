package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.access.TokenScope;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `POST /api/v1/scan` answers.
class ScanTest {

  private final RunningServer running = new RunningServer();
  private final ContractClient client = new ContractClient(running);
  private final String token = running.token(TokenScope.SCAN);

  @AfterEach
  void stop() {
    running.close();
  }

  private ContractClient.Call call() {
    return client.call("POST", "/api/v1/scan").token(token);
  }

  private JsonNode scan(String... payloads) {
    return call().body("image/png", WrittenPictures.picture(payloads)).expect(200).json();
  }

  @Test
  void givesTheCurrentAndTheNextCodeWithTheirTimes() {
    JsonNode answer = scan(RunningServer.URI);
    JsonNode code = answer.get("codes").get(0);

    assertThat(answer.get("serverTime").asText()).isEqualTo("2026-11-24T10:00:18.250Z");
    assertThat(answer.get("diagnoses")).isEmpty();
    assertThat(code.get("kind").asText()).isEqualTo("otp");
    assertThat(code.get("issuer").asText()).isEqualTo("OpenAI");
    assertThat(code.get("account").asText()).isEqualTo("ada@example.com");
    assertThat(code.get("corners")).hasSize(4);
    assertThat(code.get("current").get("validUntil").asText()).isEqualTo("2026-11-24T10:00:30Z");
    assertThat(code.get("current").get("secondsLeft").asInt()).isEqualTo(12);
    assertThat(code.get("next").get("validFrom").asText()).isEqualTo("2026-11-24T10:00:30Z");
    // the codes themselves are core's matter; here they must be those of the two periods
    running.clock.advance(java.time.Duration.ofSeconds(30));
    assertThat(scan(RunningServer.URI).get("codes").get(0).get("current").get("value"))
        .isEqualTo(code.get("next").get("value"));
  }

  @Test
  void neverAnswersWithASecretOrAPin() {
    String[] uris = {
      RunningServer.URI,
      "otpauth://hotp/Bank:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=1",
      "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=99",
      "motp://Work:ada?secret=31323334353637383930313233343536&pin=4711",
      "https://example.com/GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    };
    String answer = call().body("image/png", WrittenPictures.picture(uris)).expect(200).text();
    assertThat(answer)
        .doesNotContainIgnoringCase("GEZDGNBV", "313233343536", "4711", "12345678901234567890")
        .doesNotContain("otpauth://totp/OpenAI", "example.com/");
  }

  @Test
  void storesNothing() {
    scan(RunningServer.URI);
    assertThat(running.vault.entries()).isEmpty();
    assertThat(running.vault.trash()).isEmpty();
  }

  @Test
  void worksWhileTheVaultIsLocked() { // UN-01
    running.unlocked = false;
    assertThat(scan(RunningServer.URI).get("codes")).hasSize(1);
  }

  @Test
  void saysOfOtherCodesWhatTheyAre() {
    JsonNode codes = scan("WIFI:T:WPA;S:x;;", "otpauth://totp/x?secret=1").get("codes");
    assertThat(codes.get(0).get("kind").asText()).isEqualTo("other");
    assertThat(codes.get(0).get("problem").asText()).contains("Wi-Fi");
    assertThat(codes.get(1).get("parameter").asText()).isEqualTo("secret");
  }

  @Test
  void saysWhyWhenThereIsNoCode() {
    JsonNode answer = call().body("image/png", new byte[] {1, 2, 3}).expect(200).json();
    assertThat(answer.get("codes")).isEmpty();
    assertThat(answer.get("diagnoses").get(0).get("code").asText()).isEqualTo("no-code");
    assertThat(answer.get("diagnoses").get(0).get("sentence").asText()).contains("QR code");
  }

  @Test
  void escapesControlAndDirectionCharactersOfNames() { // LO-05
    String text =
        call()
            .body(
                "image/png",
                WrittenPictures.picture(
                    "otpauth://totp/%E2%80%AEada%1B%5B2J%C2%85?secret=GEZDGNBVGY3TQOJQ&issuer=%E2%80%8BA%7F"))
            .expect(200)
            .text();
    assertThat(text.codePoints())
        .noneMatch(
            c -> c < 0x20 || (c >= 0x7f && c < 0xa0) || Character.getType(c) == Character.FORMAT);
    assertThat(text).containsIgnoringCase("\\u202eada\\u001b[2J\\u0085");
  }

  @Test
  void takesTheOneFileOfAMultipartForm() {
    byte[] picture = WrittenPictures.picture(RunningServer.URI);
    String head =
        String.join(
            "\r\n",
            "--xyz",
            "Content-Disposition: form-data; name=\"note\"",
            "",
            "hello",
            "--xyz",
            "Content-Disposition: form-data; name=\"image\"; filename=\"../../a.exe\"",
            "Content-Type: application/x-sh",
            "",
            "");
    assertThat(multipart(head, picture, "\r\n--xyz--\r\n").expect(200).json().get("codes"))
        .hasSize(1);
  }

  private ContractClient.Call multipart(String head, byte[] picture, String tail) {
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] end = tail.getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[start.length + picture.length + end.length];
    System.arraycopy(start, 0, body, 0, start.length);
    System.arraycopy(picture, 0, body, start.length, picture.length);
    System.arraycopy(end, 0, body, start.length + picture.length, end.length);
    return call().broken().body("multipart/form-data; boundary=xyz", body);
  }

  @Test
  void refusesMultipartFormsThatAreMalformedOrHaveNoneOrSeveralFiles() {
    byte[] picture = WrittenPictures.picture(RunningServer.URI);
    String part = "--xyz\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n";
    multipart(part, picture, "").expect(400);
    multipart(part, picture, "\r\n" + part + "x\r\n--xyz--\r\n").expect(400);
    multipart("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n", picture, "\r\n--xyz--\r\n")
        .expect(400);
    multipart("--abc\r\n\r\n", picture, "\r\n--abc--\r\n").expect(400);
    multipart("--xyz\r\nX: " + "y".repeat(5000) + "\r\n\r\n", picture, "\r\n--xyz--\r\n")
        .expect(400);
    multipart("--xyz\r\n\r\n".repeat(20), picture, "\r\n--xyz--\r\n").expect(400);
    call().broken().body("multipart/form-data", picture).expect(400);
    call().broken().body("multipart/form-data; boundary=" + "x".repeat(100), picture).expect(400);
  }
}
