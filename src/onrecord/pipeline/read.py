"""``read(article) -> Reading``: pure, no I/O, one article at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from ..errors import ModelError
from ..events.find_events import events_and_actors
from ..events.places import find_places
from ..events.ties import find_ties
from ..model import Article, Problem, Reading
from ..models.first_pass import look_at
from ..names.entities import name_entities
from ..names.inside import resolve_inside
from ..names.mentions import find_mentions
from ..statements.attributions import add_by_rules, find_attributions
from ..statements.on_record import put_on_record
from ..text.dates import find_dates
from ..text.parse import parse, parse_many

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Names what reads; a record reads an article again when this has changed. Raise it with every change of output.
READER = "onrecord-7"
#: Longer articles are no articles: the parser would hold the whole machine's memory.
MAX_CHARACTERS = 1_000_000

Found = TypeVar("Found")


def read(article: Article) -> Reading:
    """All that one article yields.

    A stage that fails on this article becomes a :class:`~onrecord.model.Problem` of the reading; the stages that do
    not need it go on.

    Example:
        >>> from onrecord.text.article import make_article
        >>> reading = read(make_article("The mayor said on Monday that the bridge would open in May.", id="1"))
        >>> [statement.quoted.value for statement in reading.statements]
        ['indirect']

    Raises:
        ModelError: a model file is missing or damaged; then no article could be read.
    """
    if problem := _unreadable(article):
        return Reading(article, problems=(problem,))
    return _read(article, parse(article))


def read_many(items: Iterable[Article | Problem], *, batch: int = 16) -> Iterator[Reading]:
    """The same for many, in order; the parser works on ``batch`` articles at a time.

    A :class:`~onrecord.model.Problem` among them (a line that is no article) gives an empty reading that holds it.
    """
    iterator = iter(items)
    while waiting := list(islice(iterator, batch)):
        yield from _read_batch(waiting)


def _read_batch(items: list[Article | Problem]) -> Iterator[Reading]:
    unread = [item if isinstance(item, Problem) else _unreadable(item) for item in items]
    docs = parse_many(
        item for item, problem in zip(items, unread, strict=True) if isinstance(item, Article) and not problem
    )
    for item, problem in zip(items, unread, strict=True):
        article = item if isinstance(item, Article) else Article(item.article or item.where, "", address=item.where)
        yield Reading(article, problems=(problem,)) if problem else _read(article, next(docs))


def _unreadable(article: Article) -> Problem | None:
    if len(article.text) > MAX_CHARACTERS:
        return Problem(
            where=article.address or article.id,
            what=f"{len(article.text):,} characters are too many for one article (at most {MAX_CHARACTERS:,})",
            do="split the file into articles",
            article=article.id,
        )
    return None


def _read(article: Article, doc: Doc) -> Reading:
    problems: list[Problem] = []

    def stage(what: str, find: Callable[[], tuple[Found, ...]]) -> tuple[Found, ...]:
        try:
            return find()
        except ModelError:
            raise
        except Exception as error:  # one odd sentence must not lose the article, nor one article the corpus
            problems.append(
                Problem(
                    where=article.address or article.id,
                    what=f"{what} could not be read: {type(error).__name__}: {error}",
                    do="please report this article",
                    article=article.id,
                )
            )
            return ()

    seen = stage("the article", lambda: (look_at(article),))
    if seen:
        stage("names", lambda: (name_entities(doc, *seen, outlet=article.outlet),))
    mentions = stage("mentions", lambda: find_mentions(article, doc))
    attributions = stage("attributions", lambda: find_attributions(article, *seen)) if seen else ()
    candidates = stage("attributions by rules", lambda: add_by_rules(article, doc, attributions)) or attributions
    sources = tuple(span for attribution in candidates for span in attribution.source)
    actors = stage("actors", lambda: resolve_inside(article, doc, mentions, sources))
    ties = stage("ties", lambda: find_ties(article, doc, actors))
    dates = stage("dates", lambda: find_dates(article))
    places = stage("places", lambda: find_places(article, doc, actors))
    statements = stage("statements", lambda: put_on_record(article, doc, candidates, actors, ties, dates))
    found = stage("events", lambda: events_and_actors(article, doc, actors, statements, dates, places or (), *seen[:1]))
    events, actors = found or ((), actors)
    return Reading(
        article=article,
        attributions=attributions,
        statements=statements,
        actors=actors,
        ties=ties,
        events=events,
        dates=dates,
        places=places,
        problems=tuple(problems),
    )
