package dev.watchword.adapters.interchange;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.watchword.core.interchange.BackupFormat;
import java.util.List;
import java.util.Set;

/// Binds every backup format: one class and one line for each. The order is that in which equally
/// likely formats are tried, so that the costly ones stand last.
public final class InterchangeModule extends AbstractModule {

  @Override
  protected void configure() {
    Multibinder<BackupFormat> formats = Multibinder.newSetBinder(binder(), BackupFormat.class);
    formats.addBinding().toInstance(new WatchwordFormat());
    formats.addBinding().toInstance(new AegisFormat());
    formats.addBinding().toInstance(new TwoFasFormat());
    formats.addBinding().toInstance(new BitwardenFormat());
    formats.addBinding().toInstance(new EnteFormat());
    formats.addBinding().toInstance(new ProtonAuthenticatorFormat());
    formats.addBinding().toInstance(new FreeOtpPlusFormat());
    formats.addBinding().toInstance(new LastPassFormat());
    formats.addBinding().toInstance(new SteamFormat());
    formats.addBinding().toInstance(new TwoFAuthFormat());
    formats.addBinding().toInstance(new CotpFormat());
    formats.addBinding().toInstance(new CxfFormat());
    formats.addBinding().toInstance(new BrowserExtensionFormat());
    formats.addBinding().toInstance(new DuoFormat());
    formats.addBinding().toInstance(new RaivoFormat());
    formats.addBinding().toInstance(new AndOtpFormat());
    formats.addBinding().toInstance(new AuthyFormat());
    formats.addBinding().toInstance(new BattleNetFormat());
    formats.addBinding().toInstance(new FreeOtpFormat());
    formats.addBinding().toInstance(new TotpAuthenticatorFormat());
    formats.addBinding().toInstance(new PskcFormat());
    formats.addBinding().toInstance(new KeePassFormat());
    formats.addBinding().toInstance(new OnePasswordFormat());
    formats.addBinding().toInstance(new ProtonPassFormat());
    formats.addBinding().toInstance(new AuthenticatorPlusFormat());
    formats.addBinding().toInstance(new GoogleDatabaseFormat());
    formats.addBinding().toInstance(new MicrosoftFormat());
    formats.addBinding().toInstance(new HtmlSheetFormat());
    formats.addBinding().toInstance(new PdfSheetFormat());
    formats.addBinding().toInstance(new GoogleMigrationFormat());
    formats.addBinding().toInstance(new WinAuthFormat());
    formats.addBinding().toInstance(new OathCsvFormat());
    formats.addBinding().toInstance(new UriListFormat());
    formats.addBinding().toInstance(new OtpClientFormat());
    formats.addBinding().toInstance(new StratumFormat());
  }

  /// The formats in their order.
  @Provides
  @Singleton
  List<BackupFormat> formats(Set<BackupFormat> formats) {
    return List.copyOf(formats);
  }
}
