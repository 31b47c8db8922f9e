#!/usr/bin/env python3
"""Writes trainer/: a tiny reader tower, examples, and the losses of its first ten updates, by PyTorch.

    make_trainer_goldens.py          trainer/ beside this script
    make_trainer_goldens.py check    also runs in fp32 and prints how far it is from the goldens

The encoder is transformers' BertModel; heads, loss, clipping, schedule and optimizers are written out again below, all
in fp64. What was used is in README.md; the versions are recorded in the files. Every run gives the same files.
"""

import json
import pathlib
import re
import sys

import numpy
import torch
import transformers
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20240611
STEPS = 10
CONFIG = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64, "vocab_size": 200,
          "max_position_embeddings": 64, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
OPTIONS = {"peak": 2e-3, "warmUp": 3, "steps": STEPS, "decay": 0.05, "clip": 1.0}
TAG_WEIGHT, PAIR_WEIGHT, PLAN_WEIGHT, SUCCESSION_WEIGHT, PAIR_SIZE = 0.3, 0.3, 0.5, 0.5, 64

# Cases of the Swift enums, in their order.
SUPPORT = ["irrelevant", "answers", "yes", "no", "partial"]
SPAN_ROLES = ["answer", "measure", "condition"]
QUESTION_ROLES = ["constant", "limit", "item"]
OPERATORS = ["set", "bool", "count", "min", "max", "argmin", "argmax", "sum", "avg"]
COUNTING = ["entities", "events"]
MEASURES = ["number", "date", "tally"]
COMPARATORS = [">", ">=", "<", "<=", "=", "between", "before", "after"]
LIMITS = ["none", "top", "rank"]
SUCCESSION = ["unrelated", "adds", "replaces", "ends", "precedes"]
HEADS = [("support", 5), ("tags", 9), ("pair_answer", PAIR_SIZE), ("pair_other", PAIR_SIZE), ("operation", 9), ("counting", 2),
         ("measure", 3), ("comparator", 9), ("limit", 3), ("question_tags", 9),
         ("several", 2), ("succession", len(SUCCESSION))]


def span(text, wanted, role):
    start = text.index(wanted)
    return {"role": role, "range": [start, start + len(wanted)]}


def reader(question, facts, support, spans=(), pairs=(), has_spans=True, succession=None):
    """`spans` as (role, fact, text)."""
    item = {"question": question, "facts": facts, "support": SUPPORT.index(support), "pairs": [list(pair) for pair in pairs]}
    if succession:
        item["succession"] = SUCCESSION.index(succession)
    if has_spans:
        item["spans"] = [span(facts[fact], text, SPAN_ROLES.index(role)) | {"fact": fact} for role, fact, text in spans]
    return item


def planner(question, spans=None, **labels):
    """`spans` as (role, text); a label that is not given is unknown."""
    item = {"question": question} | labels
    if spans is not None:
        item["spans"] = [span(question, text, QUESTION_ROLES.index(role)) for role, text in spans]
    return item


BOATS = "The Gull weighs 15 tons and the Heron 9 tons."
SHARDS = [
    [
        reader("Where does Ann live?", ["Ann lives in Oslo."], "answers", [("answer", 0, "Oslo")]),
        reader("Which boats weigh more than 12 tons?", [BOATS], "answers",
               [("answer", 0, "Gull"), ("condition", 0, "15 tons"), ("answer", 0, "Heron"), ("condition", 0, "9 tons")],
               [(0, 1), (2, 3)]),
        reader("Which country does Ann live in?", ["Ann lives in Oslo.", "Oslo is a city of Norway."], "answers",
               [("answer", 1, "Norway")]),
        reader("Which boats weigh more than 12 tons?", ["Ben likes green tea."], "irrelevant"),
        reader("Where does Ann live?", ["Ann lives in Oslo.", "Ann lives in Rome."], "answers", [("answer", 1, "Rome")],
               succession="replaces"),
        planner("How many boats weigh more than 12 tons?", [("constant", "12 tons")], operation="count",
                counting="entities", comparator=">", hasComparator=True, limit=0),
        planner("What are the three oldest boats of Norway?", [("limit", "three")], operation="argmin", counting="entities",
                measure="date", hasComparator=False, limit=1),
        planner("Where does Ben live?", operation="set", several=False),
    ],
    [
        reader("Does Ben like tea?", ["Ben likes green tea."], "yes"),
        reader("Does Ann live in Rome?", ["Ann lives in Oslo."], "no"),
        reader("Does Ben like tea?", ["Ben likes green tea.", "Ann lives in Oslo."], "yes", succession="unrelated"),
        reader("Which country does Ann live in?", ["Ann lives in Oslo."], "partial"),
        reader("What does Ben like?", ["Ben likes green tea, and Ann lives in Oslo."], "answers", has_spans=False),
        planner("Is the Gull heavier than the Heron?", [("item", "Gull"), ("item", "Heron")], operation="bool",
                measure="number", comparator=">", hasComparator=True, limit=0),
        planner("Which boat is the second oldest?", operation="argmin", measure="date", limit=2),
        planner("Which boats of Norway does Ann like?", operation="set", several=True),
    ],
]


def words(text):
    """Whole words and punctuation marks: every one is a piece of the vocabulary. As (word, start, end)."""
    return [(match.group().lower(), match.start(), match.end()) for match in re.finditer(r"\w+|[^\w\s]", text)]


def make_vocabulary():
    known = {word for shard in SHARDS for item in shard for text in [item["question"], *item.get("facts", [])]
             for word, _, _ in words(text)}
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + sorted(known)
    return pieces + [f"spare{index}" for index in range(CONFIG["vocab_size"] - len(pieces))]


def make_weights():
    """Every tensor in the tower's layout, q, k and v of a layer joined, in fp16 so that the frozen table is exact."""
    rng = numpy.random.default_rng(SEED)
    h, f = CONFIG["hidden_size"], CONFIG["intermediate_size"]
    shapes = {"embeddings.word_embeddings.weight": (CONFIG["vocab_size"], h),
              "embeddings.position_embeddings.weight": (CONFIG["max_position_embeddings"], h),
              "embeddings.token_type_embeddings.weight": (2, h),
              "embeddings.LayerNorm.weight": (h,), "embeddings.LayerNorm.bias": (h,)}
    for layer in range(CONFIG["num_hidden_layers"]):
        for name, rows, columns in [("attention.self.qkv", 3 * h, h), ("attention.output.dense", h, h),
                                    ("intermediate.dense", f, h), ("output.dense", h, f)]:
            shapes[f"encoder.layer.{layer}.{name}.weight"] = (rows, columns)
            shapes[f"encoder.layer.{layer}.{name}.bias"] = (rows,)
        for name in ["attention.output.LayerNorm", "output.LayerNorm"]:
            shapes[f"encoder.layer.{layer}.{name}.weight"] = shapes[f"encoder.layer.{layer}.{name}.bias"] = (h,)
    for name, outputs in HEADS:
        shapes[f"heads.{name}.weight"], shapes[f"heads.{name}.bias"] = (outputs, h), (outputs,)
    return {name: (rng.standard_normal(shape) * 0.2 + name.endswith("LayerNorm.weight")).astype(numpy.float16)
            for name, shape in shapes.items()}


class Trainer:
    def __init__(self, weights, vocabulary, dtype):
        self.ids = {piece: index for index, piece in enumerate(vocabulary)}
        config = transformers.BertConfig(
            **CONFIG, hidden_act="gelu", hidden_dropout_prob=0, attention_probs_dropout_prob=0, attn_implementation="eager")
        self.bert = transformers.BertModel(config, add_pooling_layer=False).to(dtype)
        self.weights = {name: torch.tensor(value.astype(numpy.float64), dtype=dtype) for name, value in weights.items()}
        self.trained = {name: value.requires_grad_() for name, value in self.weights.items() if "word_embeddings" not in name}
        self.moments = {name: (torch.zeros_like(value), torch.zeros_like(value)) for name, value in self.trained.items()}

    def states(self, ids, segments):
        state = {}
        for name, value in self.weights.items():
            if ".qkv." in name:
                for part, piece in zip(["query", "key", "value"], value.chunk(3)):
                    state[name.replace("qkv", part)] = piece
            elif not name.startswith("heads."):
                state[name] = value
        inputs = {"input_ids": torch.tensor([ids]), "token_type_ids": torch.tensor([segments])}
        return torch.func.functional_call(self.bert, state, kwargs=inputs).last_hidden_state[0]

    def head(self, name, row):
        return self.weights[f"heads.{name}.weight"] @ row + self.weights[f"heads.{name}.bias"]

    def classify(self, name, row, label):
        return torch.nn.functional.cross_entropy(self.head(name, row)[None], torch.tensor([label]))

    def tag(self, name, row, labels):
        """Three independent O, B, I decisions, one a role."""
        return torch.nn.functional.cross_entropy(self.head(name, row).view(3, 3), torch.tensor(labels), reduction="sum")

    def item_loss(self, item):
        """Parts (support, tags, pairs, plan, succession) of one item, before the weight of an item."""
        ids, segments, places = [self.ids["[CLS]"]], [], []
        for index, text in enumerate([item["question"], *item.get("facts", [])]):
            places.append([(len(ids) + position, start, end) for position, (_, start, end) in enumerate(words(text))])
            ids += [self.ids[word] for word, _, _ in words(text)] + [self.ids["[SEP]"]]
            segments += [min(index, 1)] * (len(ids) - len(segments))
        states = self.states(ids, segments)
        support = tags = pairs = plan = succession = torch.zeros((), dtype=states.dtype)
        spans = item.get("spans")
        if "support" in item:
            support = self.classify("support", states[0], item["support"])
            if "succession" in item:
                succession = SUCCESSION_WEIGHT * self.classify("succession", states[0], item["succession"])
            if spans is None or item["support"] != SUPPORT.index("answers"):
                return support, tags, pairs, plan, succession
            labels, firsts = self.mark(spans, places[1:])
            tags = TAG_WEIGHT * sum(self.tag("tags", states[token], label) for token, label in labels.items())
            belong = {tuple(pair) for pair in item["pairs"]}
            answers = [index for index, one in enumerate(spans) if one["role"] == 0]
            others = [index for index, one in enumerate(spans) if one["role"] != 0]
            losses = [self.pair(states[firsts[a]], states[firsts[o]], (a, o) in belong) for a in answers for o in others]
            pairs = PAIR_WEIGHT * sum(losses) / max(len(losses), 1) + pairs
        else:
            if spans is not None:
                labels, _ = self.mark([one | {"fact": 0} for one in spans], places)
                plan = TAG_WEIGHT * sum(self.tag("question_tags", states[token], label) for token, label in labels.items())
            for name, cases in [("operation", OPERATORS), ("counting", COUNTING), ("measure", MEASURES)]:
                if name in item:
                    plan = plan + PLAN_WEIGHT * self.classify(name, states[0], cases.index(item[name]))
            if "limit" in item:
                plan = plan + PLAN_WEIGHT * self.classify("limit", states[0], item["limit"])
            if "several" in item:
                plan = plan + PLAN_WEIGHT * self.classify("several", states[0], int(item["several"]))
            if "hasComparator" in item:
                label = COMPARATORS.index(item["comparator"]) + 1 if item["hasComparator"] else 0
                plan = plan + PLAN_WEIGHT * self.classify("comparator", states[0], label)
        return support, tags, pairs, plan, succession

    def pair(self, answer, other, together):
        logit = self.head("pair_answer", answer) @ self.head("pair_other", other) / PAIR_SIZE**0.5
        return torch.nn.functional.binary_cross_entropy_with_logits(logit, torch.full_like(logit, float(together)))

    @staticmethod
    def mark(spans, places):
        """B on the first word a span touches, I on the others; the token of each span's first word."""
        labels = {token: [0, 0, 0] for text in places for token, _, _ in text}
        firsts = []
        for one in spans:
            begin, end = one["range"]
            touched = [token for token, start, stop in places[one["fact"]] if start < end and begin < stop]
            for token in touched:
                labels[token][one["role"]] = 1 if token == touched[0] else 2
            firsts.append(touched[0])
        return labels, firsts

    def update(self, step, optimizer):
        """One update on all items, each of the same weight; the loss before it and its parts."""
        count = sum(len(shard) for shard in SHARDS)
        parts = [sum(column) / count for column in zip(*(self.item_loss(item) for shard in SHARDS for item in shard))]
        loss = sum(parts)
        gradients = dict(zip(self.trained, torch.autograd.grad(loss, list(self.trained.values()))))
        norm = sum(float((gradient**2).sum()) for gradient in gradients.values()) ** 0.5
        clip = min(1.0, OPTIONS["clip"] / norm)
        with torch.no_grad():
            for name, value in self.trained.items():
                self.apply(value, *self.moments[name], gradients[name] * clip, step, optimizer)
        return loss.item(), [part.item() for part in parts], norm

    @staticmethod
    def apply(weight, first, second, gradient, step, optimizer):
        rate, beta1, beta2 = learning_rate(step), 0.9, 0.98
        decay = OPTIONS["decay"] if weight.dim() > 1 else 0
        first.mul_(beta1).add_(gradient, alpha=1 - beta1)
        if optimizer == "adamw":
            epsilon = 1e-8
            second.mul_(beta2).add_(gradient**2, alpha=1 - beta2)
        else:
            epsilon = 1e-14
            second.mul_(beta2).add_((gradient - first) ** 2, alpha=1 - beta2).add_(epsilon)
        change = (first / (1 - beta1**step)) / ((second / (1 - beta2**step)).sqrt() + epsilon)
        weight.mul_(1 - rate * decay).sub_(rate * change)


def learning_rate(step):
    peak, warm_up, steps = OPTIONS["peak"], OPTIONS["warmUp"], OPTIONS["steps"]
    if step < warm_up:
        return peak * step / warm_up
    return peak * max((steps - step) / (steps - warm_up), 0.05)


def run(weights, vocabulary, optimizer, dtype):
    trainer = Trainer(weights, vocabulary, dtype)
    return [trainer.update(step, optimizer) for step in range(1, STEPS + 1)]


def main(check):
    torch.set_num_threads(1)
    vocabulary, weights = make_vocabulary(), make_weights()
    losses = {}
    for optimizer in ["adamw", "adabelief"]:
        steps = run(weights, vocabulary, optimizer, torch.float64)
        losses[optimizer] = [round(loss, 9) for loss, _, _ in steps]
        if check:
            print(optimizer, losses[optimizer], "norms", [round(norm, 2) for _, _, norm in steps])
            single = run(weights, vocabulary, optimizer, torch.float32)
            print("  fp32 differs by", max(abs(a[0] / b[0] - 1) for a, b in zip(single, steps)))
    folder = HERE / "trainer"
    folder.mkdir(exist_ok=True)
    about = {"made_by": "make_trainer_goldens.py", "torch": torch.__version__, "transformers": transformers.__version__,
             "seed": str(SEED)}
    save_file(weights, folder / "model.safetensors", metadata=about)
    (folder / "model.safetensors").chmod(0o644)
    fields = {"about": about, "configuration": CONFIG, "options": OPTIONS, "losses": losses,
              "firstParts": [round(part, 9) for part in steps[0][1]]}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in fields.items()]
    shards = ",\n".join("[\n  " + ",\n  ".join(json.dumps(item) for item in shard) + "\n]" for shard in SHARDS)
    lines += [f'"shards": [\n{shards}\n]', f'"vocabulary": {json.dumps(vocabulary)}']
    (folder / "cases.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(check="check" in sys.argv[1:])
