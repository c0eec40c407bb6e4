package dev.watchword.app.planted.one;

import com.google.inject.Injector;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.Random;

/// Planted: an empty name, an injector outside of a module, weak chance, deserialization, standard
/// output.
final class FaultManager {
  Object fault(Injector injector, InputStream in) throws IOException, ClassNotFoundException {
    System.out.println(new Random().nextInt());
    return injector == null ? new ObjectInputStream(in).readObject() : injector;
  }
}
