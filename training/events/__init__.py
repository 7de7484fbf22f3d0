"""Makes the head that finds deeds again, from our own sentences (``sentences/*.txt``) and the shipped encoder."""
