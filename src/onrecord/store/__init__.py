"""The record: the database of readings, actors, positions and judgements."""
