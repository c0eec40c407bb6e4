package dev.watchword.adapters.imaging;

/// Undoes the bleeding of modules into each other, on the module grid: the point spread is fitted
/// to the levels from the modules as read so far, then each module is turned over as long as the
/// levels are explained better by it, and again.
///
/// That is a search for the most likely modules rather than a filter, so noise is not blown up as
/// in sharpening a picture, and how much worse the turned module explains the levels is a measure
/// of how sure it is. Modules of function patterns are known and stay.
final class BlurInversion {

  private static final int REACH = 2;
  private static final int TAPS = (2 * REACH + 1) * (2 * REACH + 1);
  private static final int ROUNDS = 4;
  private static final int SWEEPS = 8;

  private final int size;
  private final int wide;
  private final float[] levels;
  private final byte[] known;
  private final byte[] modules;
  private final double[] kernel = new double[TAPS + 1];

  /// @param levels flattened: light and contrast already evened out, dark is positive
  private BlurInversion(float[] levels, int size) {
    this.levels = levels;
    this.size = size;
    this.wide = size + 2 * REACH;
    this.modules = new byte[wide * wide];
    java.util.Arrays.fill(modules, (byte) -1); // the margin is light
    this.known = FunctionPatterns.ofVersion((size - 17) / 4).known();
    for (int i = 0; i < levels.length; i++) {
      set(i, known[i] != 0 ? known[i] : (byte) (levels[i] > 0 ? 1 : -1));
    }
  }

  /// @param sampled the grid as sampled and thresholded
  /// @return the same with neighbours' light taken out; darkness in units of evidence
  static ModuleGrid apply(ModuleGrid sampled) {
    BlurInversion inversion = new BlurInversion(sampled.darkness(), sampled.size());
    for (int round = 0; round < ROUNDS; round++) {
      if (!inversion.fitKernel()) {
        break;
      }
      inversion.turnModules();
    }
    return new ModuleGrid(sampled.size(), inversion.evidence());
  }

  private int place(int i) {
    return (i / size + REACH) * wide + i % size + REACH;
  }

  private void set(int i, byte colour) {
    modules[place(i)] = colour;
  }

  private static int offset(int tap, int wide) {
    return (tap / (2 * REACH + 1) - REACH) * wide + tap % (2 * REACH + 1) - REACH;
  }

  /// Least squares for the 25 taps and the ground level, with a little ridge to stay stable.
  private boolean fitKernel() {
    int n = TAPS + 1;
    double[][] normal = new double[n][n + 1];
    double[] inputs = new double[n];
    inputs[TAPS] = 1;
    for (int i = 0; i < levels.length; i++) {
      int at = place(i);
      for (int tap = 0; tap < TAPS; tap++) {
        inputs[tap] = modules[at + offset(tap, wide)];
      }
      for (int r = 0; r < n; r++) {
        for (int c = r; c < n; c++) {
          normal[r][c] += inputs[r] * inputs[c];
        }
        normal[r][n] += inputs[r] * levels[i];
      }
    }
    for (int r = 0; r < n; r++) {
      normal[r][r] += 0.01 * levels.length;
      for (int c = 0; c < r; c++) {
        normal[r][c] = normal[c][r];
      }
    }
    return LinearSolver.solve(normal, kernel);
  }

  private double residual(int i) {
    int at = place(i);
    double sum = kernel[TAPS];
    for (int tap = 0; tap < TAPS; tap++) {
      sum += kernel[tap] * modules[at + offset(tap, wide)];
    }
    return levels[i] - sum;
  }

  private double[] residuals() {
    double[] residuals = new double[levels.length];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = residual(i);
    }
    return residuals;
  }

  /// How much the squared error grows when a module is turned over; negative when it falls.
  private double costOfTurning(int i, double[] residuals) {
    int x = i % size;
    int y = i / size;
    double step = -2.0 * modules[place(i)];
    double cost = 0;
    for (int tap = 0; tap < TAPS; tap++) {
      int rx = x - (tap % (2 * REACH + 1) - REACH);
      int ry = y - (tap / (2 * REACH + 1) - REACH);
      if (rx >= 0 && ry >= 0 && rx < size && ry < size) {
        double change = kernel[tap] * step;
        double residual = residuals[ry * size + rx];
        cost += change * change - 2 * change * residual;
      }
    }
    return cost;
  }

  private void turnModules() {
    double[] residuals = residuals();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean turned = false;
      for (int i = 0; i < levels.length; i++) {
        if (known[i] == 0 && costOfTurning(i, residuals) < 0) {
          turn(i, residuals);
          turned = true;
        }
      }
      if (!turned) {
        return;
      }
    }
  }

  private void turn(int i, double[] residuals) {
    int x = i % size;
    int y = i / size;
    double step = -2.0 * modules[place(i)];
    set(i, (byte) -modules[place(i)]);
    for (int tap = 0; tap < TAPS; tap++) {
      int rx = x - (tap % (2 * REACH + 1) - REACH);
      int ry = y - (tap / (2 * REACH + 1) - REACH);
      if (rx >= 0 && ry >= 0 && rx < size && ry < size) {
        residuals[ry * size + rx] -= kernel[tap] * step;
      }
    }
  }

  private float[] evidence() {
    double[] residuals = residuals();
    float[] evidence = new float[levels.length];
    for (int i = 0; i < evidence.length; i++) {
      double sure = Math.max(1e-6, costOfTurning(i, residuals));
      evidence[i] = (float) (modules[place(i)] * sure);
    }
    return evidence;
  }
}
