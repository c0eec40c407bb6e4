package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.vault.NewEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a KDBX 4 database that KeePass 2 and KeePassXC open; there is no plain variant.
final class KeePassWriter implements BackupWriter {

  private static final Capacity CAPACITY =
      Capacity.of(Set.of("totp", "hotp", "steam"), Detail.TAGS, Detail.NOTE, Detail.ICON);

  @Override
  public Protection protection() {
    return Protection.ALWAYS;
  }

  @Override
  public Capacity capacity() {
    return CAPACITY;
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    byte[] file =
        KdbxSealing.seal(
            context
                .password()
                .orElseThrow(() -> new IllegalArgumentException("password: KeePass needs one")),
            context,
            stream -> xml(entries, context, stream));
    return WrittenBackup.of("kdbx", "application/octet-stream", file);
  }

  private static byte[] xml(List<NewEntry> entries, WriteContext context, KdbxInnerStream stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("KeePassFile");
      IdentityHashMap<NewEntry, String> icons = writeMeta(xml, entries, context);
      xml.writeStartElement("Root");
      xml.writeStartElement("Group");
      element(xml, "UUID", uuid(context));
      element(xml, "Name", "Watchword");
      for (NewEntry entry : entries) {
        writeEntry(xml, entry, icons, context, stream);
      }
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static IdentityHashMap<NewEntry, String> writeMeta(
      XMLStreamWriter xml, List<NewEntry> entries, WriteContext context) throws XMLStreamException {
    IdentityHashMap<NewEntry, String> icons = new IdentityHashMap<>();
    xml.writeStartElement("Meta");
    element(xml, "Generator", "Watchword");
    element(xml, "DatabaseName", "Watchword");
    xml.writeStartElement("CustomIcons");
    for (NewEntry entry : entries) {
      if (entry.icon().isPresent()) {
        String uuid = uuid(context);
        icons.put(entry, uuid);
        xml.writeStartElement("Icon");
        element(xml, "UUID", uuid);
        element(xml, "Data", Base64.getEncoder().encodeToString(entry.icon().get().png()));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
    element(xml, "RecycleBinEnabled", "False");
    xml.writeEndElement();
    return icons;
  }

  private static void writeEntry(
      XMLStreamWriter xml,
      NewEntry entry,
      IdentityHashMap<NewEntry, String> icons,
      WriteContext context,
      KdbxInnerStream stream)
      throws XMLStreamException {
    xml.writeStartElement("Entry");
    element(xml, "UUID", uuid(context));
    element(xml, "IconID", "0");
    if (icons.containsKey(entry)) {
      element(xml, "CustomIconUUID", icons.get(entry));
    }
    List<String> tags =
        entry.tags().stream().map(tag -> tag.replace(';', ' ').replace(',', ' ')).toList();
    element(xml, "Tags", String.join(";", tags));
    String issuer = entry.label().issuer();
    string(xml, "Title", issuer.isEmpty() ? entry.label().accountName() : issuer);
    string(xml, "UserName", entry.label().accountName());
    string(xml, "Notes", entry.note());
    for (Map.Entry<String, String> attribute : attributes(entry).entrySet()) {
      xml.writeStartElement("String");
      element(xml, "Key", attribute.getKey());
      xml.writeStartElement("Value");
      xml.writeAttribute("Protected", "True");
      byte[] covered = stream.apply(attribute.getValue().getBytes(StandardCharsets.UTF_8));
      xml.writeCharacters(Base64.getEncoder().encodeToString(covered));
      xml.writeEndElement();
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /// HOTP in KeePass 2's own attributes, the rest as the URI that KeePassXC writes.
  private static Map<String, String> attributes(NewEntry entry) {
    Map<String, String> attributes = new LinkedHashMap<>();
    KeyFields fields = KeyFields.of(entry.key());
    switch (fields.type()) {
      case HOTP -> {
        attributes.put("HmacOtp-Secret-Base32", KeyFields.base32(entry.key()));
        attributes.put("HmacOtp-Counter", Long.toString(fields.counter()));
      }
      case STEAM -> {
        String issuer = PercentEncoded.of(entry.label().issuer());
        String account = PercentEncoded.of(entry.label().accountName());
        attributes.put(
            "otp",
            "otpauth://totp/%s:%s?secret=%s&period=30&digits=5&issuer=%s&encoder=steam"
                .formatted(issuer, account, KeyFields.base32(entry.key()), issuer));
      }
      default -> attributes.put("otp", new KeyUri(entry.label(), entry.key()).reveal());
    }
    return attributes;
  }

  private static void string(XMLStreamWriter xml, String key, String value)
      throws XMLStreamException {
    xml.writeStartElement("String");
    element(xml, "Key", key);
    element(xml, "Value", value);
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(visible(text));
    xml.writeEndElement();
  }

  /// XML 1.0 has no way to write most control characters.
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            c -> (c >= 0x20 && c != 0xfffe && c != 0xffff) || c == '\t' || c == '\n' || c == '\r')
        .filter(c -> c < 0xd800 || c > 0xdfff)
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static String uuid(WriteContext context) {
    return Base64.getEncoder().encodeToString(RandomId.bytes(context.random()));
  }
}
