package dev.watchword.adapters.imaging;

/// Solves small systems of linear equations by elimination with row exchange.
final class LinearSolver {

  private LinearSolver() {}

  /// @param rows n rows of n coefficients and the right-hand side; spent by the call
  /// @param solution receives n values
  /// @return whether there is one solution
  static boolean solve(double[][] rows, double[] solution) {
    int n = rows.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int r = column + 1; r < n; r++) {
        if (Math.abs(rows[r][column]) > Math.abs(rows[pivot][column])) {
          pivot = r;
        }
      }
      double[] swap = rows[column];
      rows[column] = rows[pivot];
      rows[pivot] = swap;
      double divisor = rows[column][column];
      if (Math.abs(divisor) < 1e-12) {
        return false;
      }
      for (int r = column + 1; r < n; r++) {
        double factor = rows[r][column] / divisor;
        if (factor != 0) {
          for (int c = column; c <= n; c++) {
            rows[r][c] -= factor * rows[column][c];
          }
        }
      }
    }
    for (int r = n - 1; r >= 0; r--) {
      double sum = rows[r][n];
      for (int c = r + 1; c < n; c++) {
        sum -= rows[r][c] * solution[c];
      }
      solution[r] = sum / rows[r][r];
    }
    return true;
  }
}
