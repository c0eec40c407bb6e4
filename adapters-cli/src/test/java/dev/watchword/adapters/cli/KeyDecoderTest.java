package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {

  private static List<Key> keys(String sent) throws InterruptedException {
    byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
    int[] at = {0};
    KeyDecoder decoder =
        new KeyDecoder(
            millis -> at[0] < bytes.length ? bytes[at[0]++] & 0xff : KeyDecoder.Bytes.NONE);
    List<Key> keys = new ArrayList<>();
    while (at[0] < bytes.length) {
      keys.add(decoder.key(bytes[at[0]++] & 0xff));
    }
    return keys;
  }

  @Test
  void readsLettersOfAnyLanguage() throws InterruptedException {
    assertThat(keys("aé漢😀").stream().map(Key::text)).containsExactly("a", "é", "漢", "😀");
  }

  @Test
  void readsTheKeysOfXtermAndOfTheLinuxConsole() throws InterruptedException {
    assertThat(
            keys("\u001b[A\u001bOB\u001b[5~\u001b[6~\u001b[1~\u001b[F\u001b[3~\r\u007f").stream()
                .map(Key::kind))
        .containsExactly(
            Key.Kind.UP,
            Key.Kind.DOWN,
            Key.Kind.PAGE_UP,
            Key.Kind.PAGE_DOWN,
            Key.Kind.HOME,
            Key.Kind.END,
            Key.Kind.DELETE,
            Key.Kind.ENTER,
            Key.Kind.BACKSPACE);
  }

  @Test
  void aLoneEscapeIsAKey() throws InterruptedException {
    assertThat(keys("\u001b")).containsExactly(Key.of(Key.Kind.ESCAPE));
  }

  @Test
  void whatIsPastedIsNoKeys() throws InterruptedException {
    assertThat(keys("\u001b[200~dd\nq\u001b[201~x"))
        .containsExactly(new Key(Key.Kind.PASTE, "dd\nq"), Key.typed("x"));
  }

  @Test
  void readsWhatTheClipboardHolds() throws InterruptedException {
    assertThat(keys("\u001b]52;c;MTIzNDU2\u0007\u001b]52;c;MQ==\u001b\\"))
        .containsExactly(new Key(Key.Kind.CLIPBOARD, "123456"), new Key(Key.Kind.CLIPBOARD, "1"));
  }

  @Test
  void doesNotPrintWhatWasTyped() {
    assertThat(Key.typed("secret").toString()).doesNotContain("secret");
  }
}
