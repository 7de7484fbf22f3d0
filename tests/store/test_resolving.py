"""Who is who in a record: offices learnt from articles, merges that can be undone, authority files, files out."""

from __future__ import annotations

import json

import pytest

from onrecord.formats import export
from onrecord.formats.authority import load_authority
from onrecord.model import (
    Actor,
    ActorType,
    Article,
    Mention,
    MentionForm,
    Problem,
    Reading,
    Relation,
    Span,
    Tie,
)
from onrecord.store import queries
from onrecord.store.authorities import take_authority
from onrecord.store.queries.identifiers import identifiers
from onrecord.store.record import Record


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "tavia.db", create=True) as record:
        yield record


def put(record: Record, id: str, text: str, published: str, *actors: tuple, ties: tuple[Tie, ...] = ()) -> None:
    """An article with actors (name, type, country, roles, aliases); the name stands in the text."""
    found = []
    for n, (name, type_, country, roles, aliases) in enumerate(actors, 1):
        form = MentionForm.NAME if name[:1].isupper() else MentionForm.NOMINAL
        at = text.index(name)
        mention = Mention(Span(at, at + len(name)), form, type_)
        found.append(Actor(f"a{n}", name, type_, (mention,), tuple(aliases), tuple(roles), country))
    article = Article(id, text, published=published, outlet="Port Wire", address=f"https://port.example/{id}")
    record.add(Reading(article, actors=tuple(found), ties=ties), reader="test")


def premier(name: str, country: str | None = "KEN") -> tuple:
    return name, ActorType.PERSON, country, ("Prime Minister",), ()


def called(country: str | None = "KEN") -> tuple:
    return "prime minister", ActorType.UNKNOWN, country, (), ()


def linked(record: Record) -> dict[str, tuple[str, str]]:
    """What each article's first actor stands as (its name), and why."""
    from sqlalchemy import text

    with record.reading() as connection:
        rows = connection.execute(
            text(
                "SELECT a.doc_id, s.name, l.reason FROM actor_links l JOIN articles a ON a.key = l.article "
                "JOIN standing_actors s ON s.id = l.stands_as WHERE l.local = 'a1'"
            )
        )
        return {row.doc_id: (row.name, row.reason) for row in rows}


def test_the_prime_minister_is_whom_other_articles_of_that_time_call_so(record):
    put(record, "1", "The prime minister spoke.", "2016-05-03", called())
    put(record, "2", "Prime Minister Adaeze Rowu spoke.", "2016-05-20", premier("Adaeze Rowu"))
    put(record, "3", "The prime minister left.", "2019-05-03", called())
    record.resolve()
    found = linked(record)
    assert found["1"][0] == "Adaeze Rowu"
    assert "2016-05-20" in found["1"][1]
    assert found["3"][0] == "prime minister"
    assert record.verify() == []


def test_what_was_learnt_in_one_run_holds_in_the_next(record):
    put(record, "1", "Prime Minister Adaeze Rowu spoke.", "2016-05-20", premier("Adaeze Rowu"))
    record.resolve()
    put(record, "2", "The prime minister spoke, said Rowu.", "2016-06-01", called(), premier("Rowu"))
    record.resolve()
    assert linked(record)["2"][0] == "Adaeze Rowu"
    assert [actor.name for actor in queries.actors(record)] == ["Adaeze Rowu"]


def test_two_who_were_seen_long_before_and_long_after_say_nothing_of_the_time_between(record):
    for n, (name, year) in enumerate(
        (("Adaeze Rowu", 2010), ("Karim Odeh", 2011), ("Adaeze Rowu", 2020), ("Karim Odeh", 2021))
    ):
        put(record, str(n), f"Prime Minister {name} spoke.", f"{year}-05-20", premier(name))
    put(record, "9", "The prime minister spoke.", "2015-05-21", called())
    record.resolve()
    assert linked(record)["9"][0] == "prime minister"


def test_articles_that_contradict_each_other_decide_nothing_and_both_are_asked(record):
    put(record, "1", "Prime Minister Adaeze Rowu spoke.", "2016-05-20", premier("Adaeze Rowu"))
    put(record, "2", "Prime Minister Karim Odeh spoke.", "2016-05-20", premier("Karim Odeh"))
    put(record, "3", "The prime minister spoke.", "2016-05-21", called())
    record.resolve()
    assert linked(record)["3"][0] == "prime minister"
    assert {pair.a_name for pair in queries.near_misses(record)} == {"Adaeze Rowu", "Karim Odeh"}


def test_a_merge_of_two_identities_says_why_and_is_undone_like_any_other(record):
    put(record, "1", "KMC closed.", "2020-01-01", ("KMC", ActorType.ORGANISATION, None, (), ()))
    put(
        record,
        "2",
        "Karro Motor Company opened.",
        "2020-01-02",
        ("Karro Motor Company", ActorType.ORGANISATION, None, (), ()),
    )
    record.resolve()
    before = {doc: name for doc, (name, _) in linked(record).items()}
    assert before == {"1": "KMC", "2": "Karro Motor Company"}
    full = ("Karro Motor Company", ActorType.ORGANISATION, None, (), ("KMC",))
    put(record, "3", "Karro Motor Company is back.", "2020-01-03", full)
    record.resolve()
    assert linked(record)["1"][0] == "Karro Motor Company"
    (merge,) = queries.judgements(record)
    assert (merge.by, merge.verdict, merge.note) == ("onrecord", "merge", "stated as another name: KMC")
    record.undo(merge.id, by="ada")
    assert linked(record)["1"][0] == "KMC"
    put(record, "4", "Karro Motor Company again.", "2020-01-04", full)
    record.resolve()
    assert linked(record)["1"][0] == "KMC"  # what a person undid is not done again
    assert record.verify() == []


AUTHORITIES = {
    "ftm.json": [
        {
            "id": "Q1", "schema": "Person", "caption": "Adaeze Rowu",
            "properties": {"name": ["Adaeze Rowu"], "alias": ["A. K. Rowu"], "country": ["ke"], "wikidataId": ["Q1"]},
        },
        {"id": "x", "schema": "Address", "properties": {"full": ["1 Quay"]}},
    ],
    "wikidata.json": [
        {
            "id": "Q1", "labels": {"en": {"language": "en", "value": "Adaeze Rowu"}},
            "aliases": {"en": [{"language": "en", "value": "A. K. Rowu"}]},
            "claims": {"P31": [{"mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q5"}}}}]},
        },
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", AUTHORITIES)
def test_an_authority_links_its_identifiers_and_taking_it_twice_changes_nothing(record, tmp_path, name):
    put(record, "1", "Prime Minister Adaeze Rowu spoke.", "2016-05-20", premier("Adaeze Rowu"))
    record.resolve()
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(row) for row in AUTHORITIES[name]), encoding="utf-8")
    first = take_authority(record, load_authority(path))
    assert (first.linked, first.new, first.left) == (1, 0, [])
    (ids,) = identifiers(record).values()
    assert ("wikidata", "Q1") in ids
    assert take_authority(record, load_authority(path)).same == 1
    assert record.verify() == []


def test_a_csv_of_aliases_tells_articles_to_come(record, tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("name,aliases,type,country,id\nTavian Dawn Front,Dawn Men;TDF,armed group,,7\n", encoding="utf-8")
    assert take_authority(record, load_authority(path)).new == 1
    put(record, "1", "Dawn Men struck.", "2020-01-01", ("Dawn Men", ActorType.ARMED_GROUP, None, (), ()))
    record.resolve()
    assert linked(record)["1"][0] == "Tavian Dawn Front"


def test_a_popolo_file_comes_back_as_it_went_out(record, tmp_path):
    text = "Ada Rowu, head of the Harbour Front, spoke."
    tie = Tie("a1", Relation.LEADS, "a2", Span(0, len(text) - 7), role="head", start_date="2019")
    put(
        record, "1", text, "2020-01-01",
        ("Ada Rowu", ActorType.PERSON, "KEN", ("head",), ()),
        ("Harbour Front", ActorType.PARTY, "KEN", (), ()),
        ties=(tie,),
    )  # fmt: skip
    record.resolve()
    out = tmp_path / "out.json"
    export(record, "popolo", out)
    said = json.loads(out.read_text(encoding="utf-8"))
    ids = {row["name"]: row["id"] for row in (*said["persons"], *said["organizations"])}
    (membership,) = said["memberships"]
    assert (membership["person_id"], membership["organization_id"]) == (ids["Ada Rowu"], ids["Harbour Front"])
    assert (membership["role"], membership["start_date"]) == ("head", "2019")
    assert membership["sources"] == [{"url": "https://port.example/1", "note": text[:-7]}]
    with Record.open(tmp_path / "other.db", create=True) as other:
        assert take_authority(other, load_authority(out)).new == 2
        assert take_authority(other, load_authority(out)).same == 2


#: What FollowTheMoney 4 documents of the schemata that are written: their own properties and those they inherit.
FTM = {
    "Person": {"name", "alias", "country", "wikidataId"},
    "Organization": {"name", "alias", "country", "wikidataId"},
    "PublicBody": {"name", "alias", "country", "wikidataId"},
    "Membership": {"member", "organization"},
    "UnknownLink": {"subject", "object"},
}
INTERVAL = {"role", "startDate", "endDate", "date", "summary", "recordId", "sourceUrl", "publisher"}


def test_what_goes_out_as_followthemoney_has_its_shape_and_comes_in_again(record, tmp_path):
    text = "Ada Rowu, head of the Harbour Front, met Karim Odeh."
    ties = (
        Tie("a1", Relation.LEADS, "a2", Span(0, 36), role="head"),
        Tie("a1", Relation.ALLIED_WITH, "a3", Span(0, 50)),
    )
    put(
        record, "1", text, "2020-01-01",
        ("Ada Rowu", ActorType.PERSON, "KEN", ("head",), ()),
        ("Harbour Front", ActorType.PARTY, "KEN", (), ()),
        ("Karim Odeh", ActorType.PERSON, None, (), ()),
        ties=ties,
    )  # fmt: skip
    record.resolve()
    out = tmp_path / "out.ftm.json"
    export(record, "ftm", out)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["schema"] for row in rows].count("Person") == 2
    assert {row["schema"] for row in rows} == {"Person", "Organization", "Membership", "UnknownLink"}
    known = {row["id"] for row in rows}
    for row in rows:
        own = FTM[row["schema"]]
        assert row["properties"].keys() <= (own if "name" in own else own | INTERVAL)
        assert all(isinstance(v, str) for values in row["properties"].values() for v in values)
        for end in ("member", "organization", "subject", "object"):
            assert set(row["properties"].get(end, ())) <= known
    assert next(row for row in rows if row["properties"].get("name") == ["Ada Rowu"])["properties"]["country"] == ["ke"]
    with Record.open(tmp_path / "other.db", create=True) as other:
        assert take_authority(other, load_authority(out)).new == 3


def test_a_bad_line_is_named_and_the_others_are_taken(tmp_path):
    path = tmp_path / "mixed.json"
    good = {"id": "1", "schema": "Person", "properties": {"name": ["Ada Rowu"]}}
    rows = [json.dumps(good), "{", json.dumps({"schema": "Person", "properties": {"name": []}}), '{"a": 1}', "7"]
    path.write_text("\n".join(rows), encoding="utf-8")
    found = list(load_authority(path))
    assert [item.name for item in found if not isinstance(item, Problem)] == ["Ada Rowu"]
    places = [(item.where.rsplit(":", 1)[1], item.what) for item in found if isinstance(item, Problem)]
    assert [line for line, _ in places] == ["2", "3", "4", "5"]
    assert "no name" in places[1][1]


def test_two_entities_of_one_name_are_not_one(record, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("name,type,country,id\nAda Rowu,person,KEN,1\nAda Rowu,person,KEN,2\n", encoding="utf-8")
    taken = take_authority(record, load_authority(path))
    assert (taken.new, len(taken.left)) == (1, 1)
    assert taken.left[0][0].endswith(":3")


def test_resolving_that_was_cut_off_is_made_up_for(record):
    put(record, "a", "Amina Wekesa said no.", "2016-05-01", premier("Amina Wekesa"))
    record.resolve()
    put(record, "b", "Amina Wekesa said yes. prime minister", "2016-05-02", premier("Amina Wekesa"))

    def cut(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record.resolve(cut)
    record.resolve()
    assert record.verify() == []
    (amina,) = queries.actors(record, type="person")
    assert amina.articles == 2
