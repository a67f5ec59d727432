"""What an import may have to say of a row: one table of codes and sentences (what is so, and what to do)."""

from dataclasses import dataclass

MESSAGES = {
    # the row was not taken over, and why
    "title": "表題などの行です。取り込みません。",
    "heading": "見出しの行です。",
    "section": "区切りの行です。「{value}」を、つづく行に当てはめました。",
    "note": "注意書きなどの行です。取り込みません。",
    "total": "合計・小計の行です。取り込みません。",
    "number_only": "番号だけの行です。取り込みません。",
    "nothing_said": "「なし」を表す行です。取り込みません。",
    "no_list": "名簿の表がないシートです。取り込みません。",
    "example": "記入例の行です。取り込みません。",
    "continued": "{row}行目のつづきとして読みました。",
    "card_part": "{row}行目からはじまる1件の一部として読みました。",
    "hidden_sheet": "隠れているシートです。取り込むときは、表示してからもう一度読み込んでください。",
    "no_heading": "見出しの行が見つかりません。「名称」「開催日時」などの見出しを付けてください。",
    "calendar": "日付ごとの予定表（カレンダー）です。1行に1つの会（名称・日時・会場）を書いた表にしてください。",
    # the row was taken over; look at this
    "name_missing": "名称がありません。仮に「{value}」としました。名称を確かめてください。",
    "unheaded": "見出しのない欄の「{value}」は取り込みません。要るものなら、その列に見出しを付けてください。",
    "hidden_row": "隠れている行です。取り込んでよいか確かめてください。",
    "struck": "取り消し線が引かれています。終了・休止していないか確かめてください。",
    "formula_without_value": "計算式の結果がファイルにありません。表計算ソフトで開いて保存し直してください。",
    "broken_cell": "セルがエラー（{value}）になっています。元の表で直してください。",
    "ditto_without_above": "「{value}」の前に、写す内容がありません。",
    "group_unclear": "縦に並ぶ「{value}」がどの行までか決まりません。空けておきました。",
    "unknown_mark": "記号「{value}」の意味が分かりません。凡例を確かめてください。",
    "default_used": "表の外の「{value}」を当てはめました。",
    "note_unsure": "注意書き「{value}」を、この行の日時と合わせて読めません。日時の欄に書いてください。",
    "note_unheard": "注意書き「{value}」は、どの行にも当てはめていません。要るものは、それぞれの行に書いてください。",
    "kind_unknown": "種別「{value}」は語彙にありません。種類を選んでください。",
    "schedule_partly_read": "開催日時「{value}」は一部だけ読み取りました。次の開催日を確かめてください。",
    "weeks_unknown": "「{value}」の週（毎週か、第何週か）が書かれていません。開催日は出しません。",
    "status_unread": "状態「{value}」は読み取れません。活動中か、休止か、終了かを確かめてください。",
    "schedule_unread": "開催日時「{value}」は読み取れません。書かれた文のまま載せます。",
    "fee_unread": "参加費「{value}」の金額は読み取れません。書かれた文のまま載せます。",
    "point_wrong": "緯度・経度「{value}」は使えません。住所から位置を決めます。",
    "capacity_unread": "定員「{value}」は数として読めません。備考に残しました。",
    "code_twice": "番号「{value}」がほかの行と重なっています。番号を使わずに取り込みます。",
    "form_unread": "「{value}」は、この列には書けない形です。この欄だけ、いまのままにします。",
    "name_cleared": "名称が空です。名称は、いまのままにします。消すときは、登録の画面で消してください。",
    "cleared": "「{value}」が空になっています。取り込むと、登録からも消えます。",
    "second_place": "2つめからの会場の行です。変わったところは取り込みません。登録の画面で直してください。",
    "private_kept": "公開していない会場です。会場の欄は取り込みません。登録の画面で直してください。",
    "row_broken": "この行は取り込めません（{value}）。元の表を確かめてください。",
    "row_unreadable": "この行は読み取れないので、取り込みません。書き方を確かめるか、画面で登録してください。",
    "sheet_unreadable": "このシートは読み取れないので、取り込みません。見出しを1行にした表にしてください。",
    "zero_restored": "「{value}」は先頭の 0 が落ちているようです。「{said}」として読みました。",
    "phone_unread": "電話番号「{value}」は読み取れません。市外局番から書いてください。",
    # persons and homes
    "personal_name": "個人の氏名のようです。公開せず、社協だけの覚え書きに移しました。",
    "personal_address": "代表者・担当者の住所のようです。公開せず、社協だけの連絡先にしました。",
    "personal_phone": "携帯電話の番号です。公開せず、社協だけの連絡先にしました。",
    "home_phone": "個人の名前と並ぶ電話番号です。自宅かもしれないので、社協だけの連絡先にしました。",
    "personal_mail": "メールアドレスです。公開せず、社協だけの覚え書きに移しました。",
    "not_for_publication": "公開しないと書かれています。登録しますが、一覧には出しません。",
    "private_home": "個人のお宅のようです。会場は公開せず、町丁目までにします。",
    # compared with the catalogue
    "same_in_file": "{row}行目と同じ内容です。",
    "perhaps_same": "登録済みの「{value}」と同じかもしれません。別のものか確かめてください。",
    "renamed": "登録済みの「{value}」の名前が変わったものとして読みました。別の会でないか確かめてください。",
    "merged_into": "「{value}」にまとめた登録です。取り込みません。変わったことは「{value}」に書いてください。",
    "deleted_before": "「{value}」は、前に消した登録です。もう一度登録してよいか確かめてください。",
    "private_moved": "公開していない会場でした。新しい会場も、同意を確かめるまで町丁目までの公開にします。",
    "changed": "登録済みの内容と違います: {value}",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about a row. `column` is the heading as printed, None where it is the whole row."""

    code: str
    column: str | None
    message: str

    def as_json(self) -> dict[str, str | None]:
        return {"column": self.column, "code": self.code, "message": self.message}


def note(code: str, column: str | None = None, **details: object) -> Note:
    """The note of a code, its sentence filled in."""
    return Note(code, column, MESSAGES[code].format(**details))
