"""onrecord puts public actors on record: who said what, when, in which words, reported by whom.

>>> import onrecord                                   # doctest: +SKIP
>>> article = onrecord.article("The minister said on Monday that the bridge would open.", id="1")
>>> onrecord.read(article).statements[0].quoted
<Quoted.INDIRECT: 'indirect'>
"""

__version__ = "0.1.0"
