package dev.watchword.adapters.imaging;

/// The modules of one symbol as sampled from a picture: how dark each is, not only whether.
///
/// @param size modules a side
/// @param darkness row by row; positive for dark, negative for light, the further from zero the
///   surer; the unit is free
record ModuleGrid(int size, float[] darkness) {

  boolean dark(int column, int row) {
    return darkness[row * size + column] > 0;
  }

  float at(int column, int row) {
    return darkness[row * size + column];
  }

  /// The grid as seen in a mirror: columns become rows.
  ModuleGrid mirrored() {
    float[] flipped = new float[darkness.length];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        flipped[column * size + row] = darkness[row * size + column];
      }
    }
    return new ModuleGrid(size, flipped);
  }
}
