package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ImportLimits;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A file's XML, read by a streaming parser into bounded elements (SECURITY IM-08): a document type
/// is refused, no entity but the five of XML itself is known, nothing is fetched.
final class XmlView {

  private static final ImportLimits LIMITS = ImportLimits.STANDARD;

  private enum Problem {
    NONE,
    NOT_XML,
    BROKEN,
    DOCTYPE,
    OVER_LIMIT
  }

  private final Consumer<XmlElement> onEnd;
  private Problem problem = Problem.NONE;
  private Optional<XmlElement> root = Optional.empty();
  private int line;

  private XmlView(Consumer<XmlElement> onEnd) {
    this.onEnd = onEnd;
  }

  static XmlView of(BackupFile file) {
    return file.view(XmlView.class, f -> of(f.bytes(), element -> {}));
  }

  /// @param onEnd sees every element once it is complete, in the order of the text
  static XmlView of(byte[] bytes, Consumer<XmlElement> onEnd) {
    XmlView view = new XmlView(onEnd);
    if (looksLikeXml(bytes)) {
      view.parse(bytes);
    } else {
      view.problem = Problem.NOT_XML;
    }
    return view;
  }

  /// What was read, maybe only the beginning: to recognise a file by.
  Optional<XmlElement> root() {
    return root;
  }

  /// Whether the root element has this name.
  boolean isRoot(String name) {
    return root.isPresent() && root.get().name().equals(name);
  }

  /// The whole document.
  ///
  /// @throws BackupFileException when the text is broken, over a limit, or no XML
  XmlElement require(BackupFormat format) throws BackupFileException {
    return switch (problem) {
      case NONE -> root.orElseThrow(() -> Refusal.damaged(format, "it has no root element"));
      case NOT_XML -> throw Refusal.notThisFormat(format);
      case BROKEN -> throw Refusal.damaged(format, "its XML breaks at line " + line);
      case DOCTYPE ->
          throw Refusal.unsupported(format, "it has a document type (DOCTYPE), which is refused");
      case OVER_LIMIT ->
          throw Refusal.unsupported(
              format,
              "its XML is over a limit (%d levels, %d elements) at line %d"
                  .formatted(LIMITS.depth(), LIMITS.nodes(), line));
    };
  }

  private static boolean looksLikeXml(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, 4096); i++) {
      int b = bytes[i] & 0xff;
      if (b == '<') {
        return true;
      }
      boolean skipped =
          b == ' ' || b == '\t' || b == '\r' || b == '\n' || (i < 3 && (b >= 0xbb || b == 0));
      if (!skipped) {
        return false;
      }
    }
    return false;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("outside entities are refused");
    });
    return factory;
  }

  /// Decodes first, and strictly: the JDK's parser reports bytes that are no text to the standard
  /// error stream.
  private void parse(byte[] bytes) {
    TextView view = TextView.of(bytes);
    String text = view.isText() ? view.text() : singleByteText(bytes);
    if (text.isEmpty()) {
      problem = Problem.BROKEN;
      return;
    }
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
      try {
        read(reader);
      } finally {
        line = Math.max(1, reader.getLocation().getLineNumber());
        reader.close();
      }
    } catch (XMLStreamException e) {
      problem = problem == Problem.NONE ? Problem.BROKEN : problem;
    }
  }

  /// The text of a file that declares an encoding of one byte a character; empty for all else.
  private static String singleByteText(byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    String start = latin.substring(0, Math.min(latin.length(), 128)).toLowerCase(Locale.ROOT);
    return start.startsWith("<?xml")
            && (start.contains("\"iso-8859-1\"") || start.contains("\"windows-1252\""))
        ? latin
        : "";
  }

  /// The JDK's parser lacks the sentence for some faults within a DTD, and fails over that.
  private static int next(XMLStreamReader reader) throws XMLStreamException {
    try {
      return reader.next();
    } catch (MissingResourceException e) {
      throw new XMLStreamException("a fault without a sentence", e);
    }
  }

  private void read(XMLStreamReader reader) throws XMLStreamException {
    Deque<XmlElement> stack = new ArrayDeque<>();
    int count = 0;
    while (reader.hasNext()) {
      switch (next(reader)) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++count > LIMITS.nodes() || stack.size() >= LIMITS.depth()) {
            problem = Problem.OVER_LIMIT;
            return;
          }
          XmlElement element = new XmlElement(reader.getLocalName());
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
          }
          if (stack.isEmpty()) {
            root = Optional.of(element);
          } else {
            stack.element().add(element);
          }
          stack.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> onEnd.accept(stack.pop());
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!stack.isEmpty()) {
            stack.element().append(reader.getText());
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
          problem = Problem.DOCTYPE;
          return;
        }
        default -> {}
      }
    }
  }
}
