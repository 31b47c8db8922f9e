#!/usr/bin/env python3
"""What more training bought: every reader that was shipped, scored by today's command, against the examples it had seen.

    Scripts/training-curve.py OUT.svg SUITE...

Takes each commit's `Data/Models` from git, sets `supersedes` to the value of the newest (older fits bound it so tightly that
hardly anything was replaced, which is no matter of training), and runs `neuraldb eval`. Prints a table, writes the plot.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
NEURALDB = ROOT / ".build/release/neuraldb"
# Commit that shipped the weights, and examples drawn by then, as the model card counts them.
READERS = [
    ("3763ab6", 2_112_000),
    ("014fe9e", 3_161_600),
    ("214b790", 3_552_000),
    ("76d8ed2", 3_808_000),
    ("af37f00", 4_102_400),
    ("22b6661", 5_446_400),
    ("d4948d6", 5_726_400),
]
COLOURS = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e"]


def models(folder, commit):
    """The model as it was at a commit; None is as it is in the work tree."""
    if commit is None:
        return ROOT / "Data/Models"
    target = folder / commit
    target.mkdir()
    archive = subprocess.run(["git", "-C", ROOT, "archive", commit, "Data/Models"], capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", target], input=archive.stdout, check=True)
    now = json.loads((ROOT / "Data/Models/thresholds.json").read_text())
    file = target / "Data/Models/thresholds.json"
    thresholds = json.loads(file.read_text())
    thresholds["supersedes"] = now["supersedes"]
    file.write_text(json.dumps(thresholds))
    return target / "Data/Models"


def score(model, suite):
    run = subprocess.run(
        [NEURALDB, "eval", "--model", model, "--json", suite], capture_output=True, text=True, check=True)
    report = json.loads(run.stdout)
    return report["exact_match"], report["queries"]


def plot(points, names):
    """Exact match against the logarithm of examples: a doubling is the same way to the right everywhere."""
    width, height, left, bottom = 640, 360, 60, 320
    low, high = math.log2(points[0][0]), math.log2(points[-1][0])
    def x(examples): return left + (math.log2(examples) - low) / (high - low) * (width - left - 150)
    def y(value): return bottom - (value - 0.4) / 0.6 * (bottom - 20)
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">']
    for tenth in range(4, 11):
        svg.append(f'<path d="M{left} {y(tenth / 10):.1f}H{width - 150}" stroke="#ddd"/>')
        svg.append(f'<text x="{left - 8}" y="{y(tenth / 10) + 4:.1f}" text-anchor="end">{tenth / 10}</text>')
    for examples, _ in points:
        svg.append(f'<text x="{x(examples):.1f}" y="{bottom + 18}" text-anchor="middle">{examples / 1e6:.1f}</text>')
    svg.append(f'<text x="{(width - 150) / 2}" y="{bottom + 36}" text-anchor="middle">millions of examples drawn (logarithmic)</text>')
    for index, name in enumerate(names):
        line = " ".join(f"{x(examples):.1f},{y(values[index]):.1f}" for examples, values in points)
        colour = COLOURS[index % len(COLOURS)]
        svg.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        svg.append(f'<text x="{width - 142}" y="{y(points[-1][1][index]) + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join(svg + ["</svg>", ""])


def main():
    if len(sys.argv) < 3:
        sys.exit(f"usage: {sys.argv[0]} OUT.svg SUITE...")
    suites = sys.argv[2:]
    names = [pathlib.Path(suite).stem for suite in suites]
    points = []
    with tempfile.TemporaryDirectory() as folder:
        print("| reader of | examples | " + " | ".join(names) + " |")
        for commit, examples in READERS:
            model = models(pathlib.Path(folder), commit)
            values = [score(model, suite)[0] for suite in suites]
            points.append((examples, values))
            print(f"| `{commit}` | {examples:,} | " + " | ".join(f"{value:.3f}" for value in values) + " |", flush=True)
    pathlib.Path(sys.argv[1]).write_text(plot(points, names))


main()
