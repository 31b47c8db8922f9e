"""Plots and tables of Documentation/Performance.md from the JSON that `make bench` and `make bench-peers` wrote.

    python3 Benchmarks/report.py RESULTS DOCUMENTATION        (--check: a small test of this script itself)

Needs nothing but Python. A table stands between `<!-- table NAME -->` and `<!-- end -->`; no figure is written by hand.
"""
import json
import math
import os
import re
import sys

COLOURS = ["#0b6e99", "#d9480f", "#2b8a3e", "#862e9c", "#c2255c", "#5c940d", "#495057"]


def figure(value):
    """Three significant digits, and all before the point."""
    if value is None:
        return ""
    if value == 0:
        return "0"
    return f"{value:,.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


def count(value):
    return "" if value is None else f"{value:,}"


# ---------------------------------------------------------------- plots
def ticks(low, high):
    return [10.0 ** e for e in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def plot(title, unit, lines, horizontal="facts stored"):
    """A log-log SVG of {name: [(size, value)]}."""
    points = [p for line in lines.values() for p in line if p[1] > 0]
    if not points:
        return None
    width, height, left, right, top, bottom = 760, 420, 70, 230, 40, 50
    xs, ys = ticks(min(p[0] for p in points), max(p[0] for p in points)), ticks(min(p[1] for p in points),
                                                                               max(p[1] for p in points))
    if len(xs) == 1:
        xs.append(xs[0] * 10)
    if len(ys) == 1:
        ys.append(ys[0] * 10)

    def place(value, scale, start, end):
        low, high = math.log10(scale[0]), math.log10(scale[-1])
        return start + (math.log10(value) - low) / (high - low) * (end - start)

    def x(value):
        return place(value, xs, left, width - right)

    def y(value):
        return place(value, ys, height - bottom, top)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
           f'font-size="12">', f'<rect width="{width}" height="{height}" fill="white"/>',
           f'<text x="{left}" y="22" font-size="15">{escape(title)}</text>']
    for value in xs:
        out.append(f'<path d="M{x(value):.1f} {top}V{height - bottom}" stroke="#dee2e6"/>'
                   f'<text x="{x(value):.1f}" y="{height - bottom + 18}" text-anchor="middle">{value:,.0f}</text>')
    for value in ys:
        out.append(f'<path d="M{left} {y(value):.1f}H{width - right}" stroke="#dee2e6"/>'
                   f'<text x="{left - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}</text>')
    out.append(f'<text x="{(left + width - right) / 2}" y="{height - 12}" text-anchor="middle">{horizontal}</text>'
               f'<text transform="translate(16 {height / 2}) rotate(-90)" text-anchor="middle">{escape(unit)}</text>')
    for index, (name, line) in enumerate(lines.items()):
        colour = COLOURS[index % len(COLOURS)]
        dash = ' stroke-dasharray="5 3"' if index >= len(COLOURS) else ""
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in sorted(line) if b > 0)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        out += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}"/>' for a, b in line if b > 0]
        out.append(f'<text x="{width - right + 12}" y="{top + 10 + 18 * index}" fill="{colour}">{escape(name)}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def plots(bench, peers):
    """(file, title, unit, lines) of each plot that the rows allow."""
    questions, scans, theirs = {}, {}, {}
    for row in bench.get("rows", []):
        metrics = {m["name"]: m["value"] for m in row["metrics"]}
        if row["section"] == "questions":
            questions.setdefault(row["name"], []).append((row["size"], metrics["ms p50"]))
        if row["section"] == "search" and "ms a query" in metrics:
            scans.setdefault(f"{row['name']}, {cores(row['cores'])}", []).append((row["size"], metrics["ms a query"]))
    for row in peers.get("rows", []):
        if row["section"] == "search":
            theirs.setdefault(f"{row['name']}, {cores(row['cores'])}", []).append((row["size"], row["value"]))
    return [("performance-questions.svg", "A question's median, by facts stored", "ms", questions),
            ("performance-search.svg", "Vector search, 384 numbers, ten nearest", "ms a query", scans),
            ("performance-peers.svg", "Vector search, ours and others in turn", "ms a query", theirs)]


# ---------------------------------------------------------------- tables
def cores(number):
    return "1 core" if number == 1 else f"{number} cores"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) if rows else "Not measured yet."


def section(report, names):
    def shown(metric):
        text = f"{figure(metric['value'])} {metric['name']}"
        spread = metric.get("low") is not None and metric.get("runs", 0) > 1
        return text + (f" ({figure(metric['low'])}-{figure(metric['high'])})" if spread else "")
    return table(["", "cores", "stored", "median (range)"],
                 [[row["name"], str(row["cores"]), count(row.get("size")), ", ".join(map(shown, row["metrics"]))]
                  for row in report.get("rows", []) if row["section"] in names])


def ratios(report, name):
    return table(["ours", "theirs", "vectors", "times as fast (range)"],
                 [[f"{r['ours']}, {cores(r['cores'])}", f"{r['theirs']}, {cores(r['theirCores'])}",
                   count(r.get("size")), f"**{figure(r['value'])}** ({figure(r['low'])}-{figure(r['high'])})"]
                  for r in report.get("ratios", []) if r["section"] == name])


def contestants(report):
    def quality(row):
        if "cosineMean" in row:
            return f"cosine to fp32 {row['cosineMean']:.5f}, lowest {row['cosineLowest']:.5f}"
        return f"recall@10 {row['recall10']:.4f}" if "recall10" in row else ""
    return table(["", "cores", "vectors", "median (range)", "peak MB", "version", ""],
                 [[r["name"], str(r["cores"]), count(r.get("size")),
                   f"{figure(r['value'])} {r['unit']} ({figure(r['low'])}-{figure(r['high'])})",
                   count(round(r["peakBytes"] / 1e6)), r.get("version") or "", quality(r)]
                  for r in report.get("rows", [])])


def stamp(report):
    machine = report.get("machine")
    if not machine:
        return "Not measured yet."
    blas = f", OpenBLAS kernels {machine['openBLAS']}" if "openBLAS" in machine else ""
    return (f"{machine['date'][:10]}, revision {machine['revision']}{' with changes' if machine['modified'] else ''}, "
            f"{machine['cpu']}, {cores(machine['cores'])}{blas}, load {figure(machine['load'])} at the start.")


def tables(bench, peers):
    made = {name: section(bench, [name]) for name in
            ("encoder", "tokenizer", "ingest", "search", "questions", "start", "memory")}
    made["peers"] = contestants(peers)
    for name, title, _, lines in plots(bench, peers):
        if lines:
            place = name.removeprefix("performance-").removesuffix(".svg")
            made[place] = f"![{title}]({name})\n\n{made.get(place, '')}"
    made.update({"machine": stamp(bench), "peers-machine": stamp(peers), "encoder-ratios": ratios(peers, "encoder"),
                 "search-ratios": ratios(peers, "search")})
    return made


def fill(text, made):
    """The page with each marked table replaced."""
    def replaced(match):
        if match[1] not in made:
            raise SystemExit(f"no table is called {match[1]}")
        return f"<!-- table {match[1]} -->\n\n{made[match[1]]}\n\n<!-- end -->"
    return re.sub(r"<!-- table (\S+) -->.*?<!-- end -->", replaced, text, flags=re.S)


def check():
    rows = [dict(section="questions", name="lookup", cores=2, size=size, metrics=[dict(name="ms p50", value=ms)])
            for size, ms in ((1000, 40.0), (10_000, 50.0))]
    bench = dict(rows=rows)
    name, title, unit, lines = plots(bench, {})[0]
    svg = plot(title, unit, lines)
    assert svg.count("<circle") == 2 and "lookup" in svg
    page = fill("a\n<!-- table questions -->\nold\n<!-- end -->\nb", tables(bench, {}))
    assert "old" not in page and "40.0 ms p50" in page and page.endswith("b")
    assert page == fill(page, tables(bench, {}))
    print("ok")


def load(folder, name):
    path = os.path.join(folder, name)
    return json.load(open(path)) if os.path.exists(path) else {}


def main():
    if sys.argv[1:] == ["--check"]:
        return check()
    results, documentation = sys.argv[1:3]
    bench, peers = load(results, "bench.json"), load(results, "peers.json")
    for name, title, unit, lines in plots(bench, peers):
        svg = plot(title, unit, lines)
        if svg:
            with open(os.path.join(documentation, name), "w") as file:
                file.write(svg)
    page = os.path.join(documentation, "Performance.md")
    text = open(page).read()
    with open(page, "w") as file:
        file.write(fill(text, tables(bench, peers)))


if __name__ == "__main__":
    main()
