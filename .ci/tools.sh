# What ./canary and ./verify share: finding Java and Maven. Sourced, never run.

oldest_java=17
oldest_maven=3.8

# Exit codes are those of canary itself: 64 where somebody else must mend something first, 70 where we failed.
refuse() {
  echo "$*" >&2
  exit 64
}

die() {
  echo "$*" >&2
  exit 70
}

# Sets $java, and JAVA_HOME for Maven.
need_java() {
  if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
    [[ -x $java ]] || refuse "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it. Point it at a JDK $oldest_java or newer, or unset it."
  else
    java=$(command -v java) || refuse "No java found. Install a JDK $oldest_java or newer, and put it on the PATH or set JAVA_HOME."
  fi
  local settings version
  settings=$("$java" -XshowSettings:properties -version 2>&1) || refuse "$java does not run: $settings"
  version=$(awk '$1 == "java.specification.version" { print $3 }' <<<"$settings")
  [[ ${version%%.*} -ge $oldest_java ]] \
    || refuse "$java is Java $version; Java $oldest_java or newer is needed. Set JAVA_HOME to a JDK $oldest_java or newer."
  if [[ -z ${JAVA_HOME:-} ]]; then
    JAVA_HOME=$(awk '$1 == "java.home" { sub(/^ *java.home = /, ""); print }' <<<"$settings")
    export JAVA_HOME
  fi
}

# Sets $maven_command.
need_maven() {
  [[ -x $JAVA_HOME/bin/javac ]] || refuse "$JAVA_HOME has no compiler: it is a runtime only. Install a JDK $oldest_java or newer."
  maven_command=$(command -v mvn) || refuse "No mvn found. Install Apache Maven $oldest_maven or newer, and put it on the PATH."
  local version
  version=$(maven_version "$maven_command")
  at_least "$version" "$oldest_maven" \
    || refuse "$maven_command is Maven ${version:-of an unknown version}; Maven $oldest_maven or newer is needed."
}

maven_version() {
  "$1" --version 2>/dev/null | sed $'s/\033\\[[0-9;]*m//g' | awk '/Apache Maven/ { print $3; exit }'
}

# at_least VERSION LEAST: compares numbers between dots.
at_least() {
  local -a version least
  IFS=. read -ra version <<<"${1%%-*}"
  IFS=. read -ra least <<<"$2"
  local part
  for part in 0 1 2; do
    if ((${version[part]:-0} != ${least[part]:-0})); then
      ((${version[part]:-0} > ${least[part]:-0}))
      return
    fi
  done
}

# maven POM ARGUMENT...: runs Maven on that POM.
maven() {
  local pom=$1
  shift
  # CANARY_MAVEN_OPTS is a list of words on purpose.
  # shellcheck disable=SC2086
  "$maven_command" -B -ntp -Dstyle.color=never ${CANARY_MAVEN_OPTS:-} -f "$pom" "$@"
}
