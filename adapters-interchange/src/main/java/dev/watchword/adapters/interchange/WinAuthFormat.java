package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import dev.watchword.core.keyuri.KeyUri;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// WinAuth: URIs in which a `+` in the label is a blank, as text or in a ZIP under a password.
final class WinAuthFormat extends NamedFormat {

  private static final Pattern OWN_PARAMETER =
      Pattern.compile(
          "otpauth://[^\\n]*[?&](serial|deviceid|data|icon)=", Pattern.CASE_INSENSITIVE);

  WinAuthFormat() {
    super("winauth", "WinAuth", "text, ZIP (encrypted)");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    if (member(file).isPresent()) {
      return Certainty.CERTAIN;
    }
    return OWN_PARAMETER.matcher(TextView.ofLines(file).text()).find()
        ? Certainty.LIKELY
        : Certainty.NO;
  }

  private static Optional<String> member(BackupFile file) {
    for (String name : ZipArchive.of(file).names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("winauth") && lower.endsWith(".txt")) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    TextView text = TextView.of(file);
    Optional<String> member = member(file);
    if (member.isPresent()) {
      text = TextView.of(unzip(file, member.get(), context, items));
    }
    if (!text.isText()) {
      throw Refusal.notThisFormat(this);
    }
    for (UriLines.Line line : UriLines.split(text.text())) {
      items.add(line.number(), () -> draft(line.uri()));
    }
    return items.contents();
  }

  private byte[] unzip(BackupFile file, String member, ReadContext context, Items items)
      throws BackupFileException {
    ZipArchive zip = ZipArchive.of(file);
    if (!zip.isEncrypted(member)) {
      return zip.read(member, this, context.limits(), Optional.empty());
    }
    new KeyDerivation(this, context, items).weak("the encryption of ZIP");
    try (BackupPassword password = context.requirePassword(file, this)) {
      return zip.read(member, this, context.limits(), Optional.of(password));
    }
  }

  private static ItemDraft draft(String line) throws ItemException {
    int question = line.indexOf('?');
    String uri =
        question < 0
            ? line
            : line.substring(0, question).replace("+", "%20") + line.substring(question);
    KeyUri parsed = UriLines.parse(uri);
    ItemDraft draft = ItemDraft.ofUri(parsed);
    Optional<String> steam =
        parsed.extra("data").map(data -> JsonView.inner(data).text("shared_secret"));
    if (steam.isPresent() && !steam.get().isBlank()) {
      parsed.close();
      return new ItemDraft()
          .type(OtpType.STEAM)
          .issuer(draft.issuer())
          .issuerIfNone("Steam")
          .account(draft.account())
          .base64(steam.get());
    }
    return draft;
  }
}
