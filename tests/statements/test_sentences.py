"""A table of sentences about many countries, each with the statements a reader would put on record."""

from __future__ import annotations

import pytest

from .marked import overlap, read, unmarked

INDIRECT = [
    "[1:The pensions minister] {1:said} <1:the state pension would rise by three per cent in April>.",
    "[1:Opposition leader Grace Wanjiru] {1:told} reporters on Tuesday that <1:the coalition had run out of money>.",
    "<1:The dam is safe and will hold through the monsoon>, [1:the irrigation secretary] {1:said} on Friday.",
    "<1:Flood relief has reached forty villages>, {1:said} [1:Anil Deshpande, the district collector].",
    "[12:Mr Kimani] {1:said} <1:the census was flawed>, {2:adding} that <2:a new count would be held in June>.",
    "[1:She] {1:insisted} that <1:no deal had been struck with the nationalists>.",
    "[12:The chancellor] {1:rejected} <1:calls for an early election> and {2:said} "
    "<2:his government would serve its full term>.",
    "{1:According to} [1:the finance ministry], <1:inflation fell to four per cent in March>.",
    "<1:The bridge was closed for repairs in 2019>, {1:according to} [1:two officials of the transport board].",
    "[1:Ferry workers' leader Tom Alder] {1:warned} that <1:services would stop at midnight unless pay talks resumed>.",
    "[1:The president of the farmers' union] {1:accused} <1:the government of breaking its promise on milk prices>.",
    "[1:Brussels] {1:welcomed} <1:the decision to reopen the border>.",
    "[1:The archbishop] {1:condemned} <1:the attack on the refugee centre>.",
    "[1:Doctors] {1:called for} <1:a ban on smoking in parks>.",
    "[1:The foreign minister] {1:called on} <1:both sides to return to the negotiating table>.",
    "[1:The upper house] {1:passed a resolution condemning} <1:the arrest of three journalists>.",
    "[1:Teachers] {1:held a rally protesting against} <1:the closure of village schools>.",
    "[1:The prime minister] {1:thanked} <1:Norway for its help after the landslide>.",
    "[1:The rebel commander] {1:threatened} <1:to cut the road to the capital>.",
    "[1:The mayor] {1:vowed} <1:to rebuild the market within a year>.",
    "[1:The coast guard] {1:denied} that <1:its boats had turned back migrants>.",
    "[1:The airline] {1:denied} <1:allegations of price fixing>.",
    "[1:The central bank governor] {1:stressed} <1:the need for caution>, the daily said.",
    "[1:Nairobi's governor] {1:urged} <1:residents to stay indoors>.",
    "[1:The party's youth wing] {1:demanded} <1:the resignation of the treasurer>.",
    "[1:The judge] {1:criticised} <1:the police for losing the tapes>.",
    "[1:Ms Okafor], who chairs the committee, {1:said} <1:the report would be published in full>.",
    "At a meeting in Lyon, [1:the trade unions] {1:announced} that <1:they would strike for two days>.",
    "[1:Her spokesman] {1:confirmed} <1:the two leaders would meet in Geneva>.",
    "[1:The energy regulator] {1:warned against} <1:a return to coal>.",
    "[1:Villagers] {1:complained} that <1:the mine had poisoned their wells>.",
    "[1:The defence secretary] {1:went on to say} that <1:the carrier would sail in May>.",
    "[1:The council leader] {1:defended} <1:the decision to close two libraries>.",
    "[1:Lawmakers from the south] {1:opposed} <1:the new water tariff>.",
    "[1:The ambassador] {1:told} the Daily Courier that <1:visas would be issued again from Monday>.",
    "[1:Analysts] {1:said} <1:the vote could delay the budget>.",
    "[1:Both parties] {1:agreed} that <1:the talks should continue>.",
    "[1:The king] {1:praised} <1:the courage of the firefighters>.",
    "[1:A source close to the palace] {1:said} <1:no date had been set>.",
    "[1:The archipelago's premier] {1:dismissed} <1:the report as a fabrication>.",
    "In a statement, [1:the embassy] {1:said} <1:it regretted the delay>.",
    "[1:The union] {1:said in a statement} that <1:its members would vote next week>.",
    "[1:Wellington] {1:has repeatedly said} <1:it will not send troops>.",
    "[1:The pope] {1:appealed for} <1:an end to the fighting>.",
    "[1:The senator] {1:argued} that <1:the tax would hurt small farms>, "
    "and [2:the governor] {2:replied} that <2:it would not>.",
    "<1:The opposition had left the talks on a government>, [1:a senior ally of the president] {1:claimed} on Friday.",
    "[12:The bishop] {1:said} <1:the church would not tire of preaching peace>, {2:adding} that "
    "<2:the bloodshed must end>.",
    "[12:The opposition leader] {1:said} <1:the premier was misleading voters> and {2:vowed} "
    "<2:to put the treaty to a referendum>.",
    "[12:The regional assembly] {1:denounced} <1:the arrest of its president> and {2:called for} <2:fresh talks>.",
    "<1:Seven villages were flooded>, the Coastal news agency {1:quoted} [1:a rescue worker] as saying.",
    "[1:The deputy minister] was {1:quoted by the Evening Star as saying} that <1:the port would be sold>.",
    "[1:Hanoi] {1:expressed} <1:its regret at the incident>.",
    "[12:Germany's interior minister] {1:echoed} <1:the French demand for border checks>, {2:noting} that "
    "<2:arrivals had doubled>.",
    "[1:The students' union] {1:staged a march demanding} <1:the release of its leaders>.",
    "[1:The minister] {1:pointed out} that <1:spending on schools had doubled> and [2:the union] {2:replied} that "
    "<2:prices had too>.",
    "The talks failed; [1:the envoy] {1:warned against} <1:unilateral steps>.",
    "[1:Ottawa] {1:backed} <1:the proposal for a carbon border tax>.",
]

DIRECT = [
    '"<1:We will not pay for this crisis,>" [1:union leader Marta Silva] {1:said}.',
    "“<1:The harvest is lost,>” {1:said} [1:Joseph Otieno, a farmer in Kisumu].",
    '[1:The minister] {1:said}: "<1:There will be no second referendum.>"',
    '[1:He] {1:said}, "<1:I have nothing to hide.>"',
    "«<1:The border stays closed,>» [1:the interior ministry] {1:said}.",
    "'<1:We are not leaving this valley,>' [1:Mrs Thapa] {1:said}.",
    '"<1:This budget is a scandal,>” [1:the opposition leader] {1:told} parliament.',
    '"<1:We waited for hours,>" [1:Ravi Menon] {1:said}. "<1:Nobody came to help us.>"',
    '"<1:The talks,>" [1:she] {1:said}, "<1:are going nowhere.>"',
    "[1:The coach] {1:told} reporters: “<1:We have lost our best player. It will be a long season.>”",
    '"<1:Who gave the order?>" {1:asked} [1:the prosecutor].',
    '[1:Ms Lund] {1:stated} that "<1:the islands will never be sold.>"',
    '"<1:It is our river as much as theirs,>" [1:he] {1:told} state television. "<1:We will fill the lake.>"',
    '[1:Mr Fahmy] {1:went} further: "<1:All options are on the table.>"',
]

MIXED = [
    '[1:The governor] {1:said} <1:the plan was "a gift to the rich" and would be repealed>.',
    "[1:The envoy] {1:warned} that <1:the truce “will not survive the week” without monitors>.",
    '[1:The premier] {1:described} <1:the leak as "deeply troubling" for the whole alliance and its friends>.',
    '[1:The leftist senator] {1:called} <1:the reform "blind and deaf">.',
    "[1:The report's author] {1:said} <1:ministers had been ‘asleep at the wheel’ for a decade>.",
]

NESTED = [
    "[2:The speaker] {2:said} <2:[1:the minister] {1:had said} that <1:the money was spent>>.",
    "<2:[1:Members of the committee] {1:said} that <1:the dam would be built>>, [2:Banda] {2:said}.",
    "[1:The ruling party] {1:has announced} that <1:it will leave the coalition>, a local newspaper reported.",
]

NOTHING = [
    "The river burst its banks on Sunday and two bridges were swept away.",
    "The spokesman did not say when the road would reopen.",
    "The minister declined to comment on the report.",
    "The company is expected to announce its results on Thursday.",
    "He thought the rain would stop, and walked home.",
    "The cabinet is planning to raise the tax, a clear sign that the talks have failed.",
    "If she says that the vote was fair, the crisis will end.",
    'The film, called "The Long Road", opens in May.',
    "The ministry did not disclose further details of the accident.",
    "Prices rose because of the drought, and farmers sold their cattle.",
    "He wanted to leave the city but hoped to return.",
    "They called the dog Rex.",
    "Prices rose again in March, underlining the need for reform.",
    "The figures suggest that unemployment will fall.",
    "Asked whether he would resign, he left the room.",
    "Some 72% of voters support the reform.",
    "The army has been backing the rebels in the north since May.",
    "Police questioned the driver for two hours.",
    "Rebels attacked the convoy near the border.",
    "She may announce her candidacy on Sunday.",
    "The governor did not deny that troops had crossed the river.",
    "Ms Korda refused to rule out that the reserve would be called up.",
    "She has never said that the port would not be closed.",
    "The premier neither confirmed nor denied that she would resign.",
    "Mr Reyl would not say that he supported the law.",
]


@pytest.mark.parametrize("marked", INDIRECT + DIRECT + MIXED + NESTED)
def test_marked_statements_are_found_and_no_others(marked):
    text, wanted = unmarked(marked)
    found = list(read(text, [want.source[0] for want in wanted.values() if want.source]))
    for want in wanted.values():
        match = max(found, key=lambda statement: overlap(statement.content, want.content), default=None)
        assert match is not None, "nothing found"
        assert overlap(match.content, want.content) >= 0.9, [span.of(text) for span in match.content]
        assert overlap(match.source, want.source) >= 0.5, [span.of(text) for span in match.source]
        assert any(cue.overlaps(mine) for cue in want.cue for mine in match.cue)
        found.remove(match)
    assert [[span.of(text) for span in extra.content] for extra in found] == []


@pytest.mark.parametrize(("cases", "kind"), [(INDIRECT, "indirect"), (DIRECT, "direct"), (MIXED, "mixed")])
def test_how_it_is_quoted(cases, kind):
    for marked in cases:
        text, _ = unmarked(marked)
        assert {statement.quoted for statement in read(text)} == {kind}, text


@pytest.mark.parametrize("text", NOTHING)
def test_no_statement(text):
    assert [[span.of(text) for span in statement.content] for statement in read(text)] == []
