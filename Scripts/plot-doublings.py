#!/usr/bin/env python3
"""Draws Documentation/doublings.svg from Documentation/doublings.csv: steps of 64 the shipped reader has had in all, and
how many of 1,142 questions of 40 held-out natural databases it answers when handed their facts (eval --support gold)."""
import csv
import math
import os

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Documentation")
with open(os.path.join(folder, "doublings.csv"), newline="") as file:
    points = [(int(row["steps"]), float(row["handed"]), row["decision"]) for row in csv.DictReader(file)]

width, height, left, right, top, bottom = 760, 400, 60, 30, 40, 50
low, high = math.log2(60_000), math.log2(280_000)
floor, ceiling = 0.64, 0.76


def x(steps):
    return left + (math.log2(steps) - low) / (high - low) * (width - left - right)


def y(score):
    return height - bottom - (score - floor) / (ceiling - floor) * (height - top - bottom)


# Least squares over the logarithm: what a doubling has bought so far.
logs = [math.log2(steps) for steps, _, _ in points]
mean, level = sum(logs) / len(logs), sum(score for _, score, _ in points) / len(points)
slope = sum((a - mean) * (p[1] - level) for a, p in zip(logs, points)) / sum((a - mean) ** 2 for a in logs)
last = points[-1]

out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
       f'<rect width="{width}" height="{height}" fill="white"/>',
       f'<text x="{left}" y="22" font-size="15">Natural databases held out, handed the facts, by steps of 64</text>']
for steps in (64_000, 128_000, 256_000):
    out.append(f'<path d="M{x(steps):.1f} {top}V{height - bottom}" stroke="#dee2e6"/>'
               f'<text x="{x(steps):.1f}" y="{height - bottom + 18}" text-anchor="middle">{steps:,}</text>')
for score in (0.65, 0.70, 0.75):
    out.append(f'<path d="M{left} {y(score):.1f}H{width - right}" stroke="#dee2e6"/>'
               f'<text x="{left - 6}" y="{y(score) + 4:.1f}" text-anchor="end">{score:.2f}</text>')
ends = (points[0][0], 2 * last[0])
line = " ".join(f"{x(steps):.1f},{y(level + slope * (math.log2(steps) - mean)):.1f}" for steps in ends)
out.append(f'<polyline points="{line}" fill="none" stroke="#c92a2a" stroke-dasharray="5 3"/>'
           f'<text x="{x(2 * last[0]) - 6:.1f}" y="{y(level + slope * (math.log2(2 * last[0]) - mean)) - 10:.1f}" '
           f'text-anchor="end" fill="#c92a2a">{slope:+.3f} a doubling</text>')
path = " ".join(f"{x(steps):.1f},{y(score):.1f}" for steps, score, _ in points)
out.append(f'<polyline points="{path}" fill="none" stroke="#1971c2" stroke-width="2"/>')
for place, (steps, score, decision) in enumerate(points):
    out.append(f'<circle cx="{x(steps):.1f}" cy="{y(score):.1f}" r="3" fill="#1971c2"/>'
               f'<text x="{x(steps) + 6:.1f}" y="{y(score) + (16 if place % 2 else 28):.1f}">decision {decision}</text>')
out.append("</svg>")
with open(os.path.join(folder, "doublings.svg"), "w") as file:
    file.write("\n".join(out) + "\n")
print(f"{slope:+.4f} a doubling of steps")
