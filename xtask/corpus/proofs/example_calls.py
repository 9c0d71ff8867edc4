"""Sends the example calls of documents and has them judged: see `run`."""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import document
import judges
from calls import HEADER
from recorder import Recorder

LARGEST = 1_000_000


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True, help="the folder for what is made")
    parser.add_argument("--xtask", required=True, help="the program that generates")
    parser.add_argument("--prism", help="the program Prism, if it is to judge")
    parser.add_argument("--json", type=Path, help="write every fault that was found")
    parser.add_argument("documents", nargs="+", type=Path)
    return parser.parse_args()


def generate(options, path, name):
    """The document at home, and the crate that is made of it, with its calls."""
    api = document.read(str(path))
    if document.refers_to_files(api):
        return "it has several files"
    api = document.at_home(api)
    home = options.work / f"{name}.json"
    document.write(api, home)
    crate = options.work / "crates" / name
    command = [options.xtask, "codegen", "--spec", home, "--out", crate, "--crate-name", name]
    command += ["--keep-going", "--workspace-member", "--runtime", "path"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode != 0:
        return f"it isn't generated: {done.stderr[-300:]}"
    subprocess.run([sys.executable, Path(__file__).parent / "calls.py", str(crate)], check=True)
    return None


def build(options, names):
    """The programs, of those that compile."""
    members = ", ".join(f'"crates/{name}"' for name in names)
    manifest = f'[workspace]\nresolver = "3"\nmembers = [{members}]\n[profile.dev]\ndebug = false\n'
    (options.work / "Cargo.toml").write_text(manifest)
    lock = options.work / "Cargo.lock"
    if not lock.exists():
        lock.write_bytes(Path("Cargo.lock").read_bytes())
    command = ["cargo", "build", "--examples", "--keep-going", "--quiet"]
    # Nothing is sent but over loopback: no TLS is built.
    command.append("--no-default-features")
    for name in names:
        command += [f"--package={name}", f"--features={name}/reqwest"]
    # What this workspace has built is taken, so far as it is the same.
    target = Path("target").resolve()
    there = os.environ | {"CARGO_TARGET_DIR": str(target)}
    subprocess.run(command, cwd=options.work, env=there, stderr=subprocess.DEVNULL)
    programs = {name: target / "debug/examples" / f"{name}-calls" for name in names}
    return {name: program for name, program in programs.items() if program.exists()}


def run(program):
    """What was sent by each call, and why calls sent nothing."""
    recorder = Recorder()
    done = subprocess.run([program, recorder.url], capture_output=True, text=True, timeout=600)
    recorder.stop()
    sent = {}
    for one in recorder.sent:
        number = next((value for name, value in one.headers if name.lower() == HEADER), None)
        sent.setdefault(number, one)
    calls = [line.split("\t", 2) for line in done.stderr.split("\n") if line]
    return [(method, sent.get(number), error) for number, method, error in calls]


def judges_of(options):
    """How to start each judge."""
    start = {"openapi-core": judges.OpenApiCore}
    if options.prism:
        start["Prism"] = lambda *given: judges.Prism(*given, options.prism)
    return start


def judged(start, calls, path):
    """The faults that a judge finds: the method, the request, what is said."""
    judge = start(json.loads(path.read_text()), str(path))
    faults = []
    for method, sent, error in calls:
        said = judge.faults(sent) if sent else [f"nothing was sent: {error}"]
        request = f"{sent.method} {sent.target} {sent.body[:300].decode('utf-8', 'replace')}" if sent else ""
        if said:
            faults.append((method, request, said[0]))
    judge.stop()
    return faults


def reason(known, who, name, said):
    """Why a judge may be wrong, if it was looked at."""
    for one in known:
        if one["judge"] == who and one["document"] in ("*", name) and one["says"] in said:
            return one["why"]
    return None


def main():
    options = arguments()
    options.work = options.work.absolute()
    options.work.mkdir(parents=True, exist_ok=True)
    names = []
    for path in options.documents:
        name = "".join(c if c.isalnum() else "-" for c in path.stem.lower())
        why = "it has more than 1 MB" if path.stat().st_size > LARGEST else generate(options, path, name)
        if why:
            print(f"{name}: left out, {why}")
        else:
            names.append(name)
    programs = build(options, names)
    known = json.loads((Path(__file__).parent / "disagreements.json").read_text())
    total, found, open_ = {}, [], 0
    for name in names:
        if name not in programs:
            print(f"{name}: the calls don't compile")
            open_ += 1
            continue
        calls = run(programs[name])
        if not calls:
            print(f"{name}: left out, it has no operations")
            continue
        for who, start in judges_of(options).items():
            try:
                faults = judged(start, calls, options.work / f"{name}.json")
            except Exception as error:
                why = reason(known, who, name, str(error))
                open_ += why is None
                print(f"{name}: {who} can't read it: {str(error)[:200]}\n    {why or 'not looked at yet'}")
                continue
            accepted, all_calls = total.get(who, (0, 0))
            total[who] = (accepted + len(calls) - len(faults), all_calls + len(calls))
            print(f"{name}: {who} accepts {len(calls) - len(faults)} of {len(calls)}")
            found += [(who, name, *fault) for fault in faults]
    for who, (accepted, calls) in total.items():
        print(f"all: {who} accepts {accepted} of {calls} ({100 * accepted / max(calls, 1):.2f} %)")
    verdicts = Counter()
    for who, name, method, request, said in found:
        why = reason(known, who, name, said)
        open_ += why is None
        verdicts[who, why.split(":")[0] if why else "Not looked at yet"] += 1
        print(f"  {who}, {name}, {method}: {request}\n    {said[:400]}\n    {why or 'not looked at yet'}")
    for (who, verdict), count in sorted(verdicts.items()):
        print(f"all: {who} refuses {count}. {verdict}.")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))
    return 1 if open_ else 0


if __name__ == "__main__":
    sys.exit(main())
