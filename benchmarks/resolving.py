"""How long it takes to find out who is who: a record with a million mentions, and a thousand articles more.

    python benchmarks/resolving.py [--mentions 1000000] [--more 1000] [--seed 1]

Readings are made up from a seed: people with family names shared by many, spelled in several ways, in offices with
dates; parties, ministries, initials, "the prime minister". They are put into a record in a temporary folder (timed
apart); then `Record.resolve` runs, then the further articles are put in and resolved. Prints seconds, the largest
memory of the process, and of all links to persons the share that joins two people whom the generator knows as two.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from onrecord.model import Actor, ActorType, Article, Mention, MentionForm, Reading, Span
from onrecord.names.resolver import Resolver
from onrecord.store.record import Record

COUNTRIES = ("IRQ", "KEN", "USA", "FRA", "PER", "IND", "NGA", "ZAF", "TUR", "BRA")
_HEADS = ("ba", "ka", "mo", "li", "ta", "ro", "se", "na", "du", "gi", "ha", "jo", "wa", "zu", "pe", "che", "sha", "kri")
_TAILS = ("rim", "vel", "dan", "mor", "tesh", "lun", "bek", "nov", "ras", "dil", "ghan", "pol", "zer", "kam", "thu")
_VARIANTS = (("ee", "i"), ("ou", "u"), ("k", "q"), ("v", "w"), ("z", "s"))
MENTIONS_EACH, ACTORS_EACH = 16, 7


def world(lot: random.Random, people: int) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """People (name, country, role) and groups (name, country)."""
    first = [lot.choice(_HEADS) + lot.choice(_TAILS) for _ in range(1200)]
    last = [lot.choice(_HEADS) + lot.choice(_HEADS) + lot.choice(_TAILS) for _ in range(9000)]
    roles = ("Prime Minister", "interior minister", "MP", "spokesman", "", "")
    persons = [
        (f"{lot.choice(first)} {lot.choice(last)}".title(), lot.choice(COUNTRIES), lot.choice(roles))
        for _ in range(people)
    ]
    heads = ("Party", "Front", "Movement", "Company", "Union", "Brigade")
    groups = [
        (f"{lot.choice(last)} {lot.choice(last)} {lot.choice(heads)}".title(), lot.choice(COUNTRIES))
        for _ in range(people // 4)
    ]
    return persons, groups


def spelled(name: str, lot: random.Random) -> str:
    """One in six times another romanisation."""
    if lot.random() > 1 / 6:
        return name
    old, new = lot.choice(_VARIANTS)
    return name.replace(new, old) if new in name else name.replace(old, new)


def readings(
    count: int, lot: random.Random, made: tuple, *, start: int = 0
) -> Iterator[tuple[Reading, dict[str, int]]]:
    """Articles with their actors, and for each person which one it is."""
    persons, groups = made
    day = date(2016, 1, 1)
    for n in range(start, start + count):
        kinds = [lot.random() for _ in range(ACTORS_EACH)]
        parts, actors, truth, at = [], [], {}, 0
        for k, kind in enumerate(kinds, 1):
            if kind < 0.5:
                who = min(int(lot.paretovariate(0.7)) - 1, len(persons) - 1)
                name, country, role = persons[who]
                name, type_ = spelled(name, lot), ActorType.PERSON
                truth[f"a{k}"] = who
            elif kind < 0.9:
                name, country = groups[min(int(lot.paretovariate(0.7)) - 1, len(groups) - 1)]
                type_, role = ActorType.ORGANISATION, ""
            else:
                name, type_, country, role = "prime minister", ActorType.UNKNOWN, lot.choice(COUNTRIES), ""
            times = MENTIONS_EACH // ACTORS_EACH + (k <= MENTIONS_EACH % ACTORS_EACH)
            mentions = []
            form = MentionForm.NOMINAL if type_ is ActorType.UNKNOWN else MentionForm.NAME
            for _ in range(times):
                mentions.append(Mention(Span(at, at + len(name)), form, type_))
                parts.append(name)
                at += len(name) + 2
            roles = (role,) if role and lot.random() < 0.5 else ()
            actors.append(
                Actor(f"a{k}", name, type_, tuple(mentions), (), roles, country if lot.random() < 0.6 else None)
            )
        published = (day + timedelta(days=n % 3000)).isoformat()
        yield Reading(Article(f"{n:06}", ". ".join(parts), published=published), actors=tuple(actors)), truth


def put(record: Record, made_up: Iterator[tuple[Reading, dict[str, int]]], known: dict) -> float:
    """Into the record; the seconds it took."""
    start = time.perf_counter()
    more = True
    while more:
        with record.batch():
            for _ in range(500):
                item = next(made_up, None)
                if item is None:
                    more = False
                    break
                reading, truth = item
                known.update({(reading.article.id, local): who for local, who in truth.items()})
                record.add(reading, reader="benchmark")
    return time.perf_counter() - start


def wrong_links(record: Record, known: dict) -> float:
    """Of the links of persons, the share whose identity is mostly somebody else."""
    members: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    with record.reading() as connection:
        rows = connection.execute(
            text("SELECT a.doc_id, l.local, l.stands_as FROM actor_links l JOIN articles a ON a.key = l.article")
        )
        for row in rows:
            if (row.doc_id, row.local) in known:
                members[row.stands_as][known[row.doc_id, row.local]] += 1
    total = sum(sum(who.values()) for who in members.values())
    return sum(sum(who.values()) - max(who.values()) for who in members.values()) / total if total else 0.0


def resolver_alone(mentions: int, lot: random.Random) -> None:
    """The Resolver without a record: what it costs itself."""
    count = mentions // MENTIONS_EACH
    made_up = list(readings(count, lot, world(lot, max(count // 2, 100))))
    resolver = Resolver()
    start = time.process_time()
    for reading, _ in made_up:
        resolver.add(reading.article.id, reading.actors, reading.article.published)
    seconds = time.process_time() - start
    print(f"{count * MENTIONS_EACH:,} mentions, the Resolver alone: {seconds:.1f} s of CPU")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--mentions", type=int, default=1_000_000)
    cli.add_argument("--more", type=int, default=1_000)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--alone", action="store_true", help="The Resolver without a record.")
    options = cli.parse_args()
    lot = random.Random(options.seed)
    if options.alone:
        resolver_alone(options.mentions, lot)
    else:
        in_a_record(options.mentions, options.more, lot)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")


def in_a_record(mentions: int, more: int, lot: random.Random) -> None:
    """Put in, resolve, put more in, resolve again."""
    count = mentions // MENTIONS_EACH
    made = world(lot, max(count // 2, 100))
    known: dict = {}
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "record.db", create=True) as record:
        seconds = put(record, readings(count, lot, made), known)
        print(f"{count:,} articles with {count * MENTIONS_EACH:,} mentions put in: {seconds:.1f} s", flush=True)
        start, cpu = time.perf_counter(), time.process_time()
        record.resolve()
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(f"resolved: {seconds:.1f} s, of them {cpu:.1f} s of CPU", flush=True)
        start, cpu = time.perf_counter(), time.process_time()
        put(record, readings(more, lot, made, start=count), known)
        record.resolve()
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(f"{more:,} articles more: {seconds:.1f} s, {cpu:.1f} s of CPU", flush=True)
        print(f"links to somebody else: {wrong_links(record, known):.2%}")


if __name__ == "__main__":
    main()
