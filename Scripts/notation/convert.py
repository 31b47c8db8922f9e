#!/usr/bin/env python3
"""Turns the short notation of GUIDE.md into the JSON lines of Data/Natural and Data/Roles, and checks it.

    convert.py natural FILE.txt... > Data/Natural/NAME.jsonl
    convert.py roles FILE.txt... > Data/Roles/NAME.jsonl

Every fault goes to stderr with file and line; the exit code is 1 when there was one, and a database, question or fact
with a fault is left out. What this cannot see (`neuraldb train check`) comes after it.
"""

import json
import re
import sys

CLASSES = ["unrelated", "adds", "replaces", "ends"]
TYPES = ["set", "bool", "count", "min", "max", "argmin", "argmax", "sum", "avg"]
COMPARATORS = [">", ">=", "<", "<=", "=", "between", "before", "after"]
ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = dict(zip(ONES.split(), range(1, 20))) | dict(zip(TENS.split(), range(20, 100, 10)))
POWERS = {"hundred": 100, "thousand": 1000, "million": 10**6}


def stands(span, text):
    """Whether the span stands in the text between word boundaries."""
    for match in re.finditer(re.escape(span), text):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        if not (before.isalnum() and span[0].isalnum()) and not (after.isalnum() and span[-1].isalnum()):
            return True
    return False


def number(span):
    """The first number of a span, or None where it is a date, a time of day or no number at all."""
    if re.search(r"\d[:/]\d", span):
        return None
    found = re.search(r"-?\d[\d,]*(?:\.\d+)?", span)
    if found:
        return float(found.group().replace(",", "")) if len(re.findall(r"\d[\d,.]*", span)) == 1 else None
    return None if re.search("half|quarter|dozen", span) else spelled(re.findall(r"[a-z]+", span.lower()))


def spelled(words):
    """The first number that the words spell (*two hundred and twenty-four*), or None."""
    total, part, begun = 0, 0, False
    for index, word in enumerate(words):
        if word in WORDS:
            part, begun = part + WORDS[word], True
        elif word == "hundred" and begun:
            part *= 100
        elif word in POWERS and begun:
            total, part = total + part * POWERS[word], 0
        elif begun and not (word == "and" and words[index + 1 : index + 2] and words[index + 1] in WORDS):
            break
    return float(total + part) if begun else None


def written(value):
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0").rstrip(".")


class Fault(Exception):
    pass


class Reader:
    def __init__(self):
        self.faults = 0
        self.place = ""

    def complain(self, text):
        self.faults += 1
        print(f"{self.place}: {text}", file=sys.stderr)


class Natural(Reader):
    """One database after another: see GUIDE.md."""

    def read(self, paths):
        for path in paths:
            database = None
            question = None
            for index, line in enumerate(open(path, encoding="utf-8"), 1):
                line = line.strip()
                place = f"{path}:{index}"
                if not line or line.startswith("#"):
                    continue
                try:
                    if line.startswith("== "):
                        yield from self.finish(database, question)
                        database = {"domain": line[3:].strip(), "facts": [], "queries": [], "updates": []}
                        question, inFacts, ids = None, True, {}
                    elif database is None:
                        raise Fault("a database begins with '== domain'")
                    elif line == "--":
                        inFacts = False
                    elif inFacts:
                        identifier, _, text = line.partition(" ")
                        if not identifier.isdigit() or not text.strip():
                            raise Fault("a fact is 'NUMBER text'; '--' ends the facts")
                        if int(identifier) != len(database["facts"]) + 1:
                            raise Fault(f"fact {identifier} should be {len(database['facts']) + 1}")
                        database["facts"].append(text.strip())
                    elif line.startswith("?"):
                        self.end(database, question)
                        question = self.head(line[1:].strip())
                        question["place"] = place
                    elif line.startswith("~"):
                        self.end(database, question)
                        question = None
                        database["updates"].append(self.update(line[1:].strip(), database["facts"]))
                    elif question is not None:
                        self.evidence(line, question, database["facts"])
                    else:
                        raise Fault("what is this line?")
                except Fault as fault:
                    self.place = place
                    self.complain(str(fault))
                    if line.startswith("?"):
                        question = None
                    elif question is not None:
                        question["bad"] = True
            yield from self.finish(database, question)

    def finish(self, database, question):
        if database is None:
            return
        self.end(database, question)
        if not database["updates"]:
            del database["updates"]
        yield database

    def head(self, text):
        question, bar, head = text.rpartition("|")
        if not bar:
            raise Fault("a question is '? question | type ...'")
        words = head.strip()
        answer = None
        if " = " in f" {words} ":
            words, _, answer = f" {words} ".partition(" = ")
        fields = words.split("@")
        plan = {}
        for field in fields[1:]:
            name, _, value = field.strip().partition(" ")
            value = value.strip()
            if name in COMPARATORS or name == "==":
                plan["comparator"] = "=" if name == "==" else name
                plan["constants"] = [part.strip() for part in value.split(";")] if value else []
            elif name in ("number", "date", "tally"):
                plan["measure"] = name
            elif name in ("entities", "events"):
                plan["counting"] = name
            elif name in ("top", "rank"):
                plan[name] = value
            elif name == "items":
                plan["items"] = [part.strip() for part in value.split(";")]
            else:
                raise Fault(f"unknown mark @{name}")
        if "items" in plan and plan.get("comparator") in ("before", "after"):
            raise Fault("of two things the later is the greater: @< or @> with @date")
        kind = fields[0].strip()
        if kind not in TYPES:
            raise Fault(f"unknown type {kind!r}")
        question = question.strip()
        for part in plan.get("constants", []) + plan.get("items", []) + [plan[k] for k in ("top", "rank") if k in plan]:
            if not stands(part, question):
                raise Fault(f"{part!r} does not stand in the question")
        if kind == "count" and "counting" not in plan:
            plan["counting"] = "entities"
        if kind in ("argmin", "argmax") and "measure" not in plan:
            plan["measure"] = "number"
        answers = None if answer is None else [part.strip() for part in answer.split(";") if part.strip()]
        return {"query": question, "type": kind, "plan": plan, "told": answers, "derivations": [], "failing": []}

    def evidence(self, line, question, facts):
        failing = line.startswith("x ")
        if failing:
            line = line[2:]
        ids, _, rest = line.strip().partition(" ")
        if not re.fullmatch(r"\d+(>\d+)*", ids):
            raise Fault("evidence is 'ID answer', 'ID answer ; measure', 'ID answer [condition]' or 'ID>ID answer'")
        indices = [int(part) - 1 for part in ids.split(">")]
        if any(not 0 <= part < len(facts) for part in indices):
            raise Fault(f"no fact {ids}")
        derivation = {"facts": indices}
        rest = rest.strip()
        if rest in ("TRUE", "FALSE"):
            derivation["truth"] = rest == "TRUE"
        else:
            condition = re.search(r"\[([^\]]*)\]\s*$", rest)
            if condition:
                derivation["condition"] = condition.group(1).strip()
                rest = rest[: condition.start()].strip()
            answer, semicolon, measure = rest.partition(" ; ")
            derivation["answer"] = answer.strip()
            if semicolon:
                derivation["measure"] = measure.strip()
            if not derivation["answer"]:
                raise Fault("evidence without an answer")
        for span in (derivation.get(name) for name in ("answer", "measure", "condition")):
            if span and not any(stands(span, facts[index]) for index in indices):
                raise Fault(f"{span!r} does not stand in fact {ids}")
        question["derivations"].append(derivation)
        question["failing"].append(failing)

    def end(self, database, question):
        """Works the answer out where it follows from the evidence, and compares it with the one told."""
        if question is None or database is None:
            return
        place, told, failing = question.pop("place"), question.pop("told"), question.pop("failing")
        self.place = place
        if question.pop("bad", False):
            return
        kind, plan = question["type"], question["plan"]
        passing = [part for part, fails in zip(question["derivations"], failing) if not fails]
        if any(failing) and "comparator" not in plan:
            return self.complain("x evidence, but no condition (@> ...)")
        if plan.get("comparator") and not plan.get("items"):
            if any("condition" not in part for part in question["derivations"]):
                return self.complain("a question with a condition needs [condition] in each evidence line")
        answers = distinct(part["answer"] for part in passing if "answer" in part)
        worked = None
        if kind == "set" and not ({"top", "rank"} & plan.keys()):
            worked = answers
        elif kind == "bool" and "comparator" not in plan:
            truths = [part["truth"] for part in passing if "truth" in part]
            if len(truths) != len(passing):
                return self.complain("yes/no evidence is 'ID TRUE' or 'ID FALSE'")
            worked = ["TRUE"] if any(truths) else ["FALSE"] if truths else []
        elif kind == "bool" and not plan.get("items"):
            worked = (["TRUE"] if passing else ["FALSE"]) if question["derivations"] else []
        elif kind == "count":
            stated = [number(part) for part in answers]
            if len(passing) == 1 and stated[0] is not None and "condition" not in passing[0]:
                worked = [written(stated[0])]
            else:
                worked = [str(len(answers) if plan["counting"] == "entities" else len(passing))]
        elif kind in ("sum", "avg", "min", "max"):
            values = [number(part["answer"]) for part in passing]
            units = {re.sub(r"[-\d.,\s]", "", part["answer"]) for part in passing}
            if values and None not in values and len(units) == 1:
                total = {"sum": sum(values), "avg": sum(values) / len(values), "min": min(values), "max": max(values)}
                worked = [written(total[kind])]
            elif not passing:
                worked = []
        elif kind in ("argmin", "argmax") and not ({"top", "rank"} & plan.keys()):
            if any("measure" not in part for part in passing):
                return self.complain("argmin and argmax need 'ID answer ; measure'")
            if plan["measure"] == "tally":
                tally = {}
                for part in passing:
                    tally.setdefault(part["answer"].lower(), set()).add((part["measure"].lower(), tuple(part["facts"])))
                best = (min if kind == "argmin" else max)(map(len, tally.values()), default=0)
                worked = [part for part in answers if len(tally[part.lower()]) == best]
            else:
                values = [number(part["measure"]) for part in passing]
                units = {re.sub(r"[-\d.,\s]", "", part["measure"]) for part in passing}
                if plan["measure"] == "number" and values and None not in values and len(units) == 1:
                    best = (min if kind == "argmin" else max)(values)
                    worked = distinct(part["answer"] for part, value in zip(passing, values) if value == best)
                elif not passing:
                    worked = []
        if worked is None and told is None:
            return self.complain("the answer does not follow by itself: add ' = ANSWER' to the question's line")
        if told is not None and worked is not None and normal(told) != normal(worked):
            return self.complain(f"the evidence gives {worked}, the line says {told}")
        question["answer"] = worked if told is None else told
        if not question["derivations"] and question["answer"] not in ([], ["0"]):
            return self.complain("an answer without evidence")
        question["facts"] = distinct(part["facts"] for part in (passing or []))
        if kind == "bool" and "comparator" in plan and not plan.get("items") and not passing:
            question["facts"] = distinct(part["facts"] for part in question["derivations"])
        question["tags"] = []
        database["queries"].append(
            {key: question[key] for key in ("query", "type", "answer", "facts", "derivations", "plan", "tags")}
        )

    def update(self, text, facts):
        parts = [part.strip() for part in text.split("|")]
        found = re.fullmatch(r"(\d+)\s*->\s*(\d+)\s+(\w+)", parts[0])
        if not found or len(parts) != 4:
            raise Fault("an update is '~ OLD -> NEW class | question | old answers | new answers'")
        older, newer, kind = int(found.group(1)) - 1, int(found.group(2)) - 1, found.group(3)
        if kind not in CLASSES:
            raise Fault(f"no class {kind!r}: one of {CLASSES}")
        if not older < newer < len(facts):
            raise Fault("the older fact must come before the newer")
        answers = [[span.strip() for span in part.split(";") if span.strip()] for part in parts[2:]]
        for index, spans in zip((older, newer), answers):
            for span in spans:
                if not stands(span, facts[index]):
                    raise Fault(f"{span!r} does not stand in fact {index + 1}")
        if kind in ("replaces", "adds") and not answers[1]:
            raise Fault(f"{kind} without an answer in the newer fact")
        if kind in ("replaces", "ends", "adds") and not answers[0]:
            raise Fault(f"{kind} without an answer in the older fact")
        return {
            "question": parts[1], "older": older, "newer": newer, "class": kind,
            "olderAnswers": answers[0], "newerAnswers": answers[1],
        }


class Roles(Reader):
    def read(self, paths):
        for path in paths:
            fact = None
            for index, line in enumerate(open(path, encoding="utf-8"), 1):
                line = line.strip()
                self.place = f"{path}:{index}"
                if not line or line.startswith("#"):
                    continue
                if line.startswith("@ "):
                    if fact:
                        yield fact
                    fact = {"fact": line[2:].strip(), "ask": [], "not": []}
                elif fact is None:
                    self.complain("a fact begins with '@ '")
                elif line.endswith(" -"):
                    fact["not"].append(line[:-2].strip())
                elif " > " in line:
                    question, _, answer = line.rpartition(" > ")
                    answer = answer.strip()
                    if answer in ("TRUE", "FALSE"):
                        fact["ask"].append({"q": question.strip(), "truth": answer == "TRUE"})
                        continue
                    spans = [part.strip() for part in answer.split(" ; ")]
                    missing = [span for span in spans if not stands(span, fact["fact"])]
                    if missing:
                        self.complain(f"{missing} do not stand in the fact")
                    else:
                        fact["ask"].append({"q": question.strip(), "a": spans})
                else:
                    self.complain("a line is 'question > answer ; answer', 'question > TRUE' or 'question -'")
            if fact:
                yield fact


def distinct(parts):
    seen, kept = set(), []
    for part in parts:
        key = part.lower() if isinstance(part, str) else json.dumps(part)
        if key not in seen:
            seen.add(key)
            kept.append(part)
    return kept


def normal(answers):
    return {re.sub(r"^(the|a|an) ", "", part.lower()) for part in answers}


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("natural", "roles"):
        sys.exit(__doc__)
    reader = Natural() if sys.argv[1] == "natural" else Roles()
    count, asked = 0, 0
    for part in reader.read(sys.argv[2:]):
        questions = part.get("queries", part.get("ask"))
        if not questions:
            print(f"{part.get('domain', part.get('fact'))}: no question left", file=sys.stderr)
            reader.faults += 1
            continue
        count, asked = count + 1, asked + len(questions)
        print(json.dumps(part, ensure_ascii=False))
    print(f"{count} {sys.argv[1]}, {asked} questions, {reader.faults} faults", file=sys.stderr)
    sys.exit(1 if reader.faults else 0)


if __name__ == "__main__":
    main()
