package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Locale;
import java.util.Optional;

/// Portable Symmetric Key Container (RFC 6030), plain or sealed by a pre-shared or derived key.
final class PskcFormat extends NamedFormat {

  PskcFormat() {
    super("pskc", "PSKC", "RFC 6030, plain, pre-shared key (as hexadecimal password), PBKDF2");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return XmlView.of(file).isRoot("KeyContainer") ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    XmlElement root = XmlView.of(file).require(this);
    if (!root.name().equals("KeyContainer")) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    Optional<PskcSeal> seal = Optional.empty();
    if (PskcSeal.isUsed(root)) {
      seal = Optional.of(PskcSeal.open(this, file, root, context, items));
    }
    boolean checked = false;
    for (XmlElement keyPackage : root.children("KeyPackage")) {
      if (seal.isPresent() && !checked) {
        seal.get().check(keyPackage); // the first key's MAC tells a wrong password
        checked = true;
      }
      Optional<PskcSeal> opener = seal;
      items.add(() -> draft(keyPackage, opener));
    }
    return items.contents();
  }

  private static ItemDraft draft(XmlElement keyPackage, Optional<PskcSeal> seal)
      throws ItemException {
    XmlElement key =
        keyPackage.child("Key").orElseThrow(() -> new ItemException("secret: missing"));
    XmlElement data = key.child("Data").orElse(new XmlElement("Data"));
    String algorithm = key.attribute("Algorithm").toLowerCase(Locale.ROOT);
    OtpType type;
    if (algorithm.endsWith("hotp")) {
      type = OtpType.HOTP;
    } else if (algorithm.endsWith("totp")) {
      type = OtpType.TOTP;
    } else {
      throw new ItemException("type: neither hotp nor totp");
    }
    Optional<XmlElement> parameters = key.child("AlgorithmParameters");
    Optional<XmlElement> response = parameters.flatMap(p -> p.child("ResponseFormat"));
    String encoding = response.map(r -> r.attribute("Encoding")).orElse("");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("DECIMAL")) {
      throw new ItemException("digits: a code that is not decimal");
    }
    String serial =
        keyPackage.child("DeviceInfo").map(device -> device.textOf("SerialNo")).orElse("");
    ItemDraft draft =
        new ItemDraft()
            .type(type)
            .issuer(key.textOf("Issuer"))
            .account(serial.isBlank() ? key.attribute("Id") : serial)
            .digits(response.map(r -> r.attribute("Length")))
            .algorithm(parameters.map(p -> suite(p.textOf("Suite"))))
            .counter(plain(data, "Counter"))
            .period(plain(data, "TimeInterval"));
    XmlElement secret =
        data.child("Secret").orElseThrow(() -> new ItemException("secret: missing"));
    Optional<XmlElement> sealed = secret.child("EncryptedValue");
    if (sealed.isEmpty()) {
      return draft.base64(secret.textOf("PlainValue"));
    }
    return draft.bytes(
        seal.orElseThrow(() -> new ItemException("secret: its key is not told")).secret(secret));
  }

  /// `HMAC-SHA256` and the like; a suite that names no hash is none of ours to judge.
  private static String suite(String suite) {
    return suite.toUpperCase(Locale.ROOT).contains("SHA") ? suite : "";
  }

  private static Optional<String> plain(XmlElement data, String name) {
    return data.path(name, "PlainValue").map(XmlElement::text);
  }
}
