# What the checks in .ci/run do, one by one. `just` lists the recipes.

_list:
    @just --list

# Everything that must pass before a change lands.
check: fmt clippy test interleavings valgrind doc

# Formatting of the Rust code.
fmt:
    cargo fmt --all -- --check

# Lints, as errors.
clippy:
    cargo clippy --workspace --all-targets -- -D warnings

# All tests: crates, scripts, specification, examples.
test *args:
    cargo test --workspace {{args}}

# One topic of the script tests, such as `just script number`.
script filter:
    FILTER={{filter}} cargo test -p clutch-tests --test scripts

# The publish protocol in all interleavings of its threads up to a number of preemptions, raised by `deeper`.
interleavings deeper="0":
    DEEPER={{deeper}} RUSTFLAGS="--cfg shuttle" cargo test -p clutch-vm --test interleavings --target-dir target/shuttle -- --nocapture

# The files with unsafe code, and programs that replace their own code, with their memory watched.
valgrind:
    tests/valgrind.sh

# The tables of torn reads, with controls as long as the rows.
torn:
    FULL=1 cargo test -p clutch-tests --test reload torn -- --nocapture --test-threads=1

# Random projects, edited and reloaded: what runs must be what a restart gives.
restart cases="1000":
    CASES={{cases}} cargo test -p clutch-tests --test reload restart -- --nocapture

# What so many reloads leave in memory: nothing.
memory reloads="10000":
    RELOADS={{reloads}} cargo test -p clutch-lang --test memory -- --nocapture

# Publishing under load: what readers notice, what a publish costs in a large world.
bench-publish:
    cargo bench -p clutch-lang --bench publish

# What worlds cost: starting, publishing, reloading, turns.
bench-worlds:
    cargo bench -p clutch-lang --bench worlds

# The documentation, with warnings as errors.
doc:
    RUSTDOCFLAGS="-D warnings -A rustdoc::broken_intra_doc_links -A rustdoc::private_intra_doc_links" cargo doc --workspace --no-deps

# A prompt with an optimised build.
repl *args:
    cargo run --release -p clutch -- {{args}}

# The benchmark programs against other implementations; see tests/bench/run.py --help.
bench *args:
    cargo build --release -p clutch
    python3 tests/bench/run.py {{args}}
