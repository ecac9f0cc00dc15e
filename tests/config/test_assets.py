from yizhan.config import assets


def test_a_second_build_has_nothing_to_do():
    assets.build()

    assert assets.build() is False


def test_styles_are_brought_down_to_older_browsers():
    assets.build()
    styles = (assets.BUILT / "yizhan.css").read_text()

    assert "&:hover" not in styles
    assert "num-400.woff2" in styles


def test_numbers_have_a_font_of_a_few_kilobytes():
    assets.build()

    assert all(1_000 < (assets.BUILT / name).stat().st_size < 12_000 for name in assets.FONTS)
