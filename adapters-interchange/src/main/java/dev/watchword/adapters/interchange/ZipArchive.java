package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ImportLimits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A ZIP archive in memory, with both of the encryptions that backups use (SECURITY IM-11).
///
/// Read by its central directory; every local header must agree with it. Names are only compared,
/// never used as paths. Bytes that come out are counted, whatever the headers say. Double names,
/// symbolic links and archives of several disks are refused.
final class ZipArchive {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int AES_METHOD = 99;
  private static final int ENCRYPTED = 1;
  private static final int STRONG_ENCRYPTION = 1 << 6;

  /// A member as the central directory tells it.
  private record Member(
      String name, int flags, int method, int crc, int time, int packed, int offset, byte[] aes) {

    boolean encrypted() {
      return (flags & ENCRYPTED) != 0;
    }
  }

  private final ByteBuffer in;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Set<String> localNames = new LinkedHashSet<>();
  private @Nullable String problem;
  private long inflated;

  private ZipArchive(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The directory of a file, read once.
  ///
  /// @return an archive without members when the file is no ZIP, or a broken one
  static ZipArchive of(BackupFile file) {
    return file.view(
        ZipArchive.class,
        f -> {
          ZipArchive archive = new ZipArchive(f.bytes());
          if (f.startsWith((byte) 'P', (byte) 'K', (byte) 3, (byte) 4)) {
            archive.readDirectory();
            if (archive.problem != null) {
              archive.collectLocalNames();
            }
          }
          return archive;
        });
  }

  /// The members' names; in a broken archive those that could be found, to recognise it by.
  Iterable<String> names() {
    return problem == null ? members.keySet() : localNames;
  }

  boolean has(String name) {
    return members.containsKey(name) || localNames.contains(name);
  }

  boolean isEncrypted(String name) {
    Member member = members.get(name);
    return member != null && member.encrypted();
  }

  /// What a ZIP's directory is broken by; empty for a whole one and for no ZIP.
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /// Unpacks a member.
  ///
  /// @param password for an encrypted one
  /// @throws BackupFileException when it is damaged, over a limit, or the password is wrong
  byte[] read(
      String name, BackupFormat format, ImportLimits limits, Optional<BackupPassword> password)
      throws BackupFileException {
    Member member = members.get(name);
    if (problem != null || member == null) {
      throw Refusal.damaged(format, problem == null ? "a member is missing" : problem);
    }
    byte[] packed = data(member, format);
    int method = member.method;
    boolean checksum = true;
    if (member.encrypted()) {
      byte[] utf8 =
          password
              .orElseThrow(() -> Refusal.damaged(format, "an encrypted member was not expected"))
              .expose(byte[]::clone);
      try {
        if (method == AES_METHOD) {
          WinZipAes.Header header = WinZipAes.Header.parse(member.aes, format);
          packed = WinZipAes.open(packed, utf8, header, format);
          method = header.method();
          checksum = header.version() == 1;
        } else {
          packed = ZipCrypto.open(packed, utf8, member.crc, member.time, member.flags, format);
        }
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
    byte[] plain = unpack(packed, method, format, limits);
    CRC32 crc = new CRC32();
    crc.update(plain);
    if (checksum && (int) crc.getValue() != member.crc) {
      throw member.encrypted() && member.method != AES_METHOD
          ? Refusal.wrongPassword(format)
          : Refusal.damaged(format, "the checksum of a member is wrong");
    }
    return plain;
  }

  private byte[] unpack(byte[] packed, int method, BackupFormat format, ImportLimits limits)
      throws BackupFileException {
    byte[] plain =
        switch (method) {
          case 0 -> packed;
          case 8 -> Inflation.raw(packed, format, limits);
          default -> throw Refusal.unsupported(format, "a member is packed by method " + method);
        };
    inflated += plain.length;
    if (inflated > limits.inflatedBytes()) {
      throw Refusal.overLimit(
          format, "the unpacked size in bytes", inflated, limits.inflatedBytes());
    }
    return plain;
  }

  private byte[] data(Member member, BackupFormat format) throws BackupFileException {
    int at = member.offset;
    boolean whole = at >= 0 && at <= in.limit() - 30 && in.getInt(at) == LOCAL;
    if (!whole || (in.getShort(at + 6) & ENCRYPTED) != (member.flags & ENCRYPTED)) {
      throw Refusal.damaged(format, "a member's two headers contradict each other");
    }
    int nameLength = in.getShort(at + 26) & 0xffff;
    int start = at + 30 + nameLength + (in.getShort(at + 28) & 0xffff);
    if (start > in.limit() || member.packed < 0 || member.packed > in.limit() - start) {
      throw Refusal.damaged(format, "a member ends after the file");
    }
    if (!name(at + 30, nameLength).equals(member.name)) {
      throw Refusal.damaged(format, "a member's two headers contradict each other");
    }
    return Arrays.copyOfRange(in.array(), start, start + member.packed);
  }

  private void readDirectory() {
    int end = findEnd();
    if (end < 0) {
      problem = "the ZIP directory is missing";
      return;
    }
    int count = in.getShort(end + 10) & 0xffff;
    int at = in.getInt(end + 16);
    if (in.getInt(end + 4) != 0 || count > ImportLimits.STANDARD.archiveEntries()) {
      problem = "the ZIP has several disks, or over 1,000 members";
      return;
    }
    for (int i = 0; i < count; i++) {
      if (at < 0 || at > end - 46 || in.getInt(at) != CENTRAL) {
        problem = "the ZIP directory is broken";
        return;
      }
      int nameLength = in.getShort(at + 28) & 0xffff;
      int extraLength = in.getShort(at + 30) & 0xffff;
      int next = at + 46 + nameLength + extraLength + (in.getShort(at + 32) & 0xffff);
      if (next > end) {
        problem = "the ZIP directory is broken";
        return;
      }
      take(at, nameLength, extraLength);
      at = next;
    }
  }

  private void collectLocalNames() {
    int most = ImportLimits.STANDARD.archiveEntries();
    for (int at = 0; at <= in.limit() - 30 && localNames.size() < most; at++) {
      if (in.get(at) == 'P' && in.getInt(at) == LOCAL) {
        int length = in.getShort(at + 26) & 0xffff;
        if (length <= in.limit() - at - 30) {
          localNames.add(name(at + 30, length));
        }
      }
    }
  }

  private void take(int at, int nameLength, int extraLength) {
    int flags = in.getShort(at + 8) & 0xffff;
    int unixMode = in.getShort(at + 40) & 0xffff;
    String name = name(at + 46, nameLength);
    if ((unixMode & 0170000) == 0120000) {
      problem = "the ZIP holds a symbolic link";
    }
    if ((flags & STRONG_ENCRYPTION) != 0) {
      problem = "the ZIP uses PKWARE's strong encryption";
    }
    Member member =
        new Member(
            name,
            flags,
            in.getShort(at + 10) & 0xffff,
            in.getInt(at + 16),
            in.getShort(at + 12) & 0xffff,
            in.getInt(at + 20),
            in.getInt(at + 42),
            extra(at + 46 + nameLength, extraLength));
    if (members.putIfAbsent(name, member) != null) {
      problem = "the ZIP holds a name twice";
    }
  }

  /// The data of the WinZip AES extra field; empty when there is none.
  private byte[] extra(int from, int length) {
    for (int at = from; at + 4 <= from + length; ) {
      int size = in.getShort(at + 2) & 0xffff;
      if (in.getShort(at) == (short) WinZipAes.EXTRA_ID && at + 4 + size <= from + length) {
        return Arrays.copyOfRange(in.array(), at + 4, at + 4 + size);
      }
      at += 4 + size;
    }
    return new byte[0];
  }

  private int findEnd() {
    for (int at = in.limit() - 22; at >= Math.max(0, in.limit() - 22 - 0xffff); at--) {
      if (in.getInt(at) == END) {
        return at;
      }
    }
    return -1;
  }

  private String name(int from, int length) {
    return new String(in.array(), from, length, StandardCharsets.UTF_8);
  }
}
