package dev.watchword.adapters.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A screen of any size that a test presses keys on; keeps every picture of it. Ends by `q`.
final class FakeDisplay implements Display {

  int rows;
  int columns;
  boolean colour;
  final List<String> sent = new ArrayList<>();
  final List<List<String>> pictures = new ArrayList<>();
  private final Deque<Object> script = new ArrayDeque<>();

  FakeDisplay(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  FakeDisplay type(String text) {
    text.codePoints().forEach(c -> script.add(Key.typed(Character.toString(c))));
    return this;
  }

  FakeDisplay press(Key.Kind... kinds) {
    for (Key.Kind kind : kinds) {
      script.add(Key.of(kind));
    }
    return this;
  }

  FakeDisplay key(Key key) {
    script.add(key);
    return this;
  }

  /// Something that happens meanwhile, in the place of a key.
  FakeDisplay then(Consumer<FakeDisplay> happens) {
    script.add(happens);
    return this;
  }

  /// The last picture before the end.
  String screen() {
    return String.join("\n", pictures.getLast());
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public boolean colour() {
    return colour;
  }

  @Override
  public void show(List<String> lines) {
    pictures.add(List.copyOf(lines));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<Key> key(long millis) {
    Object next = script.poll();
    if (next instanceof Key key) {
      return Optional.of(key);
    }
    if (next != null) {
      ((Consumer<FakeDisplay>) next).accept(this);
      return Optional.empty();
    }
    return Optional.of(Key.of(Key.Kind.GONE));
  }

  @Override
  public void send(String sequence) {
    sent.add(sequence);
  }

  @Override
  public void close() {
    // there is nothing to put back
  }
}
