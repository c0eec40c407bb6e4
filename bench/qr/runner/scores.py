"""What the answers are worth: recall by class, wrong and false payloads, times, and how often the named cause was the true one."""

import base64
from collections import defaultdict

UNCOUNTED = ("negative", "beyond")
ASIDE = ("heic_avif", "parts")  # shown, but not part of the whole: formats and features that most readers lack altogether


def judge(picture, payloads):
    """Of one picture the payloads that were there and read, and how many were read that were not there."""
    truth = {base64.b64decode(code["payload"]) for code in picture["codes"]}
    if picture["class"] == "beyond":
        truth |= {base64.b64decode(p) for p in picture.get("others", [])}
    read = set(payloads)
    return truth & read, len(read - truth), len(truth)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def named(answer):
    """The cause named first."""
    return answer["diagnoses"][0] if answer["diagnoses"] else ""


class Score:
    """One reader's figures over a set of pictures."""

    def __init__(self, pictures, answers):
        self.codes, self.hits = defaultdict(int), defaultdict(int)
        self.wrong, self.false = defaultdict(int), 0
        self.found, self.times = {}, []
        self.misses, self.processes = [], []
        for picture in pictures:
            answer = answers[picture["file"]]
            hit, wrong, total = judge(picture, answer["payloads"])
            kind = picture["class"]
            self.times.append(answer["cpu"])
            self.processes.append(answer.get("process", answer["cpu"]))
            self.found[picture["file"]] = hit
            if kind == "negative":
                self.false += wrong
            else:
                self.wrong[kind] += wrong
            self.codes[kind] += total
            self.hits[kind] += len(hit)
            if len(hit) < total or wrong or kind == "beyond":
                self.misses.append((picture, answer, total - len(hit), wrong))

    def recall(self, kind=None):
        kinds = [kind] if kind else [k for k in self.codes if k not in UNCOUNTED + ASIDE]
        total = sum(self.codes[k] for k in kinds)
        return 100 * sum(self.hits[k] for k in kinds) / total if total else float("nan")

    def diagnosis(self):
        """By true cause, over the failures where it is known: how often it was the one named first, and how many there are."""
        table = defaultdict(lambda: [0, 0])
        for picture, answer, _, _ in self.misses:
            if picture["cause"] and picture["class"] != "negative" and not answer["payloads"]:
                row = table[picture["cause"]]
                row[0] += named(answer) in picture["cause"].split("|")
                row[1] += 1
        return dict(sorted(table.items()))


def union(pictures, scores):
    """Recall by class of what any of the readers got."""
    codes, hits = defaultdict(int), defaultdict(int)
    for picture in pictures:
        got = set().union(*(s.found[picture["file"]] for s in scores))
        codes[picture["class"]] += len({c["payload"] for c in picture["codes"]})
        hits[picture["class"]] += len(got)
    whole = [k for k in codes if k not in UNCOUNTED + ASIDE]
    table = {k: 100 * hits[k] / codes[k] for k in codes if codes[k]}
    return table, 100 * sum(hits[k] for k in whole) / max(1, sum(codes[k] for k in whole))


def bound(pictures):
    """Recall by class of a reader that is told the place."""
    codes, hits = defaultdict(int), defaultdict(int)
    for picture in pictures:
        for payload in {c["payload"] for c in picture["codes"]}:
            codes[picture["class"]] += 1
            hits[picture["class"]] += all(c["bound"] <= 1 for c in picture["codes"] if c["payload"] == payload)
    return {k: 100 * hits[k] / codes[k] for k in codes}


def markdown(pictures, scores, peers):
    """The table by class, then wrong and false payloads, then times."""
    names = list(scores)
    peer_scores = [scores[n] for n in names if n in peers]
    joint, joint_total = union(pictures, peer_scores) if len(peer_scores) > 1 else ({}, None)
    limit = bound(pictures)
    head = ["class", "codes", *names] + (["union of peers"] if joint_total is not None else []) + ["place given"]
    kinds = sorted({p["class"] for p in pictures if p["class"] not in UNCOUNTED})
    some = next(iter(scores.values()))

    def cell(score, kind):
        wrong = score.wrong[kind]
        return f"{score.recall(kind):.0f}" + (f" ({wrong} wrong)" if wrong else "")

    rows = []
    for kind in kinds:
        rows.append(
            [kind + (" (not in all)" if kind in ASIDE else ""), some.codes[kind], *[cell(scores[n], kind) for n in names]]
            + ([f"{joint[kind]:.0f}"] if joint_total is not None else [])
            + [f"{limit[kind]:.0f}"]
        )
    kinds = [k for k in kinds if k not in ASIDE]
    total = sum(some.codes[k] for k in kinds)
    all_codes = [c for p in pictures if p["class"] in kinds for c in p["codes"]]
    overall = 100 * sum(c["bound"] <= 1 for c in all_codes) / max(1, len(all_codes))
    if total:
        rows.append(
            ["**all**", total, *[f"**{scores[n].recall():.1f}**" for n in names]]
            + ([f"**{joint_total:.1f}**"] if joint_total is not None else [])
            + [f"**{overall:.1f}**"]
        )
    negatives = sum(p["class"] == "negative" for p in pictures)
    hopeless = sum(p["class"] == "beyond" for p in pictures)
    pad = [""] * (len(head) - 2 - len(names))
    if negatives:
        rows.append([f"false payloads on {negatives} pictures without a code", "", *[scores[n].false for n in names], *pad])
    rows.append(["wrong payloads", "", *[sum(scores[n].wrong.values()) for n in names], *pad])
    if "ours" in names:
        causes = scores["ours"].diagnosis().values()
        told = f"{sum(r for r, _ in causes)} of {sum(a for _, a in causes)}"
        rows.append(
            [
                f"true cause named first ({hopeless} hopeless pictures and the failures above)",
                "",
                *[told if n == "ours" else "" for n in names],
                *pad,
            ]
        )
    for label, share in (("p50", 0.5), ("p95", 0.95), ("max", 1)):
        rows.append([f"CPU ms, {label}", "", *[f"{percentile(scores[n].times, share):.0f}" for n in names], *pad])
    rows.append(
        [
            "CPU ms of the process, p50 / p95",
            "",
            *[f"{percentile(scores[n].processes, .5):.0f} / {percentile(scores[n].processes, .95):.0f}" for n in names],
            *pad,
        ]
    )
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(c) for c in row) + " |" for row in rows]) + "\n"
