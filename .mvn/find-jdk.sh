# Sourced by mvnw and adjutant: points JAVA_HOME at a JDK 25, or says how to get one.
# A JAVA_HOME that is already a JDK 25 is respected; any other version is passed over.
is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25' "$1/release"
}
if ! { [ -n "${JAVA_HOME-}" ] && is_jdk_25 "$JAVA_HOME"; }; then
  found_jdk=
  for candidate in ${ADJUTANT_JDK_DIRS-/usr/lib/jvm/* /usr/java/* /opt/*jdk* "${HOME-/nonexistent}"/.sdkman/candidates/java/* "${HOME-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home}; do
    if is_jdk_25 "$candidate"; then found_jdk=$candidate; break; fi
  done
  if [ -z "$found_jdk" ]; then
    echo "Adjutant needs a JDK 25, and none was found in JAVA_HOME, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman or ~/.jdks." >&2
    echo "Install one (Debian, Ubuntu: apt install openjdk-25-jdk, or temurin-25-jdk; Fedora: dnf install java-25-openjdk-devel;" >&2
    echo "elsewhere: sdk install java 25-tem), or set JAVA_HOME to where it stands." >&2
    exit 3
  fi
  JAVA_HOME=$found_jdk
  export JAVA_HOME
fi
unset found_jdk candidate
