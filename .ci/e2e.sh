# The tests with genuine servers: a part of ./verify. Sourced, never run.

# Sets $no_e2e to why they cannot run; empty if they can. With "make" the servers are made where they are missing.
prepare_e2e() {
  no_e2e=
  if [[ -n ${CANARY_E2E_KUBECONFIG:-} && -n ${CANARY_E2E_PROMETHEUS:-} ]]; then
    return
  fi
  local missing
  missing=$("$root/e2e/servers" --missing | paste -sd ' ')
  if [[ -z $missing ]]; then
    return
  fi
  if [[ ${1:-} == make ]]; then
    "$root/e2e/servers"
    return
  fi
  no_e2e="end-to-end tests NOT RUN: no $missing in $("$root/e2e/servers" --directory); ./verify --e2e makes them on Debian 12, in 10 to 20 minutes"
}

# verify_e2e GROUP: runs the tests of a group with the classes and the canary.jar that stand there.
verify_e2e() {
  echo "== end-to-end tests ($1): the command line with a genuine API server and a genuine Prometheus"
  run_tests "$root/standalone" e2e-reports surefire:test@e2e -De2e.groups="$1"
}

# Builds what the tests need, without running any other test.
verify_chaos() {
  prepare_e2e make
  maven "$root/standalone/pom.xml" -q package -DskipTests
  local status=0
  verify_e2e chaos || status=$?
  local -a counts
  read -ra counts <<<"$(totals "$root/standalone/target/e2e-reports")"
  echo
  echo "kills and outages: $(summary_line "${counts[@]}")"
  return "$status"
}
