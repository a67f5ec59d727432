import pytest

from directory.furigana import Readings, pieces


def shown(found: tuple[tuple[str, str | None], ...]) -> str:
    return "".join(f"{text}[{reading}]" if reading else text for text, reading in found)


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("お休み処", "おやすみどころ", "お休[やす]み処[どころ]"),
        ("サロン・ド・桜", "さろん・ど・さくら", "サロン・ド・桜[さくら]"),
        ("サロン・ド・桜", "さろんどさくら", "サロン・ド・桜[さくら]"),
        ("元オーネストア2階", "もとおーねすとあ2かい", "元[もと]オーネストア2階[2かい]"),
        ("ひろば 処 in逗子", "ひろば どころ いんずし", "ひろば 処[どころ] in逗子[いんずし]"),
        ("亀が岡", "カメガオカ", "亀[かめ]が岡[おか]"),
        ("南の南の会", "みなみのみなみのかい", "南[みなみ]の南[みなみ]の会[かい]"),
        ("にじいろ", "にじいろ", "にじいろ"),
        ("Café 21", "かふぇ21", "Café 21"),
        ("茶の間", None, "茶の間"),
        ("茶の間", "ちやのま", "茶[ちや]の間[ま]"),
        ("山の会", "うみのかい", "山[うみ]の会[かい]"),
        ("山の会", "やまかい", "山の会[やまかい]"),
        ("子の子の子", "このこのこのこ", "子の子の子[このこのこのこ]"),
        ("とても長い名前の会の子の集い", "とてもちがうよみ", "とても長い名前の会の子の集い"),
    ],
)
def test_a_reading_stands_over_the_kanji_it_is_of(text: str, reading: str | None, expected: str) -> None:
    found = pieces(text, reading)
    assert shown(found) == expected
    assert "".join(written for written, _ in found) == text


def test_names_of_places_are_read_wherever_they_stand_and_venues_as_a_whole() -> None:
    readings = Readings({"沼間": "ヌママ", "東沼間": "ひがしぬまま"}, {"桜会館": "さくらかいかん"})
    text = "桜会館、沼間五丁目\n（東沼間）新桜会館"
    assert (
        shown(readings.pieces(text)) == "桜会館[さくらかいかん]、沼間[ぬまま]五丁目\n（東沼間[ひがしぬまま]）新桜会館"
    )
    assert shown(Readings({}).pieces("沼間")) == "沼間"
