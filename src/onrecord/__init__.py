"""onrecord puts public actors on record: who said what, when, in which words, reported by whom.

>>> from onrecord.pipeline.read import read
>>> from onrecord.text.article import make_article
>>> article = make_article("The minister said on Monday that the bridge would open.", id="1")
>>> read(article).statements[0].quoted
<Quoted.INDIRECT: 'indirect'>
"""

__version__ = "0.1.0"
