"""The accessibility statement (JIS X 8341-3:2016, 等級 AA): each criterion by what the last examination saw.

`accessibility.json` is written by `python -m bench.accessibility`, which opens every page in every role and at both
sizes; nothing in it is written by hand. What no machine can tell is said to wait for a person's eyes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).with_name("accessibility.json")
# JIS X 8341-3:2016 附属書 (the success criteria of WCAG 2.0), 等級 A and AA, by number.
CRITERIA = {
    "1.1.1": "非テキストコンテンツ", "1.2.1": "音声だけ及び映像だけ（収録済み）", "1.2.2": "キャプション（収録済み）",
    "1.2.3": "音声解説又はメディアに対する代替コンテンツ（収録済み）", "1.2.4": "キャプション（ライブ）",
    "1.2.5": "音声解説（収録済み）", "1.3.1": "情報及び関係性", "1.3.2": "意味のある順序", "1.3.3": "感覚的な特徴",
    "1.4.1": "色の使用", "1.4.2": "音声の制御", "1.4.3": "コントラスト（最低限レベル）",
    "1.4.4": "テキストのサイズ変更", "1.4.5": "文字画像", "2.1.1": "キーボード", "2.1.2": "キーボードトラップなし",
    "2.2.1": "タイミング調整可能", "2.2.2": "一時停止、停止及び非表示",
    "2.3.1": "3回のせん（閃）光、又はしきい（閾）値以下",
    "2.4.1": "ブロックスキップ", "2.4.2": "ページタイトル", "2.4.3": "フォーカス順序",
    "2.4.4": "リンクの目的（コンテキスト内）", "2.4.5": "複数の手段", "2.4.6": "見出し及びラベル",
    "2.4.7": "フォーカスの可視化", "3.1.1": "ページの言語", "3.1.2": "一部分の言語", "3.2.1": "フォーカス時",
    "3.2.2": "入力時", "3.2.3": "一貫したナビゲーション", "3.2.4": "一貫した識別性", "3.3.1": "エラーの特定",
    "3.3.2": "ラベル又は説明", "3.3.3": "エラー修正の提案", "3.3.4": "エラー回避（法的、金融及びデータ）",
    "4.1.1": "構文解析", "4.1.2": "名前（name）、役割（role）及び値（value）",
}  # fmt: skip
_OF_MEDIA = {"1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.4.2"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One criterion. `outcome`: what was found; `how`: by what."""

    number: str
    name: str
    outcome: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    day: date
    axe: str
    browser: str
    pages: int
    visits: int
    roles: tuple[str, ...]
    sizes: tuple[str, ...]
    wrong: tuple[str, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def conformance(self) -> str:
        """In the words of the ウェブアクセシビリティ基盤委員会: 準拠 needs every criterion to have been seen to."""
        if self.wrong:
            return "等級 AA に不適合のところがあります"
        return "等級 AA に一部準拠" if any(one.outcome == UNSEEN for one in self.verdicts) else "等級 AA に準拠"

    @classmethod
    def load(cls, path: Path = RESULTS) -> "Statement":
        said = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            day=date.fromisoformat(said["day"]),
            axe=said["axe"],
            browser=said["browser"],
            pages=said["pages"],
            visits=said["visits"],
            roles=tuple(said["roles"]),
            sizes=tuple(said["sizes"]),
            wrong=tuple(said["wrong"]),
            verdicts=tuple(_verdicts(said)),
        )


MET, NOT_MET, NONE_THERE, UNSEEN = "違反なし", "違反あり", "該当なし", "人の目での確認を待っています"


def _verdicts(said: dict[str, dict[str, dict[str, int]]]) -> Iterator[Verdict]:
    for number, name in CRITERIA.items():
        seen = said["criteria"].get(number, {"passed": 0, "violated": 0, "rules": 0})
        if seen["violated"]:
            yield Verdict(number, name, NOT_MET, f"機械: {seen['violated']}か所")
        elif number in _OF_MEDIA and not said["media"]:
            yield Verdict(number, name, NONE_THERE, "音声も映像も、どのページにもありません")
        elif seen["passed"]:
            yield Verdict(number, name, MET, f"機械: {seen['rules']}つの規則を{seen['passed']}回あてて")
        elif number == "1.4.4":
            yield Verdict(number, name, MET, "機械: 文字を200%にして、どのページもはみ出さない")
        else:
            yield Verdict(number, name, UNSEEN, "")
