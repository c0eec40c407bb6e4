package dev.watchword.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.seal.VaultKey;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTest {

  private static String line(String node) {
    AuditKeys keys = new AuditKeys(VaultKey.copyOf(new byte[VaultKey.LENGTH_BYTES], 1));
    AuditEntry entry =
        new AuditTrail(keys, node)
            .entry(
                Instant.EPOCH,
                Origin.of("test"),
                new AuditEvent.Alarm(AuditEvent.Alarm.Act.SPRAYING, 1));
    AuditMac head = keys.ofLink(1, AuditMac.ZERO, entry.mac());
    return AuditCsv.line(new LinkedEntry(entry, new AuditLink(1, AuditMac.ZERO, head)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1"})
  void putsWhatWouldBeAFormulaBehindAnApostrophe(String text) { // LO-08
    assertThat(line(text)).contains(",\"'" + text + "\",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-1", "a=b", " =1", "ä"})
  void leavesAllElseAsItIs(String text) {
    assertThat(line(text)).contains(",\"" + text + "\",");
  }
}
