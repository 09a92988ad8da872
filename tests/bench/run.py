#!/usr/bin/env python3
"""Runs the benchmark programs of this folder and prints a table.

    run.py                                   with target/release/clutch
    run.py -- target/fast/clutch             with another command
    run.py --against 'lua=lua5.4' ...        also the .lua programs; factors are Clutch / other
    run.py --against 'jvm=clojure -M'        commands for .clj files have any other name
    run.py --warm 8                          calls (bench) 8 times in one process, shows the best
    run.py --only fib,trees --runs 5 --json results.json

Each program is run as COMMAND FILE. Its last line of output must be what the comments `;out>` say.
Per program: wall and processor seconds (user and system of all threads) and peak memory, each the least
of the runs. On a busy machine the processor seconds are what to compare. Runs of all commands alternate,
so that a change of the machine's load meets all of them.
"""

import argparse
import json
import math
import os
import platform
import shlex
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CALL = "(println (bench))"
WARM = """(dotimes [_ {n}]
  (let [start (System/nanoTime) result (bench)]
    (println "warm" (- (System/nanoTime) start))))
"""


def programs(only):
    names = sorted(f[:-4] for f in os.listdir(HERE) if f.endswith(".clj"))
    return [n for n in names if not only or n in only]


def expected(name):
    """The last line that the program is to print."""
    with open(os.path.join(HERE, name + ".clj"), encoding="utf-8") as f:
        lines = [line[len(";out> "):].rstrip("\n") for line in f if line.startswith(";out> ")]
    return lines[-1] if lines else None


def machine():
    model = "unknown"
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            model = next(line.split(":", 1)[1].strip() for line in f if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_mb": memory,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "load_before": os.getloadavg()[0],
    }


def revision():
    try:
        out = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"],
                             capture_output=True, text=True, check=True)
        return out.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def run_once(command, limit):
    """One process: (status, output, wall seconds, processor seconds, peak MB)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                       start_new_session=True)
        except OSError as error:
            return str(error), "", 0.0, 0.0, 0.0
        status = None
        pause = 0.001
        while True:
            pid, code, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > limit:
                status = f"over {limit:g} s"
                process.kill()
                pid, code, usage = os.wait4(process.pid, 0)
                break
            time.sleep(pause)
            pause = min(2 * pause, 0.01)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(code)
        out.seek(0)
        err.seek(0)
        text = out.read().decode("utf-8", "replace")
        if status is None and process.returncode != 0:
            last = err.read().decode("utf-8", "replace").strip().splitlines()[:1]
            status = f"exit {process.returncode} {' '.join(last)}"
    return status or "ok", text, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def warm_file(name, times, folder):
    with open(os.path.join(HERE, name + ".clj"), encoding="utf-8") as f:
        text = f.read()
    if CALL not in text:
        return None
    path = os.path.join(folder, name + ".clj")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace(CALL, WARM.format(n=times)))
    return path


def measure(entry, name, args, folder, best):
    """One more run of one program with one command; `best` keeps the least of each figure."""
    label, command, extension = entry
    path = os.path.join(HERE, name + extension)
    if args.warm and extension == ".clj":
        path = warm_file(name, args.warm, folder)
    if path is None or not os.path.exists(path):
        return
    status, text, wall, cpu, memory = run_once(command + [path], args.limit)
    lines = text.strip().splitlines()
    figures = {"wall": wall, "cpu": cpu, "mb": memory}
    if status == "ok" and args.warm and extension == ".clj":
        calls = [int(line.split()[1]) / 1e9 for line in lines if line.startswith("warm ")]
        figures["first"] = calls[0] if calls else 0.0
        figures["call"] = min(calls) if calls else 0.0
    elif status == "ok" and expected(name) not in (None, lines[-1] if lines else ""):
        status = f"printed {lines[-1] if lines else 'nothing'!r}"
    known = best.setdefault((label, name), {"status": status, **figures})
    for key, value in figures.items():
        known[key] = min(known[key], value)
    if status != "ok":
        known["status"] = status


def table(names, entries, best, warm):
    figure = "call" if warm else "cpu"
    own = entries[0][0]
    head = f"{'program':16}" + "".join(f"{label:>12}" for label, _, _ in entries) + f"{'MB':>8}"
    head += "".join(f"{'/' + label:>10}" for label, _, _ in entries[1:])
    print(head + ("   seconds of the best call" if warm else "   processor seconds"))
    factors = {label: [] for label, _, _ in entries[1:]}
    for name in names:
        row = f"{name:16}"
        for label, _, _ in entries:
            result = best.get((label, name))
            if result is None:
                row += f"{'':>12}"
            elif result["status"] != "ok":
                row += f"{'failed':>12}"
            else:
                row += f"{result.get(figure, result['cpu']):>12.3f}"
        mine = best.get((own, name))
        row += f"{mine['mb']:>8.0f}" if mine else f"{'':>8}"
        for label in factors:
            other = best.get((label, name))
            if mine and other and mine["status"] == other["status"] == "ok":
                factor = mine.get(figure, mine["cpu"]) / max(other.get(figure, other["cpu"]), 1e-6)
                factors[label].append(factor)
                row += f"{factor:>10.2f}"
            else:
                row += f"{'':>10}"
        print(row)
    for label, values in factors.items():
        if values:
            mean = math.exp(sum(math.log(v) for v in values) / len(values))
            print(f"geometric mean of {own}/{label} over {len(values)} programs: {mean:.2f}")
    for (label, name), result in sorted(best.items()):
        if result["status"] != "ok":
            print(f"{label} {name}: {result['status']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", "-n", type=int, default=3)
    parser.add_argument("--only", default="", help="programs, separated by commas")
    parser.add_argument("--against", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--warm", type=int, default=0, metavar="CALLS")
    parser.add_argument("--limit", type=float, default=120, help="seconds for one process")
    parser.add_argument("--json", metavar="FILE", help="write results and the machine's description")
    parser.add_argument("command", nargs="*", help="how to run Clutch")
    args = parser.parse_args()

    command = args.command or [os.path.join(ROOT, "target", "release", "clutch")]
    entries = [("clutch", command, ".clj")]
    for other in args.against:
        label, _, words = other.partition("=")
        extension = ".lua" if label.startswith("lua") else ".clj"
        entries.append((label, shlex.split(words or label), extension))
    names = programs([n for n in args.only.split(",") if n])
    about = machine()
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(args.runs):
            for name in names:
                for entry in entries:
                    measure(entry, name, args, folder, best)
    table(names, entries, best, args.warm)
    if args.json:
        results = [{"command": label, "program": name, **figures} for (label, name), figures in best.items()]
        document = {
            "machine": about,
            "revision": revision(),
            "date": time.strftime("%Y-%m-%d"),
            "runs": args.runs,
            "commands": {label: " ".join(words) for label, words, _ in entries},
            "results": results,
        }
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump(document, f, indent=1)
            f.write("\n")
    return 1 if any(r["status"] != "ok" for (label, _), r in best.items() if label == "clutch") else 0


if __name__ == "__main__":
    sys.exit(main())
