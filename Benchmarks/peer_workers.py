"""What people use today, each as a process that peers.py tells what to do line by line.

    python peer_workers.py NAME --cores N --folder MODEL --data FOLDER [--size N]

Prints `ready BYTES` (peak memory), then for each line `run` the seconds of one round and the peak memory, and for
`save FILE` writes what the last round made: fp32 vectors, or int64 ids from 1, ten a query.
"""
import argparse
import os
import resource
import sys
import time

import numpy as np


# ---------------------------------------------------------------- sentences to vectors
def batches(args, size=64):
    """Ids and masks, sentences of like length together, and their places in the file. Tokenising is not timed."""
    from tokenizers import BertWordPieceTokenizer
    tokenizer = BertWordPieceTokenizer(os.path.join(args.folder, "vocab.txt"), lowercase=True)
    texts = open(os.path.join(args.data, "sentences.txt"), encoding="utf-8").read().splitlines()
    ids = [e.ids for e in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    made = []
    for start in range(0, len(order), size):
        some = order[start:start + size]
        longest = max(len(ids[i]) for i in some)
        table, mask = np.zeros((2, len(some), longest), np.int32)
        for row, i in enumerate(some):
            table[row, :len(ids[i])] = ids[i]
            mask[row, :len(ids[i])] = 1
        made.append((table, mask))
    return made, np.argsort(np.array(order))


def onnx(args, int8):
    import onnxruntime
    from bert_onnx import files
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = args.cores
    session = onnxruntime.InferenceSession(files(args.folder, args.data)[int8], options,
                                           providers=["CPUExecutionProvider"])
    work, places = batches(args)
    return (lambda: [session.run(None, {"ids": a, "mask": m})[0] for a, m in work],
            lambda found: np.concatenate(found)[places], onnxruntime.__version__)


def torch(args, bf16):
    import torch
    from bert_onnx import weights
    from transformers import BertConfig, BertModel
    torch.set_num_threads(args.cores)
    model = BertModel(BertConfig.from_json_file(os.path.join(args.folder, "config.json")), add_pooling_layer=False)
    state = {}
    for name, value in weights(args.folder).items():
        if ".qkv." in name:
            for part, piece in zip(("query", "key", "value"), np.split(value, 3)):
                state[name.replace("qkv", part)] = torch.from_numpy(piece.copy())
        else:
            state[name] = torch.from_numpy(value)
    print(model.load_state_dict(state, strict=False), file=sys.stderr)
    model = model.eval().to(torch.bfloat16 if bf16 else torch.float32)
    work, places = batches(args)
    work = [(torch.from_numpy(a.astype(np.int64)), torch.from_numpy(m.astype(np.int64))) for a, m in work]

    def run():
        with torch.inference_mode():
            made = []
            for ids, mask in work:
                hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
                total = (hidden * mask.unsqueeze(-1)).sum(1)
                made.append(torch.nn.functional.normalize(total, dim=1))
            return made
    return run, lambda found: torch.cat(found).numpy()[places], torch.__version__


# ---------------------------------------------------------------- vectors to neighbours
def vectors(args):
    x = np.fromfile(os.path.join(args.data, f"vectors-{args.size}.f32"), np.float32).reshape(-1, 384)
    return x, np.fromfile(os.path.join(args.data, "queries.f32"), np.float32).reshape(-1, 384)


def faiss(args):
    import faiss
    faiss.omp_set_num_threads(args.cores)
    x, queries = vectors(args)
    index = faiss.IndexFlatIP(384)
    index.add(x)
    del x
    return (lambda: [index.search(q[None], 10)[1] for q in queries], lambda found: np.concatenate(found) + 1,
            faiss.__version__)


def usearch(args):
    import usearch
    from usearch.index import MetricKind, search
    x, queries = vectors(args)
    return (lambda: [search(x, q, 10, MetricKind.IP, exact=True, threads=args.cores).keys for q in queries],
            lambda found: np.stack(found).astype(np.int64) + 1, usearch.__version__)


def sqlite_vec(args):
    import apsw
    import sqlite_vec
    x, queries = vectors(args)
    database = apsw.Connection(":memory:")
    database.enable_load_extension(True)
    database.load_extension(sqlite_vec.loadable_path())
    database.execute("CREATE VIRTUAL TABLE v USING vec0(e float[384])")
    with database:
        database.executemany("INSERT INTO v(rowid, e) VALUES (?, ?)", ((i + 1, r.tobytes()) for i, r in enumerate(x)))
    del x
    sql = "SELECT rowid FROM v WHERE e MATCH ? AND k = 10 ORDER BY distance"
    return (lambda: [[r for r, in database.execute(sql, (q.tobytes(),))] for q in queries],
            lambda found: np.array(found, np.int64), database.execute("SELECT vec_version()").fetchone()[0])


def fts5(args):
    """Not the same answer, but what one has without a model: the ten best of an OR of a question's words."""
    import apsw
    from peers import sentences
    database = apsw.Connection(":memory:")
    database.execute("CREATE VIRTUAL TABLE f USING fts5(x)")
    with database:
        database.executemany("INSERT INTO f(x) VALUES (?)", ((s,) for s in sentences(args.size)))
    questions = [f"{name} OR {town} OR {job}" for name, town, job in zip(
        "Sheryl Nick Teuvo Anna Bob".split() * 4, "Lisbon Paris Helsinki Boston".split() * 5,
        "nurse engineer teacher baker pilot".split() * 4)]
    sql = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT 10"
    return (lambda: [[r for r, in database.execute(sql, (q,))] for q in questions],
            lambda found: np.array(found, np.int64), apsw.sqlite_lib_version())


WORKERS = {
    "onnxruntime fp32": lambda args: onnx(args, 0), "onnxruntime int8": lambda args: onnx(args, 1),
    "pytorch fp32": lambda args: torch(args, False), "pytorch bf16": lambda args: torch(args, True),
    "faiss IndexFlatIP": faiss, "usearch exact": usearch, "sqlite-vec": sqlite_vec, "SQLite FTS5": fts5,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=WORKERS)
    parser.add_argument("--cores", type=int, required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--size", type=int, default=0)
    args = parser.parse_args()
    run, save, version = WORKERS[args.name](args)
    found = run()

    def say(what):
        print(what, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, version, flush=True)

    say("ready")
    for line in sys.stdin:
        verb, _, rest = line.strip().partition(" ")
        if verb == "run":
            begin = time.perf_counter()
            found = run()
            say(time.perf_counter() - begin)
        elif verb == "save":
            save(found).tofile(rest)
            say("saved")


if __name__ == "__main__":
    main()
