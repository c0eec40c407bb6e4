package dev.watchword.bench;

import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Grantee;
import dev.watchword.core.custody.HandOver;
import dev.watchword.core.custody.HeldReading;
import dev.watchword.core.custody.LinkLook;
import dev.watchword.core.custody.LinkTerms;
import dev.watchword.core.custody.MadeLink;
import dev.watchword.core.custody.ReadingRules;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.vault.NewEntry;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/// Custody at size: an operator's work list in a store that holds nothing else, and among many
/// grants of others and a long audit log; and, where two nodes share a PostgreSQL, one link that
/// many use at once, links that are guessed, and how soon a revocation counts on the other node.
///
/// usage: `CustodyFigures (sqlite | postgresql) FOLDER GRANTS ENTRIES`
final class CustodyFigures {

  private static final int OWN = 20;
  private static final int AT_ONCE = 10; // accounts a link
  private static final int GRANTS_EACH = 10;
  private static final int ROUNDS = 2_000;
  private static final int USERS = 1_000;
  private static final int GUESSES = 10_000;
  private static final Origin ORIGIN = Origin.of("bench");
  private static final Custodian OWNER = person("owner", true);
  private static final Custodian OPERATOR = person("operator", false);

  private static final SecureRandom RANDOM = new SecureRandom();

  private CustodyFigures() {}

  private static Custodian person(String name, boolean owner) {
    return new Custodian(UUID.randomUUID(), name, owner, ORIGIN);
  }

  public static void main(String[] arguments) throws Exception {
    boolean postgresql = arguments[0].equals("postgresql");
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    int grants = Integer.parseInt(arguments[2]);
    long entries = Long.parseLong(arguments[3]);
    PrintStream out = System.out;
    try (BenchStore store = postgresql ? BenchStore.postgresql(folder) : BenchStore.sqlite(folder);
        CustodyNode here = new CustodyNode(store.settings(), "here")) {
      handOver(here, OWN, new Grantee.Person(OPERATOR.id()));
      double empty = workList(here, out, "nothing else");
      double start = seconds();
      others(here, grants);
      out.printf("%s: %d grants of others in %.0f s%n", arguments[0], grants, seconds() - start);
      start = seconds();
      here.fillAudit(entries);
      out.printf(
          "%d audit entries written and linked in %.0f s, %d bytes each%n",
          store.number("SELECT count(*) FROM audit_entry"),
          seconds() - start,
          store.bytes("audit_entry") / store.number("SELECT count(*) FROM audit_entry"));
      store.settle();
      double full = workList(here, out, "all of that");
      out.printf("work list: %.2f times, wanted at most 1.5%n", full / empty);
      if (postgresql) {
        try (CustodyNode there = new CustodyNode(store.settings(), "there")) {
          race(here, there, out);
          guesses(there, out);
          revocation(here, there, out);
        }
      }
    }
  }

  private static double seconds() {
    return System.nanoTime() / 1e9;
  }

  /// The median of many openings.
  private static double workList(CustodyNode node, PrintStream out, String beside) {
    double[] micros = new double[ROUNDS];
    for (int i = -ROUNDS; i < ROUNDS; i++) {
      long start = System.nanoTime();
      int shown = node.custody().workList().list(OPERATOR).size();
      if (shown != OWN) {
        throw new IllegalStateException("the work list shows " + shown);
      }
      if (i >= 0) {
        micros[i] = (System.nanoTime() - start) / 1e3;
      }
    }
    Arrays.sort(micros);
    out.printf(
        "work list of %d beside %s: median %.0f us, p99 %.0f us%n",
        OWN, beside, micros[ROUNDS / 2], micros[ROUNDS * 99 / 100]);
    return micros[ROUNDS / 2];
  }

  private static void others(CustodyNode node, int grants) throws KeyUriSyntaxException {
    Instant until = Instant.now().plus(30, ChronoUnit.DAYS);
    List<UUID> held = handOver(node, grants / GRANTS_EACH, new Grantee.Person(UUID.randomUUID()));
    for (UUID entry : held) {
      for (int i = 1; i < GRANTS_EACH; i++) {
        boolean granted =
            node.custody()
                .grants()
                .add(
                    OWNER,
                    entry,
                    new Grantee.Person(UUID.randomUUID()),
                    Optional.empty(),
                    until,
                    ReadingRules.NONE)
                .isPresent();
        if (!granted) {
          throw new IllegalStateException("what was just handed over is not held");
        }
      }
    }
  }

  private static List<UUID> handOver(CustodyNode node, int count, Grantee grantee)
      throws KeyUriSyntaxException {
    List<UUID> held = new ArrayList<>();
    for (int done = 0; done < count; done += AT_ONCE) {
      MadeLink link = link(node, grantee);
      HandOver.Outcome.Done outcome =
          (HandOver.Outcome.Done)
              node.custody()
                  .handOver()
                  .handOver(
                      link.token().reveal(), "", accounts(Math.min(AT_ONCE, count - done)), ORIGIN);
      outcome.held().forEach(each -> held.add(each.id()));
    }
    return held;
  }

  private static MadeLink link(CustodyNode node, Grantee grantee) {
    Instant now = Instant.now();
    return node.custody()
        .links()
        .make(
            OWNER,
            new LinkTerms(
                "Customer",
                "Bench",
                "",
                "measuring",
                now.plus(60, ChronoUnit.DAYS),
                now.plus(1, ChronoUnit.DAYS),
                AT_ONCE,
                List.of(grantee),
                ReadingRules.NONE),
            Optional.empty());
  }

  private static List<NewEntry> accounts(int count) throws KeyUriSyntaxException {
    List<NewEntry> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] secret = new byte[20];
      RANDOM.nextBytes(secret);
      KeyUri uri =
          KeyUri.parse("otpauth://totp/Bench:b?issuer=Bench&secret=" + Base32.encode(secret));
      accounts.add(new NewEntry(uri.label(), uri.key()));
    }
    return accounts;
  }

  /// One link, used by many at once on both nodes.
  private static void race(CustodyNode here, CustodyNode there, PrintStream out) throws Exception {
    MadeLink link = link(here, new Grantee.Person(OPERATOR.id()));
    List<List<NewEntry>> each = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      each.add(accounts(1));
    }
    AtomicInteger done = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(USERS);
    double start = seconds();
    for (int i = 0; i < USERS; i++) {
      CustodyNode node = i % 2 == 0 ? here : there;
      List<NewEntry> accounts = each.get(i);
      Thread.ofVirtual()
          .start(() -> {
            try {
              HandOver.Outcome outcome =
                  node.custody().handOver().handOver(link.token().reveal(), "", accounts, ORIGIN);
              (outcome instanceof HandOver.Outcome.Done ? done : refused).incrementAndGet();
            } catch (RuntimeException e) {
              failed.incrementAndGet();
            } finally {
              all.countDown();
            }
          });
    }
    all.await();
    out.printf(
        "%d uses of one link at once on two nodes: %d done, %d refused, %d failed, in %.1f s;"
            + " wanted exactly 1 done%n",
        USERS, done.get(), refused.get(), failed.get(), seconds() - start);
    if (done.get() != 1) {
      throw new IllegalStateException("a link was used " + done.get() + " times");
    }
  }

  /// Well-formed tokens that nobody made: those are what reaches the store.
  private static void guesses(CustodyNode node, PrintStream out) {
    int right = 0;
    double start = seconds();
    for (int i = 0; i < GUESSES; i++) {
      String guess = guess();
      LinkLook look = node.custody().handOver().look(guess, "", ORIGIN);
      right += look instanceof LinkLook.NoSuchLink ? 0 : 1;
    }
    out.printf(
        "%d guesses of links: %d right, in %.1f s without the server's throttle; wanted 0%n",
        GUESSES, right, seconds() - start);
    if (right != 0) {
      throw new IllegalStateException("a guess was right");
    }
  }

  private static String guess() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    CRC32 crc = new CRC32();
    crc.update("wwl_".getBytes(StandardCharsets.US_ASCII));
    crc.update(bits);
    return "wwl_"
        + Base32.encode(ByteBuffer.allocate(36).put(bits).putInt((int) crc.getValue()).array());
  }

  private static void revocation(CustodyNode here, CustodyNode there, PrintStream out)
      throws KeyUriSyntaxException {
    UUID entry = handOver(here, 1, new Grantee.Person(UUID.randomUUID())).getFirst();
    double slowest = 0;
    for (int i = 0; i < 100; i++) {
      UUID grant =
          here.custody()
              .grants()
              .add(
                  OWNER,
                  entry,
                  new Grantee.Person(OPERATOR.id()),
                  Optional.empty(),
                  Instant.now().plus(1, ChronoUnit.HOURS),
                  ReadingRules.NONE)
              .orElseThrow()
              .id();
      if (!(there.custody().readCode().read(OPERATOR, entry, "") instanceof HeldReading.Code)) {
        throw new IllegalStateException("a granted code was refused");
      }
      double start = seconds();
      here.custody().grants().revoke(OWNER, grant);
      while (there.custody().readCode().read(OPERATOR, entry, "") instanceof HeldReading.Code) {
        Thread.onSpinWait();
      }
      slowest = Math.max(slowest, seconds() - start);
    }
    out.printf(
        "revocation to refusal on the other node: at most %.0f ms in 100 tries; wanted 1000%n",
        slowest * 1000);
  }
}
