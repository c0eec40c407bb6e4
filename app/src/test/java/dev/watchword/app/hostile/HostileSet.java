package dev.watchword.app.hostile;

import java.io.IOException;
import java.util.List;

/// All cases, the same ones each time.
final class HostileSet {

  private HostileSet() {}

  static List<Case> cases() throws IOException {
    Cases cases = new Cases();
    PngCases.add(cases);
    JpegCases.add(cases);
    OldPictureCases.add(cases);
    TiffCases.add(cases);
    QrCases.add(cases);
    ContainerCases.add(cases);
    TextCases.add(cases);
    XmlCases.add(cases);
    MutantCases.add(cases);
    return cases.all();
  }
}
