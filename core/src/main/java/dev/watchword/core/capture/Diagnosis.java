package dev.watchword.core.capture;

import java.util.List;
import java.util.Optional;

/// Why a code, or a picture, was not read: a value for programs, with a sentence for people.
///
/// No diagnosis carries payload text.
public sealed interface Diagnosis {

  /// A side of the picture.
  enum Side {
    TOP,
    RIGHT,
    BOTTOM,
    LEFT
  }

  /// One sentence that says what is wrong and the one thing to do about it.
  String sentence();

  /// A stable name for programs, in kebab-case, such as `too-small`.
  String code();

  /// The bytes are no picture of a kind that is read here.
  ///
  /// @param found what they are, in plain words ("an SVG drawing", "text"), where that can be told
  record NotAPicture(Optional<String> found) implements Diagnosis {
    @Override
    public String code() {
      return "not-a-picture";
    }

    @Override
    public String sentence() {
      return found
              .map(what -> "This is " + what + ", not a picture")
              .orElse("This is not a picture")
          + " that can be read here; save the code as PNG or JPEG and try again.";
    }
  }

  /// A picture of a kind that is known and not read.
  ///
  /// @param kind the kind's name, such as "HEIC"
  record UnsupportedPicture(String kind) implements Diagnosis {
    @Override
    public String code() {
      return "unsupported-picture";
    }

    @Override
    public String sentence() {
      return kind + " pictures can't be read here; save it as PNG or JPEG and try again.";
    }
  }

  /// A picture whose bytes break off or contradict themselves.
  record DamagedPicture(String kind) implements Diagnosis {
    @Override
    public String code() {
      return "damaged-picture";
    }

    @Override
    public String sentence() {
      return "This " + kind + " picture is damaged; save or send it again.";
    }
  }

  /// A limit that the picture is over (SECURITY UP-01).
  ///
  /// @param what what is limited, with its unit: "file size in bytes", "pixels", "pixels a side"
  /// @param value what the picture has
  /// @param limit what is allowed
  record OverLimit(String what, long value, long limit) implements Diagnosis {
    @Override
    public String code() {
      return "over-limit";
    }

    @Override
    public String sentence() {
      return "The picture's %s is %d, and the limit is %d; cut out the part with the code."
          .formatted(what, value, limit);
    }
  }

  /// The deadline passed before the search ended.
  record OutOfTime() implements Diagnosis {
    @Override
    public String code() {
      return "out-of-time";
    }

    @Override
    public String sentence() {
      return "The search took too long; cut out the part with the code and try again.";
    }
  }

  /// Nothing that looks like a QR code.
  record NoCode() implements Diagnosis {
    @Override
    public String code() {
      return "no-code";
    }

    @Override
    public String sentence() {
      return "There is no QR code in this picture; take the screenshot while the code is on the"
          + " screen.";
    }
  }

  /// Too few pixels a module.
  ///
  /// @param pixelsPerModule how many there are
  /// @param needed how many it takes
  record TooSmall(double pixelsPerModule, double needed) implements Diagnosis {
    @Override
    public String code() {
      return "too-small";
    }

    @Override
    public String sentence() {
      return "The code is too small: %.1f pixels a module, and it takes %.1f; zoom in on the page and take the screenshot again."
          .formatted(pixelsPerModule, needed);
    }
  }

  /// Out of focus or moved.
  ///
  /// @param radiusModules the estimated blur radius, in modules
  record Blurred(double radiusModules) implements Diagnosis {
    @Override
    public String code() {
      return "blurred";
    }

    @Override
    public String sentence() {
      return "The code is blurred (by about %.1f modules); hold the camera still and let it focus, or use a screenshot."
          .formatted(radiusModules);
    }
  }

  /// Part of the code lies outside of the picture.
  record CutOff(List<Side> sides) implements Diagnosis {
    public CutOff {
      sides = List.copyOf(sides);
    }

    @Override
    public String code() {
      return "cut-off";
    }

    @Override
    public String sentence() {
      String where =
          sides.stream()
              .map(side -> side.name().toLowerCase(java.util.Locale.ROOT))
              .collect(java.util.stream.Collectors.joining(" and "));
      return "The code is cut off at the "
          + where
          + "; take the picture with the whole code in it.";
    }
  }

  /// Glare, a sticker, a finger or the like over more modules than the code can spare.
  record Covered() implements Diagnosis {
    @Override
    public String code() {
      return "covered";
    }

    @Override
    public String sentence() {
      return "Part of the code is covered or lost in glare; take the picture again with all of it"
          + " in sight.";
    }
  }

  /// Dark and light modules are too alike.
  ///
  /// @param levels the difference between dark and light, in grey levels of 255
  record LowContrast(double levels) implements Diagnosis {
    @Override
    public String code() {
      return "low-contrast";
    }

    @Override
    public String sentence() {
      return "The code's dark and light parts are too alike (%.0f of 255 levels apart); take the picture in better light."
          .formatted(levels);
    }
  }

  /// More noise than the modules can be told through.
  record Noisy() implements Diagnosis {
    @Override
    public String code() {
      return "noisy";
    }

    @Override
    public String sentence() {
      return "The picture is too grainy to read the code; take it again in better light.";
    }
  }

  /// The code runs into its surroundings.
  record NoMargin() implements Diagnosis {
    @Override
    public String code() {
      return "no-margin";
    }

    @Override
    public String sentence() {
      return "The code has no margin; take the picture with some blank space around it.";
    }
  }

  /// The code lies on a surface that bends it, or is seen too far from the side.
  record Distorted() implements Diagnosis {
    @Override
    public String code() {
      return "distorted";
    }

    @Override
    public String sentence() {
      return "The code is bent or seen from the side; flatten it and take the picture from straight"
          + " above.";
    }
  }

  /// A code that is no QR code of the kind read here.
  ///
  /// @param symbology its name, such as "Micro QR", "Data Matrix" or "linear barcode"
  record OtherSymbology(String symbology) implements Diagnosis {
    @Override
    public String code() {
      return "other-symbology";
    }

    @Override
    public String sentence() {
      String name = symbology.endsWith("code") ? symbology : symbology + " code";
      String article = "AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ";
      return "This is " + article + name + ", not the QR code of an authenticator set-up page.";
    }
  }

  /// A structured-append sequence of which not all parts are in the picture.
  ///
  /// @param missing the places that are missing, from 1
  /// @param total how many there are
  record PartsMissing(List<Integer> missing, int total) implements Diagnosis {
    public PartsMissing {
      missing = List.copyOf(missing);
    }

    @Override
    public String code() {
      return "parts-missing";
    }

    @Override
    public String sentence() {
      return "This code is one of %d that belong together; missing: %s. Put all of them into one picture."
          .formatted(
              total,
              missing.stream()
                  .map(String::valueOf)
                  .collect(java.util.stream.Collectors.joining(", ")));
    }
  }

  /// A QR code was located, and its content could not be recovered; nothing more is known.
  record Unreadable() implements Diagnosis {
    @Override
    public String code() {
      return "unreadable";
    }

    @Override
    public String sentence() {
      return "There is a QR code, but it can't be read; take a sharper, larger picture of it.";
    }
  }
}
