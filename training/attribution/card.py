"""The model card of the attribution extractor, from what the benchmarks measured.

python benchmarks/attribution.py ../shared/data/polnear-dev.jsonl --scorer … > dev.json
python benchmarks/attribution_noise.py ../shared/data/polnear-dev.jsonl --scorer … > noise.txt
python -m training.attribution.card --dev dev.json --noise noise.txt
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.attribution import SHIPPED

TEXT = (Path(__file__).parent / "card.template.md").read_text(encoding="utf-8")
MEASURES = {
    "whole/triple": "triple: content and source right",
    "whole/content": "content right",
    "whole/source-acc": "source right, given the content",
    "piece/source": "source spans",
    "piece/cue": "cue spans",
    "piece/content": "content spans",
}


def table(head: tuple[str, ...], rows: list[tuple]) -> str:
    """A Markdown table; numbers below one with three places."""

    def shown(cell: object) -> str:
        return f"{cell:.3f}".lstrip("0") if isinstance(cell, float) and abs(cell) < 1 else str(cell)

    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(shown(cell) for cell in line) + " |" for line in lines)


def plot(rows: list[dict], size: int = 240, edge: int = 30) -> str:
    """Reliability as an SVG: said against right, the area of a dot is the number of attributions."""
    total = sum(row["n"] for row in rows)

    def x(value: float) -> float:
        return round(edge + value * size, 1)

    def y(value: float) -> float:
        return round(edge + (1 - value) * size, 1)

    dots = "".join(
        f'<circle cx="{x(r["said"])}" cy="{y(r["right"])}" r="{max(2.0, 40 * (r["n"] / total) ** 0.5):.1f}"/>'
        for r in rows
    )
    whole = size + 2 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
        'font-family="sans-serif" font-size="10">'
        f"<title>Said probability and share right, articles kept from training</title>"
        f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#666"/>'
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 3"/>'
        f'<g fill="#0b6e99" fill-opacity=".65">{dots}</g>'
        f'<text x="{x(0.5)}" y="{whole - 8}" text-anchor="middle">probability said</text>'
        f'<text x="12" y="{y(0.5)}" text-anchor="middle" transform="rotate(-90 12 {y(0.5)})">share right</text>'
        "</svg>\n"
    )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--dev", type=Path, required=True)
    ap.add_argument("--noise", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=SHIPPED)
    a = ap.parse_args()
    card = json.loads((a.model / "card.json").read_text(encoding="utf-8"))
    dev = json.loads(a.dev.read_text(encoding="utf-8"))
    noise = [line.split(" ", 1) for line in a.noise.read_text(encoding="utf-8").splitlines() if "{" in line]
    noise = [(name, json.loads(facts)) for name, facts in noise]
    card["dev"] = {key: dev[key] for key in ("figures", "triple_95", "by_kind", "by_publisher")}
    card["damage"] = dict(noise)
    (a.model / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    text = TEXT.format(
        main=table(
            ("measure (F1 or accuracy)", "PolNeAR dev"), [(v, dev["figures"][k]) for k, v in MEASURES.items()]
        ),
        low=dev["triple_95"][0],
        high=dev["triple_95"][1],
        kinds=table(
            ("content", "triple F1", "95 % interval", "in gold"),
            [(k, v["f1"], f"{v['low']:.3f}–{v['high']:.3f}", v["gold"]) for k, v in dev["by_kind"].items()],
        ),
        publishers=table(("publisher", "triple F1"), list(dev["by_publisher"].items())),
        noise=table(
            ("damage to every article", "triple F1", "cost", "articles that failed"),
            [(name, v["triple"], v["cost"], v["failures"]) for name, v in noise],
        ),
        reliability=table(
            ("attributions", "mean probability said", "share right"),
            [(r["n"], r["said"], r["right"]) for r in card["reliability"]],
        ),
        files=table(("file", "bytes", "SHA-256"), [(n, f["bytes"], f["sha256"]) for n, f in card["files"].items()]),
        least=card["least"],
    )
    (a.model / "card.md").write_text(text, encoding="utf-8")
    (a.model / "reliability.svg").write_text(plot(card["reliability"]), encoding="utf-8")


if __name__ == "__main__":
    main()
