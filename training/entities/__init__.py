"""The names that the encoder of attributions can see: a small head on its states, learnt from the parser's recogniser.

    python -m training.entities.label --data ../shared/data          what the recogniser calls entities in the articles
    python -m training.entities.train --data ../shared/data          the head, shipped as models/entities
"""
