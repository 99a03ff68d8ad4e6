# The tests that look at pages in a genuine Chromium: a part of ./verify. Sourced, never run.

chromium_log=standalone/target/chromium.log

# One that starts: where browsers are snaps, a package of that name may be no more than a note that says so.
find_chromium() {
  local name
  for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome; do
    if CHROMIUM=$(command -v "$name") && timeout 30 "$CHROMIUM" --version >/dev/null 2>&1; then
      export CHROMIUM
      return
    fi
  done
  return 1
}

# Debian's package, where this is a machine that may be changed: a container in which we are root, or a runner of a CI that lets
# us be. Pages need its fonts, and whoever is not root its sandbox: Debian only recommends them. Limited, for a machine that reaches no mirror.
install_chromium() {
  local -a as_root=()
  local -a apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=60)
  command -v apt-get >/dev/null || return
  if [[ $(id -u) != 0 ]]; then
    as_root=(sudo -n)
    [[ -n ${CI:-} ]] && command -v sudo >/dev/null && "${as_root[@]}" true 2>/dev/null || return
  fi
  mkdir -p "$root/standalone/target"
  chromium_tried="$chromium_log says why"
  {
    "${as_root[@]}" timeout 120 "${apt[@]}" update &&
      "${as_root[@]}" timeout 600 "${apt[@]}" install -y --no-install-recommends chromium chromium-sandbox fonts-liberation
  } >"$root/$chromium_log" 2>&1 </dev/null
}

chromium_classes() {
  grep -rl '^@InChromium' "$root/src/test/java" "$root/standalone/test" | wc -l
}

# Sets $no_chromium to why they cannot run, empty if they can; and $without to the group that is left out then.
prepare_chromium() {
  no_chromium=
  without=
  chromium_tried=
  if ! find_chromium && ! { install_chromium && find_chromium; }; then
    no_chromium="pages in Chromium NOT RUN: there is none here, and none could be installed${chromium_tried:+; $chromium_tried} (apt-get install chromium as root, or set CHROMIUM); $(chromium_classes) test class(es) need it"
    without=chromium
  fi
}
