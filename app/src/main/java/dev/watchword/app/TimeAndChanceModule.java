package dev.watchword.app;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Binds time and chance, which core has handed in.
final class TimeAndChanceModule extends AbstractModule {

  @Provides
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Provides
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }
}
