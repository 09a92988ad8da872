#!/usr/bin/env bash
# Runs the tests of the rooms for unsafe code under valgrind: the unit tests of clutch-core and
# clutch-vm, and the programs that replace their own code while it runs (tests/reload).
# Fails on an invalid read, write or free. What depends on memory that was never written is not
# asked: optimised string searches load whole words and then ignore the rest. Without valgrind it
# says so and succeeds. Arguments are filters for the names of the tests of clutch-core and clutch-vm.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v valgrind >/dev/null; then
    echo "valgrind is not installed: nothing is checked"
    exit 0
fi

# Values and worlds that are alive at the end of the process are no errors.
check() {
    echo "== $*"
    valgrind --quiet --error-exitcode=9 --leak-check=no \
        --undef-value-errors=no --fair-sched=yes "$@"
}

# The test programs of a package's target, built and not run.
programs() {
    cargo test --quiet --no-run --message-format=json "$@" |
        grep -o '"executable":"[^"]*/deps/[^"]*"' | cut -d'"' -f4
}

# A million nested lists and the like take hours under valgrind and prove nothing more there.
SLOW=(--skip million --skip deep --skip long --skip random --skip law --skip threads)

for program in $(programs -p clutch-core --lib) $(programs -p clutch-vm --lib); do
    check "$program" --test-threads=1 "${SLOW[@]}" "$@"
done
for program in $(programs -p clutch-tests --test reload); do
    check "$program" --test-threads=1 while_running first_load what_a_failed_load
done
