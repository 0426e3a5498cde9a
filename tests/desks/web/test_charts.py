from grants.desks.web import charts


def test_place_is_a_share_of_the_scale():
    assert charts.place(3, 1, 5) == "50%"


def test_place_stays_within_the_drawing():
    assert [charts.place(value, 0, 10) for value in (-5, 15)] == ["0%", "100%"]


def test_place_on_a_scale_without_length_is_its_start():
    assert charts.place(4, 4, 4) == "0%"


def test_bars_are_shares_of_the_largest():
    chart = charts.bars([("Harbour", 40), ("Mill", 10)], show=lambda value: f"{value} groups")
    assert chart.rows == [charts.BarRow("Harbour", "40 groups", "100%"), charts.BarRow("Mill", "10 groups", "25%")]


def test_bars_of_nothing_are_empty():
    assert charts.bars([]).rows == []


def test_dot_arrow_says_which_way_it_went():
    chart = charts.dot_arrow([("Safe", 2, 4), ("Helped", 4, 3)], low=0, high=4)
    assert [(row.before_x, row.after_x, row.is_down, row.y) for row in chart.rows] == [
        ("50%", "100%", False, 0),
        ("100%", "75%", True, 56),
    ]
    assert chart.height == 112


def test_caterpillar_puts_the_highest_first():
    chart = charts.caterpillar([("Choir", 50, 40, 60), ("Garden", 75, 70, 80)], low=0, high=100, middle=60)
    assert [(row.label, row.value_x, row.low_x, row.high_x) for row in chart.rows] == [
        ("Garden", "75%", "70%", "80%"),
        ("Choir", "50%", "40%", "60%"),
    ]
    assert chart.middle_x == "60%"
