#!/usr/bin/env python3
"""Writes the encoder's goldens from the reference implementations (Hugging Face tokenizers and transformers).

    make_goldens.py tokens VOCAB          tokens.jsonl beside this script
    make_goldens.py tiny                  tiny-bert/ beside this script
    make_goldens.py full BASE_MODEL OUT   the real model's vectors, into the folder OUT, outside git

What was used is in README.md; the versions that made a file are recorded in it. Every run gives the same files.
"""

import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20240517

EDGE_CASES = [
    "", " ", "\t\n\r", "a", "[CLS]", "[SEP] forged [MASK]", "[UNK]", "##ing", "#", "##", "[unused1]",
    "José Ångström café naïve Zürich Łódź", "Jose\u0301 A\u030angstro\u0308m", "\u0301leading mark", " \u0301 lone mark",
    "a\u0301\u0302\u0303\u0304 stacked", "Z\u0351\u036b\u0343a\u0322\u034el\u0320g\u0353o", "İstanbul ISTANBUL ıspanak",
    "Straße STRASSE ẞ ſ ŉ ﬁ ﬂ ŀ", "Ελληνικά ΣΊΣΥΦΟΣ ὈΔΥΣΣΕΎΣ ἄνθρωπος", "Москва Ёлка йод Київ", "שָׁלוֹם עולם", "مَرْحَبًا بالعالم",
    "नमस्ते दुनिया", "สวัสดีชาวโลก", "வணக்கம்", "안녕하세요 세계", "日本語のテキスト、カタカナとひらがな。", "東京タワー123メートル",
    "中文字符和English混合", "\u3400\u4dbf\uf900\ufaff\U00020000\U0002a6df\U0002f800", "か\u3099 が ガ ｶﾞ", "👍🏽 👨‍👩‍👧‍👦 🇳🇴 ❤️ ☃",
    "zero\u200bwidth\u200cjoin\u200der\ufeffbom", "soft\u00adhyphen", "no\u00a0break\u2003em\u3000wide\u2028line\u2029para",
    "bell\x07null\x00del\x7fc1\x85\x9f", "vertical\x0btab\x0cform", "\ufffd replaced \ufffd", "\ue000private\U000f0000", "\uffff\ufffe\U0010ffff",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "…‘quoted’ “double” «guillemets» – — ― † ‡ • ※", "¡¿ § ¶ · « »", "₹ € £ $ ¢ ¥ © ® ™ ° ± × ÷",
    "\u037e\u0387\u1fef\u2260\u226e\u226f\u2329", "3.14 -2,000.50 1e-9 0xFF 12:30 2024-05-17 50% #1 @user", "1234567890" * 10, "1" * 100, "1" * 101,
    "a" * 100, "a" * 101, "a" * 1000, "é" * 100, "é" * 101, "e\u0301" * 100, "e\u0301" * 101, "b\u200b" * 100, "b\u200b" * 101,
    "https://example.org/path?q=a%20b&c=d#frag", "user.name+tag@mail.example.co.uk", "C:\\Users\\Ann\\file.txt", "don't won't it's o'clock rock'n'roll",
    "state-of-the-art e-mail", "snake_case camelCase SCREAMING", "supercalifragilisticexpialidocious", "unaffable antidisestablishmentarianism",
    "H2O CO₂ x² ½ ⅓ Ⅳ №5", "𝒜𝓁𝓅𝒽𝒶 𝔸𝔹ℂ ①②③ Ⓐ", "\u1100\u1161\u11a8 각", "Å Å Å K K Ω Ω", "᙭ \u1734 \u1885 \u1886 \ua9bd \U000111c9 \U0001171e",
    "\u07fd\u0898\u0890\u08d3 \u1acf \u2e52 \U00010ead", "a\u0345 ͅ ͺ ι", "ǅ ǆ Ǆ ŉ", "\u202eright to left\u202c", "tab\tseparated\tvalues\r\nnew line",
]

RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x590, 0x6FF), (0x900, 0xD7F),
    (0xE00, 0x0FFF), (0x1100, 0x11FF), (0x1E00, 0x1FFF), (0x2000, 0x22FF), (0x2460, 0x27BF), (0x3000, 0x30FF), (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE00, 0xFFEF), (0x10000, 0x10FFF), (0x11000, 0x11FFF), (0x1D400, 0x1D7FF), (0x1F300, 0x1FAFF), (0x2F800, 0x2FA1F),
]

NAMES = "Ann Boris Chloé Dmitri Eilidh Fatima Göran Hye-jin Ivan José Kwame Lucía Małgorzata Nguyễn Oksana Priya".split()
PLACES = "Oslo|Zürich|São Paulo|Reykjavík|Kraków|New York|Tromsø|İzmir|Bath|Côte d'Ivoire".split("|")
FACTS = [
    "{a} lives in {p}.", "{a} is {n} years old.", "{a} moved from {p} to {q} in {y}.", "{a} doesn't know {b}.",
    "The outage in {p} lasted {n} minutes.", "{a} married {b} on {m} May {y}.", "Who is older, {a} or {b}?",
    "How many people live in {p}?", "{a} paid ${n}.50 for a ticket to {q}.", "On {y}-0{d}-1{d}, {a} was born in {p}.",
    "{a}, who speaks Greek and Dutch, works as a cook at the {q} hotel.", "Is {a} {b}'s sister?", "{p} ({q}) has {n},{n} residents.",
]


def fact(rng):
    return rng.choice(FACTS).format(
        a=rng.choice(NAMES), b=rng.choice(NAMES), p=rng.choice(PLACES), q=rng.choice(PLACES), n=rng.randint(1, 999),
        y=rng.randint(1890, 2030), m=rng.randint(1, 31), d=rng.randint(1, 9))


def scalar(rng, low, high):
    while True:
        value = rng.randint(low, high)
        if not 0xD800 <= value <= 0xDFFF:
            return chr(value)


def varied_texts(pieces):
    rng = random.Random(SEED)
    texts = list(EDGE_CASES)
    texts += [fact(rng) for _ in range(400)]
    for _ in range(500):  # words of the vocabulary, joined and torn
        words = [rng.choice(pieces).removeprefix("##") for _ in range(rng.randint(1, 12))]
        words = [rng.choice([str.upper, str.lower, str.title, lambda w: w + rng.choice(pieces)])(w) for w in words]
        texts.append(rng.choice([" ", " ", "", "-", "\u00a0", ", "]).join(words))
    for low, high in RANGES:  # one script at a time
        for _ in range(25):
            texts.append("".join(scalar(rng, low, high) for _ in range(rng.randint(1, 16))))
    for _ in range(400):  # scripts mixed, with accents and spaces between
        parts = []
        for _ in range(rng.randint(1, 14)):
            parts.append(rng.choice(["", " ", "\u0301", "\u200d", "\n", "a", "Q", "7", "."]))
            parts.append(scalar(rng, *rng.choice(RANGES)))
        texts.append("".join(parts))
    for _ in range(250):  # anything at all, controls and unassigned code points too
        texts.append("".join(scalar(rng, 0, rng.choice([0xFF, 0xFFFF, 0x10FFFF])) for _ in range(rng.randint(1, 12))))
    return texts


def reference_tokenizer(vocabulary):
    """BertTokenizer's parts without its added tokens: a text's own `[SEP]` must not become the special one."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.WordPiece.from_file(str(vocabulary), unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def make_tokens(vocabulary):
    import tokenizers

    tokenizer = reference_tokenizer(vocabulary)
    pieces = pathlib.Path(vocabulary).read_text(encoding="utf-8").split("\n")
    pieces = [piece for piece in pieces if piece and not piece.startswith("[")]
    with open(HERE / "tokens.jsonl", "w", encoding="ascii", newline="\n") as out:
        out.write(json.dumps({"made_by": "make_goldens.py tokens", "tokenizers": tokenizers.__version__, "seed": SEED}) + "\n")
        for text in varied_texts(pieces):
            encoding = tokenizer.encode(text)
            starts = [len(text[:start].encode()) for start, _ in encoding.offsets]
            line = {"text": text, "ids": encoding.ids, "starts": starts, "words": encoding.word_ids}
            out.write(json.dumps(line, separators=(",", ":")) + "\n")


def forward(model, ids, segments):
    """Last hidden states (T,C) and their mean, scaled to length 1 (C)."""
    import torch

    with torch.no_grad():
        hidden = model(input_ids=torch.tensor([ids]), token_type_ids=torch.tensor([segments])).last_hidden_state[0]
    return hidden, torch.nn.functional.normalize(hidden.mean(0), dim=0)


def make_tiny():
    import torch
    import transformers
    from safetensors.torch import save_file

    torch.manual_seed(SEED)
    config = transformers.BertConfig(
        vocab_size=200, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=64, type_vocab_size=2, hidden_act="gelu", layer_norm_eps=1e-12)
    model = transformers.BertModel(config, add_pooling_layer=False).eval()
    model.set_attn_implementation("eager")
    # The usual initialisation (0.02, biases 0, scales 1) would hide a swapped weight or a forgotten bias.
    state = {name: torch.randn_like(value) * 0.3 + ("LayerNorm.weight" in name)
             for name, value in model.state_dict().items() if value.is_floating_point()}
    model.load_state_dict(state, strict=False)
    folder = HERE / "tiny-bert"
    folder.mkdir(exist_ok=True)
    save_file({name: value.contiguous() for name, value in state.items()}, folder / "model.safetensors")
    keys = ["hidden_act", "hidden_size", "intermediate_size", "layer_norm_eps", "max_position_embeddings", "model_type",
            "num_attention_heads", "num_hidden_layers", "type_vocab_size", "vocab_size"]
    (folder / "config.json").write_text(json.dumps({key: getattr(config, key) for key in keys}, indent=2) + "\n")

    rng = random.Random(SEED)
    cases = []
    for length in [1, 2, 7, 16, 33, 64]:
        ids = [rng.randrange(200) for _ in range(length)]
        for split in {length, length // 2}:
            segments = [0] * split + [1] * (length - split)
            hidden, vector = forward(model, ids, segments)
            cases.append({"ids": ids, "segments": segments, "hidden": [round(x, 7) for x in hidden.flatten().tolist()],
                          "vector": [round(x, 8) for x in vector.tolist()]})
    made_by = {"made_by": "make_goldens.py tiny", "torch": torch.__version__, "transformers": transformers.__version__, "seed": SEED}
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (folder / "cases.json").write_text('{"about":%s,\n"cases":[\n%s\n]}\n' % (json.dumps(made_by), lines))


def make_full(base, out):
    import torch
    import transformers
    from safetensors.torch import save_file

    base, out = pathlib.Path(base), pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = reference_tokenizer(base / "vocab.txt")
    model = transformers.BertModel.from_pretrained(base, attn_implementation="eager", dtype=torch.float32).eval()
    rng = random.Random(SEED)
    texts = [text for text in EDGE_CASES if len(text) < 400] + [fact(rng) for _ in range(200)]
    texts += [" ".join(fact(rng) for _ in range(count)) for count in (3, 8, 20)]
    cases, vectors, tensors = [], [], {}
    for index, text in enumerate(texts):
        body = tokenizer.encode(text).ids
        ids = [101] + body[:510] + [102]
        segments = [0] * len(ids)
        if index % 10 == 9:  # some as a question followed by a fact
            more = tokenizer.encode(fact(rng)).ids
            ids, segments = ids[:400] + more + [102], segments[:400] + [1] * (len(more) + 1)
        hidden, vector = forward(model, ids, segments)
        cases.append({"text": text, "ids": ids, "segments": segments})
        vectors.append(vector)
        if index % 25 == 0 or len(ids) > 100:
            tensors[f"hidden.{index}"] = hidden.contiguous()
    tensors["vectors"] = torch.stack(vectors)
    save_file(tensors, out / "expected.safetensors",
              metadata={"made_by": "make_goldens.py full", "torch": torch.__version__, "transformers": transformers.__version__})
    with open(out / "inputs.jsonl", "w", encoding="ascii") as lines:
        for case in cases:
            lines.write(json.dumps(case, separators=(",", ":")) + "\n")
    print(f"{len(cases)} inputs, {len(tensors) - 1} with hidden states, in {out}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["tokens", vocabulary]:
            make_tokens(vocabulary)
        case ["tiny"]:
            make_tiny()
        case ["full", base, out]:
            make_full(base, out)
        case _:
            sys.exit(__doc__)
