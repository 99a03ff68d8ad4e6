# Proof that the tests can fail. Sourced by ./verify, which gives $root, maven and die.
#
# Each src/mutants/*.patch begins with two lines, what it does wrong and which test must turn red:
#   Wrong: a weight over 100 is let through
#   Turns red: SpecReaderTest
# and is then a unified diff against the root of the repository. All is done in a copy of the tree.

mutant_header() {
  sed -n "s/^$2: //p" "$1" | head -n 1
}

copy_tree() {
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [[ -f $file ]] && printf '%s\0' "$file"
  done | tar --null -T - -cf -) | tar -xf - -C "$1"
}

# A repository above the copy must not lend its idea of paths to git apply.
patch_tree() {
  local tree=$1
  shift
  (cd "$tree" && GIT_CEILING_DIRECTORIES=$(dirname "$tree") git apply --recount "$@")
}

# run_tests TREE LOG TESTS
run_tests() {
  rm -rf "$1/standalone/target/surefire-reports"
  maven "$1/standalone/pom.xml" -q test -Dtest="$3" -Dspotless.check.skip=true >"$2" 2>&1
}

# Whether tests ran, and some of them failed: a build that breaks for another reason proves nothing.
some_test_failed() {
  grep -qsE '<(failure|error)[ >]' "$1"/standalone/target/surefire-reports/TEST-*.xml
}

# try_mutant TREE PATCH LOG: prints what became of it.
try_mutant() {
  local test
  test=$(mutant_header "$2" 'Turns red')
  if ! patch_tree "$1" "$2" 2>"$3"; then
    echo "does not apply"
    return
  fi
  if run_tests "$1" "$3" "$test"; then
    echo "SURVIVED"
  elif some_test_failed "$1"; then
    echo "red"
  else
    echo "breaks the build"
  fi
  patch_tree "$1" -R "$2"
}

run_mutants() {
  local tree patch wrong test became alive=0
  local -a patches rows=()
  patches=("$root"/src/mutants/*.patch)
  [[ -f ${patches[0]} ]] || die "there is no src/mutants/*.patch"
  tree=$(mktemp -d "${TMPDIR:-/tmp}/canary-mutants.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$tree'" EXIT
  copy_tree "$tree"
  for patch in "${patches[@]}"; do
    [[ -n $(mutant_header "$patch" Wrong) && -n $(mutant_header "$patch" 'Turns red') ]] \
      || die "${patch#"$root"/} must begin with 'Wrong: …' and 'Turns red: …'"
  done

  echo "== the tests without any wrong"
  local all
  all=$(for patch in "${patches[@]}"; do mutant_header "$patch" 'Turns red'; done | sort -u | paste -sd, -)
  if ! run_tests "$tree" "$tree/green.log" "$all"; then
    tail -n 40 "$tree/green.log"
    die "the tests are red before anything is wrong"
  fi
  for patch in "${patches[@]}"; do
    wrong=$(mutant_header "$patch" Wrong)
    test=$(mutant_header "$patch" 'Turns red')
    echo "== $(basename "$patch" .patch): $wrong"
    became=$(try_mutant "$tree" "$patch" "$tree/mutant.log")
    if [[ $became != red ]]; then
      alive=$((alive + 1))
      tail -n 20 "$tree/mutant.log"
    fi
    echo "   $test: $became"
    rows+=("$(printf '%-18s %s\n%-18s %s' "$became" "$wrong" '' "$test")")
  done
  echo
  printf '%-18s %s\n' 'became' 'what is wrong, and the test that must tell'
  printf '%s\n' "${rows[@]}"
  echo
  echo "Mutants: ${#patches[@]}, red: $((${#patches[@]} - alive)), not red: $alive"
  [[ $alive == 0 ]]
}
