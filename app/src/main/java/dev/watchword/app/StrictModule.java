package dev.watchword.app;

import com.google.inject.AbstractModule;

/// Lets Guice make nothing that no module names: explicit bindings, exact annotations, `@Inject` on
/// constructors, no proxies for circles.
final class StrictModule extends AbstractModule {

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireExactBindingAnnotations();
    binder().requireAtInjectOnConstructors();
    binder().disableCircularProxies();
  }
}
