# Sets JAVA_HOME to a JDK 25. Sourced by mvnw and watchword; needs nothing but a POSIX shell.
# A JDK says its version in the file `release`, so looking costs no process.
# Order: JAVA_HOME, the java on PATH, then the places where installers and version managers put one.

watchword_is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r watchword_line; do
    case "$watchword_line" in
    'JAVA_VERSION="25"' | 'JAVA_VERSION="25.'* | 'JAVA_VERSION="25-'* | 'JAVA_VERSION="25+'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

watchword_find_jdk25() {
  if [ -n "${JAVA_HOME-}" ] && watchword_is_jdk25 "$JAVA_HOME"; then
    return 0
  fi
  watchword_java=$(command -v java || true)
  if [ -n "$watchword_java" ]; then
    watchword_java=$(readlink -f "$watchword_java" 2>/dev/null || printf %s "$watchword_java")
    watchword_home=${watchword_java%/bin/java}
    if watchword_is_jdk25 "$watchword_home"; then
      JAVA_HOME=$watchword_home
      return 0
    fi
  fi
  set +f # mvnw switches globbing off; the places below need it
  for watchword_home in /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* /usr/local/*jdk* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* "${HOME:-/nonexistent}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home; do
    if watchword_is_jdk25 "$watchword_home"; then
      JAVA_HOME=$watchword_home
      return 0
    fi
  done
  echo "Watchword needs a JDK 25 and found none: install one (for example Eclipse Temurin 25 from https://adoptium.net) or set JAVA_HOME to it." >&2
  return 1
}

watchword_find_jdk25 || exit 1
export JAVA_HOME
