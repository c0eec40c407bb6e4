package dev.watchword.adapters.imaging;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.pdmodel.graphics.pattern.PDTilingPattern;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShading;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShadingType1;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShadingType2;
import org.apache.pdfbox.pdmodel.graphics.shading.ShadingPaint;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/// Draws one page of a PDF until the time is over, colour gradients as the one colour in their
/// middle: a gradient whose function is a program, as browsers print it, takes PDFBox ten seconds a
/// page, and cannot be stopped. A code in gradient colours stays one of dark on light. Tiles that
/// are filled by patterns of their own, a browser's see-through gradients, are decoration and left
/// out.
final class StoppableDrawer extends PageDrawer {

  private static final Color UNPAINTED = new Color(0, 0, 0, 0);

  /// Drawings save a handful of states; each one kept takes memory.
  private static final int MAX_SAVED_STATES = 256;

  private final Deadline deadline;

  StoppableDrawer(PageDrawerParameters parameters, Deadline deadline) throws IOException {
    super(parameters);
    this.deadline = deadline;
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    if (deadline.passed()) {
      throw new DeadlineImageStream.OutOfTimeException();
    }
    if (getGraphicsStackSize() > MAX_SAVED_STATES) {
      throw new TooDeepException();
    }
    super.processOperator(operator, operands);
  }

  @Override
  protected void operatorException(Operator operator, List<COSBase> operands, IOException problem)
      throws IOException {
    if (problem instanceof DeadlineImageStream.OutOfTimeException
        || problem instanceof TooDeepException) {
      throw problem;
    }
    super.operatorException(operator, operands, problem);
  }

  private static final class TooDeepException extends IOException {}

  @Override
  protected Paint getPaint(PDColor color) throws IOException {
    if (color.getColorSpace() instanceof PDPattern patterns
        && patterns.getPattern(color) instanceof PDTilingPattern tiles
        && tiles.getResources() != null
        && tiles.getResources().getPatternNames().iterator().hasNext()) {
      return UNPAINTED;
    }
    Paint paint = super.getPaint(color);
    return paint instanceof ShadingPaint<?> gradient ? middleOf(gradient.getShading()) : paint;
  }

  @Override
  public void shadingFill(COSName name) throws IOException {
    PDShading shading = getResources().getShading(name);
    if (shading == null) {
      return;
    }
    Graphics2D graphics = getGraphics();
    Shape clip = graphics.getClip();
    graphics.setClip(null);
    graphics.setComposite(getGraphicsState().getNonStrokingJavaComposite());
    graphics.setPaint(middleOf(shading));
    graphics.fill(getGraphicsState().getCurrentClippingPath());
    graphics.setClip(clip);
  }

  /// The colour in the middle of a gradient's domain; grey for meshes.
  private static Color middleOf(PDShading shading) throws IOException {
    float[] at =
        switch (shading) {
          case PDShadingType1 plane -> middleOf(plane.getDomain(), 2);
          case PDShadingType2 line -> middleOf(line.getDomain(), 1);
          default -> new float[0];
        };
    if (at.length == 0) {
      return Color.GRAY;
    }
    float[] rgb = shading.getColorSpace().toRGB(shading.evalFunction(at));
    return new Color(Math.clamp(rgb[0], 0, 1), Math.clamp(rgb[1], 0, 1), Math.clamp(rgb[2], 0, 1));
  }

  /// @param domain least and most of each input, 0 to 1 where none is given
  private static float[] middleOf(COSArray domain, int inputs) {
    float[] middle = new float[inputs];
    float[] ends = domain == null ? new float[0] : domain.toFloatArray();
    for (int i = 0; i < inputs; i++) {
      middle[i] = ends.length > 2 * i + 1 ? (ends[2 * i] + ends[2 * i + 1]) / 2 : 0.5f;
    }
    return middle;
  }
}
