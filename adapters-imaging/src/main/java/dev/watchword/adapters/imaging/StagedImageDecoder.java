package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The image-decoding port: opens a picture within its limits and runs the search stages over it,
/// the cheap ones first, until nothing more is to be found or the time is over.
///
/// At most [#AT_ONCE] decodes run at once, others wait for their turn within their own deadline
/// (SECURITY UP-03). Safe for use by several threads.
final class StagedImageDecoder implements ImageDecoder {

  static final int AT_ONCE = 4;

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final List<SearchStage> stages = List.of(new FinderStage(), new ColourStage());

  @Override
  public Capture decode(Picture picture, DecodeLimits limits) {
    Deadline deadline = Deadline.in(limits.deadline());
    try {
      if (!turns.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        return Capture.unreadable(new Diagnosis.OutOfTime());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Capture.unreadable(new Diagnosis.OutOfTime());
    }
    try {
      return decodeInTurn(picture, limits, deadline);
    } finally {
      turns.release();
    }
  }

  private Capture decodeInTurn(Picture picture, DecodeLimits limits, Deadline deadline) {
    Findings findings = new Findings(limits.maxCodes());
    Cutouts cutouts = new Cutouts(limits.cutoutSide());
    List<Diagnosis> diagnoses = new ArrayList<>();
    try (FrameReader frames = open(picture, limits, deadline)) {
      for (int i = 0; i < frames.count() && !findings.full(); i++) {
        deadline.check();
        Frame frame = frames.read(i, deadline);
        FrameSearch search = new FrameSearch(frame, i + 1, findings, new Evidence(), deadline);
        for (SearchStage stage : stages) {
          stage.search(search);
        }
        cutouts.take(frame, i + 1, findings.inReadingOrder(), deadline);
        if (frame.damaged() && findings.empty()) {
          diagnoses.add(new Diagnosis.DamagedPicture(titleOf(picture)));
        } else {
          Diagnostician.diagnose(search).ifPresent(diagnoses::add);
        }
        if (deadline.passed() && findings.empty()) {
          diagnoses.add(new Diagnosis.OutOfTime());
        }
      }
    } catch (RefusedPicture refused) {
      diagnoses.add(refused.diagnosis());
    }
    SequenceJoining joining = new SequenceJoining(findings.inReadingOrder(), cutouts);
    List<QrCode> codes = joining.codes();
    diagnoses.addAll(0, joining.missing());
    if (codes.isEmpty() && diagnoses.isEmpty()) {
      diagnoses.add(findings.anyContested() ? new Diagnosis.Unreadable() : new Diagnosis.NoCode());
    }
    return new Capture(codes, diagnoses);
  }

  private static String titleOf(Picture picture) throws RefusedPicture {
    return picture instanceof Picture.Encoded encoded
        ? PictureKind.of(encoded.bytes()).title()
        : "camera frame";
  }

  private static FrameReader open(Picture picture, DecodeLimits limits, Deadline deadline)
      throws RefusedPicture {
    return switch (picture) {
      case Picture.Encoded encoded -> PictureOpening.open(encoded.bytes(), limits, deadline);
      case Picture.Luminance raw -> {
        checkSize(raw.width(), raw.height(), limits);
        yield new SingleFrame(Frame.of(new GreyImage(raw.pixels(), raw.width(), raw.height())));
      }
      case Picture.Pixels colours -> {
        checkSize(colours.width(), colours.height(), limits);
        FrameCanvas canvas = new FrameCanvas(colours.width(), colours.height());
        canvas.argb(colours.argb(), 0, colours.argb().length, 0);
        yield new SingleFrame(canvas.finish(false));
      }
    };
  }

  private static void checkSize(int width, int height, DecodeLimits limits) throws RefusedPicture {
    long pixels = (long) width * height;
    if (width > limits.maxSide() || height > limits.maxSide() || pixels > limits.maxPixels()) {
      throw SizeLimits.over("number of pixels", pixels, limits.maxPixels());
    }
  }

  /// A frame that needs no decoding.
  private record SingleFrame(Frame frame) implements FrameReader {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public Frame read(int index, Deadline deadline) {
      return frame;
    }
  }
}
