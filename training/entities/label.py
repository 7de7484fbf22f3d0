"""What the parser's recogniser calls entities in the training articles: ``python -m training.entities.label``.

The encoder learns them beside the attributions, so that one pass does for both and the parser can leave its recogniser
(44 % of its time) out. Labels are carried along when people and places are renamed, so the student meets names that its
teacher never did.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.attribution import corpus


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, default=Path("build/entities/labels.jsonl"))
    a = ap.parse_args()
    import spacy

    from onrecord.text.parse import MODEL

    nlp = spacy.load(MODEL, disable=("tagger", "parser", "attribute_ruler", "lemmatizer"))
    a.out.parent.mkdir(parents=True, exist_ok=True)
    articles = corpus.read(a.data / "polnear-train.jsonl")
    with a.out.open("w", encoding="utf-8") as file:
        for article, doc in zip(articles, nlp.pipe(x["text"] for x in articles), strict=True):
            found = [[e.start_char, e.end_char, e.label_] for e in doc.ents]
            file.write(json.dumps({"id": article["id"], "entities": found}) + "\n")


if __name__ == "__main__":
    main()
