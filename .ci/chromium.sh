# The tests that look at pages in a genuine Chromium: a part of ./verify. Sourced, never run.

chromium_log=standalone/target/chromium.log

find_chromium() {
  local name
  [[ -n ${CHROMIUM:-} && -x $CHROMIUM ]] && return
  for name in chromium chromium-browser google-chrome; do
    if CHROMIUM=$(command -v "$name"); then
      export CHROMIUM
      return
    fi
  done
  return 1
}

# Debian's package, where this is a machine that may be changed: a container, as a rule. Limited, for one that reaches no mirror.
install_chromium() {
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || return
  mkdir -p "$root/standalone/target"
  {
    timeout 120 apt-get update && DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y --no-install-recommends chromium
  } >"$root/$chromium_log" 2>&1
}

chromium_classes() {
  grep -rl '^@InChromium' "$root/src/test/java" "$root/standalone/test" | wc -l
}

# Sets $no_chromium to why they cannot run, empty if they can; and $without to the group that is left out then.
prepare_chromium() {
  no_chromium=
  without=
  if ! find_chromium && ! { install_chromium && find_chromium; }; then
    no_chromium="pages in Chromium NOT RUN: there is none here, and none could be installed (apt-get install chromium as root, or set CHROMIUM); $(chromium_classes) test class(es) need it"
    without=chromium
  fi
}
