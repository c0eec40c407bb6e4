package dev.watchword.adapters.interchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An element of an XML text: local name, attributes by local name, text and child elements.
final class XmlElement {

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder(0);

  XmlElement(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void attribute(String attribute, String value) {
    attributes.put(attribute, value);
  }

  /// An attribute's value; empty when there is none.
  String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  void add(XmlElement child) {
    children.add(child);
  }

  void append(String characters) {
    text.append(characters);
  }

  void replaceText(String characters) {
    text.setLength(0);
    text.append(characters);
  }

  /// The text between the tags, child elements left out.
  String text() {
    return text.toString();
  }

  List<XmlElement> children() {
    return children;
  }

  List<XmlElement> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  Optional<XmlElement> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }

  /// The element down this path of child names.
  Optional<XmlElement> path(String... names) {
    Optional<XmlElement> element = Optional.of(this);
    for (String next : names) {
      element = element.flatMap(e -> e.child(next));
    }
    return element;
  }

  /// A child's text; empty when there is none.
  String textOf(String childName) {
    return child(childName).map(XmlElement::text).orElse("");
  }

  @Override
  public String toString() {
    return "XmlElement[" + children.size() + " children]";
  }
}
