"""Ours and what people use today, in turn on the same sentences and vectors: `make bench-peers`.

    python Benchmarks/peers.py [--only encoder search] [--rounds 5] [--full | --smoke] [--json FILE]

Every contestant is a process of its own, held to one core or two. In each round each runs once, in an order that is
turned round every other time; a ratio is theirs to ours within a round (above 1 ours is faster), given as median and
range. Ours takes text, theirs token ids, so tokenising counts against ours.
"""
import argparse
import contextlib
import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
# Who is set beside whom: ours, theirs.
PAIRS = [
    ("neuraldb fp32", "onnxruntime fp32"), ("neuraldb fp32", "pytorch fp32"), ("neuraldb bf16", "onnxruntime fp32"),
    ("neuraldb bf16", "pytorch bf16"), ("neuraldb int8", "onnxruntime int8"), ("neuraldb int8", "onnxruntime fp32"),
    ("neuraldb exact", "faiss IndexFlatIP"), ("neuraldb exact", "usearch exact"), ("neuraldb exact", "sqlite-vec"),
    ("neuraldb stored", "faiss IndexFlatIP"), ("neuraldb stored", "usearch exact"), ("neuraldb stored", "sqlite-vec"),
    ("neuraldb stored", "SQLite FTS5"),
]


def sentences(count):
    """Deterministic short facts of about sixteen word pieces."""
    r = random.Random(7)
    names = "Sheryl Nick Teuvo Anna Bob Maria Pedro Alice Sarah Omar Wei Ingrid Kofi Lena Raj Yuki".split()
    cities = "Lisbon Paris Helsinki Boston Tokyo Nairobi Berlin Madrid Oslo Toronto Prague Lima".split()
    jobs = "nurse engineer teacher baker pilot lawyer farmer painter doctor clerk".split()
    things = "a red car,an old bicycle,two cats,a small bakery,a wooden boat,a black dog".split(",")
    for i in range(count):
        a, b = r.sample(names, 2)
        c, d, year, job, thing = (r.choice(cities), r.choice(cities), r.randint(1950, 2020), r.choice(jobs),
                                  r.choice(things))
        yield [f"{a} is married to {b} and lives in {c}.", f"In {year} {a} moved from {d} to {c} to work as a {job}.",
               f"{a}'s sister {b} owns {thing} and works as a {job}.",
               f"{a} was born in {c} in {year} and is the child of {b}.",
               f"The {job} {a} bought {thing} in {c} in {year}."][i % 5]


class Contestant:
    """One process that waits for its turn."""

    def __init__(self, name, cores, command):
        self.name, self.cores, self.times, self.memory, self.version = name, cores, [], 0, None
        # A few environments hold OpenBLAS to the kernels of another CPU: that is for ours to bear, not for theirs.
        ours = name.startswith("neuraldb")
        environment = {k: v for k, v in os.environ.items() if ours or not k.startswith("OPENBLAS_")}
        environment.update(OMP_NUM_THREADS=str(cores), TOKENIZERS_PARALLELISM="false", HF_HUB_OFFLINE="1",
                           PYTHONWARNINGS="ignore", TRANSFORMERS_VERBOSITY="error")
        allowed = sorted(os.sched_getaffinity(0))[:cores]
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                                        text=True, env=environment,
                                        preexec_fn=lambda: os.sched_setaffinity(0, allowed))

    def listen(self):
        words = self.process.stdout.readline().split()
        if not words:
            self.errors.seek(0)
            raise ChildProcessError(self.errors.read().strip()[-300:])
        if len(words) > 1:
            self.memory = float(words[1])
        if len(words) > 2:
            self.version = " ".join(words[2:])
        return words[0]

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.listen()

    def run(self):
        self.times.append(float(self.tell("run")))

    def save(self, kind):
        import numpy as np
        path = os.path.join(HERE, ".data", "saved")
        self.tell("save " + path)
        return np.fromfile(path, kind)

    def stop(self):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.errors.close()


def contest(commands, rounds, unit, scale, section, size=None):
    """Runs the contestants that start, in turn. Prints as it goes; gives rows, ratios and the contestants."""
    field = []
    for name, cores, command in commands:
        one = Contestant(name, cores, command)
        try:
            one.listen()
            field.append(one)
        except ChildProcessError as error:
            one.stop()
            print(f"{name}, {cores} cores: left out: {error}".replace("\n", " "), flush=True)
    for turn in range(rounds):
        for one in field if turn % 2 == 0 else reversed(field):
            one.run()
        print(f"{section} {size or ''} round {turn + 1} of {rounds}", flush=True)
    rows, ratios = [], []
    for one in field:
        values = sorted(scale(t) for t in one.times)
        row = dict(section=section, name=one.name, cores=one.cores, size=size, unit=unit, low=values[0],
                   value=statistics.median(values), high=values[-1], peakBytes=one.memory, version=one.version)
        rows.append(row)
        print(f"  {one.name:20} {one.cores} cores  {row['value']:10.3g} {unit}", flush=True)
    for ours, theirs in PAIRS:
        for a in field:
            for b in field:
                # sqlite-vec and FTS5 know one core only.
                if a.name == ours and b.name == theirs and a.cores == b.cores:
                    ratios.append(ratio(section, a, b, size))
    for a in field:
        for b in field:
            if a.name == b.name and a.cores == 2 and b.cores == 1:
                ratios.append(ratio(section, a, b, size))
    return rows, ratios, field


def ratio(section, ours, theirs, size):
    values = sorted(b / a for a, b in zip(ours.times, theirs.times))
    made = dict(section=section, ours=ours.name, theirs=theirs.name, cores=ours.cores, theirCores=theirs.cores,
                size=size, low=values[0], value=statistics.median(values), high=values[-1], pairs=len(values))
    print(f"  {ours.name} on {ours.cores} is {made['value']:.2f} x ({made['low']:.2f}-{made['high']:.2f}) "
          f"{theirs.name} on {theirs.cores}", flush=True)
    return made


def encoder(args, data):
    import numpy as np
    texts = list(sentences(args.sentences))
    with open(os.path.join(data, "sentences.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(texts))
    commands = []
    for cores in args.cores:
        for precision in ("fp32", "bf16", "int8"):
            commands.append((f"neuraldb {precision}", cores,
                             [args.benchmarks, "encoder-worker", "--precision", precision, "--cores", str(cores),
                              "--sentences", os.path.join(data, "sentences.txt")]))
        for name in ("onnxruntime fp32", "onnxruntime int8", "pytorch fp32", "pytorch bf16"):
            commands.append((name, cores, peer(args, data, name, cores)))
    rows, ratios, field = contest(commands, args.rounds, "sentences/s", lambda t: len(texts) / t, "encoder")
    truth = {one.name: one.save(np.float32).reshape(len(texts), -1) for one in field}
    reference = truth.get("onnxruntime fp32", truth.get("neuraldb fp32"))
    for row in rows:
        cosines = (truth[row["name"]] * reference).sum(1)
        row["cosineMean"], row["cosineLowest"] = float(cosines.mean()), float(cosines.min())
        print(f"  {row['name']:20} cosine to fp32 {row['cosineMean']:.5f}, lowest {row['cosineLowest']:.5f}")
    return rows, ratios, field


def search(args, data, size, cores):
    import numpy as np
    generator = np.random.default_rng(3)

    def write(name, count):
        path = os.path.join(data, name)
        x = generator.standard_normal((count, 384), dtype=np.float32)
        (x / np.linalg.norm(x, axis=1, keepdims=True)).tofile(path)
        return path
    vectors, queries = write(f"vectors-{size}.f32", size), write("queries.f32", args.queries)
    store = os.path.join(data, f"vectors-{size}.neuraldb")
    if cores == args.cores[0]:
        for end in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(store + end)
    ours = [args.benchmarks, "search-worker", "--vectors", vectors, "--queries", queries, "--cores", str(cores)]
    commands = [("neuraldb exact", cores, ours), ("neuraldb stored", cores, ours + ["--store", store])]
    names = ["faiss IndexFlatIP", "usearch exact"] + (["sqlite-vec", "SQLite FTS5"] if cores == 1 else [])
    commands += [(name, cores, peer(args, data, name, cores) + ["--size", str(size)]) for name in names]
    rows, ratios, field = contest(commands, args.rounds, "ms a query", lambda t: 1e3 * t / args.queries, "search", size)
    found = {one.name: one.save(np.int64).reshape(args.queries, -1) for one in field if one.name != "SQLite FTS5"}
    truth = found.get("faiss IndexFlatIP", found["neuraldb exact"])
    for row in rows:
        if row["name"] in found:
            hits = sum(len(set(a) & set(b)) for a, b in zip(found[row["name"]], truth))
            row["recall10"] = hits / truth.size
    return rows, ratios, field


def peer(args, data, name, cores):
    return [sys.executable, os.path.join(HERE, "peer_workers.py"), name, "--cores", str(cores), "--folder", args.model,
            "--data", data]


def stamp():
    def git(*words):
        return subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True).stdout.strip()
    info = dict(line.split(":", 1) for line in open("/proc/cpuinfo") if ":" in line)
    info = {k.strip(): v.strip() for k, v in info.items()}
    return dict(revision=git("rev-parse", "--short=12", "HEAD"),
                modified=bool(git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!Benchmarks/Results",
                                  ":!Documentation")),
                cpu=f"{info.get('model name')}, family {info.get('cpu family')}, model {info.get('model')}",
                cores=len(os.sched_getaffinity(0)), load=os.getloadavg()[0],
                date=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--benchmarks", default=os.path.join(HERE, ".build/release/benchmarks"))
    parser.add_argument("--model", default=os.environ.get("NEURALDB_MODEL") or os.path.join(ROOT, "Data/Models"))
    parser.add_argument("--only", nargs="*", default=["encoder", "search"], choices=["encoder", "search"])
    parser.add_argument("--rounds", type=int, default=0, help="alternated rounds; 7 unless given")
    parser.add_argument("--full", action="store_true", help="a million vectors too")
    parser.add_argument("--smoke", action="store_true", help="the least that shows that all of it runs")
    parser.add_argument("--json")
    args = parser.parse_args()
    args.rounds = args.rounds or (2 if args.smoke else 7)
    args.sentences, args.queries = (16, 2) if args.smoke else (400, 20)
    args.cores = [1, 2] if len(os.sched_getaffinity(0)) > 1 else [1]
    sizes = [2_000] if args.smoke else [10_000, 100_000] + ([1_000_000] if args.full else [])
    data = os.path.join(HERE, ".data")
    os.makedirs(data, exist_ok=True)
    os.environ["NEURALDB_MODEL"] = args.model = os.path.abspath(args.model)
    args.benchmarks = os.path.abspath(args.benchmarks)
    report = dict(machine=stamp(), rows=[], ratios=[])
    print(json.dumps(report["machine"]), flush=True)
    tasks = [lambda: encoder(args, data)] if "encoder" in args.only else []
    if "search" in args.only:
        tasks += [lambda size=size, cores=cores: search(args, data, size, cores) for size in sizes for cores in args.cores]
    for task in tasks:
        rows, ratios, field = task()
        for one in field:
            one.stop()
        report["rows"] += rows
        report["ratios"] += ratios
        if args.json:
            os.makedirs(os.path.dirname(os.path.abspath(args.json)), exist_ok=True)
            with open(args.json, "w") as file:
                json.dump(report, file, indent=1)


if __name__ == "__main__":
    main()
