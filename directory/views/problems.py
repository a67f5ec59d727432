"""Problems as pages: a Japanese sentence that says what happened and what to do, never a stack trace."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from geodata.errors import Problem

log = logging.getLogger(__name__)
BY_PHONE = "お急ぎのときは、お電話でお問い合わせください。"
SAID = {
    400: ("送られた内容を受け取れませんでした", "前の画面に戻り、ページを読み込み直してから、もう一度送ってください。"),
    403: ("このページは開けません", "この画面を開く権限がありません。"),
    404: (
        "ページが見つかりません",
        "番地（URL）が変わったか、掲載が終わったのかもしれません。一覧からさがしてみてください。",
    ),
    405: ("この開き方はできません", "前の画面に戻って、もう一度お試しください。"),
    413: ("送られたものが大きすぎます", "文は短く、ファイルは 10MB までにして、もう一度送ってください。"),
    429: ("少し間をあけてください", "続けて操作されたため、いったん止めています。10分ほどしてから、お試しください。"),
    500: ("こちらの不具合です", f"ご迷惑をおかけします。少し待って、もう一度お試しください。{BY_PHONE}"),
    503: ("いまは準備中です", f"少し待って、もう一度お試しください。{BY_PHONE}"),
}


def register(app: Flask, status_of: Mapping[type[Problem], int]) -> None:
    """`status_of`: the HTTP status of each kind of problem; a kind not named is 422."""

    @app.errorhandler(Problem)
    def problem(error: Problem) -> Response:
        status = next((status for kind, status in status_of.items() if isinstance(error, kind)), 422)
        title = SAID[status][0] if status in SAID else "入力を確かめてください"
        return _page(status, title, str(error))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        status = error.code or 500
        if 300 <= status < 400:
            return make_response(error.get_response())
        return _page(status, *SAID.get(status, SAID[400 if status < 500 else 500]))

    @app.errorhandler(Exception)
    def bug(error: Exception) -> Response:
        # The address and what was sent may tell of a person: neither is logged.
        log.error("a bug answered as 500 (%s)", request.endpoint, exc_info=error)
        return _page(500, *SAID[500])


def _page(status: int, message: str, what_to_do: str) -> Response:
    if request.is_json:
        return make_response(jsonify(error=f"{message}: {what_to_do}"), status)
    return make_response(
        render_template("errors/error.html", code=status, message=message, what_to_do=what_to_do), status
    )
