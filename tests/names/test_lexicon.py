def test_every_row_of_the_alias_table_says_where_it_can_be_checked():
    from onrecord.names.lexicon import _rows

    rows = list(_rows("aliases.txt"))
    assert len(rows) > 150
    assert all(len(row) == 5 and row[4] for row in rows)
