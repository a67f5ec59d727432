# つなぎ帖: `make demo` shows it, `make test` proves it. Both need python3.11+, make and the network for the first run.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
INSTANCE := $(or $(TSUNAGI_INSTANCE),instance)
PIP_QUIET := --quiet --disable-pip-version-check
.DEFAULT_GOAL := help

.PHONY: help install install-dev demo serve test lint audit lock eval clean

help:  ## この一覧
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "python3 がありません。Python 3.11 以上を入れてください（Debian: apt install python3 python3-venv）。"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 以上が要ります（いま: $$($(PYTHON) -V)）。PYTHON=python3.11 make demo のように指定できます。"; exit 1; }
	@echo "専用の環境 $(VENV)/ を作ります…"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "専用の環境を作れませんでした（Debian/Ubuntu: apt install python3-venv）。"; exit 1; }

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	@echo "必要な部品を入れます（初回だけ 1〜2 分）…"
	@$(BIN)/python -m pip install $(PIP_QUIET) --require-hashes -r requirements.txt || { echo "部品を入れられませんでした。ネットワークの接続を確かめて、もう一度 make してください。"; exit 1; }
	@$(BIN)/python -m pip install $(PIP_QUIET) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.archives: geodata/archives.txt $(VENV)/.installed
	@$(BIN)/python -m geodata.archives || { echo "町名表と字体を取得できませんでした。ネットワークの接続を確かめて、もう一度 make してください。"; exit 1; }
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "試験に使う部品を入れます…"
	@$(BIN)/python -m pip install $(PIP_QUIET) --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.archives  ## 動かすのに要るものを .venv/ に入れる

install-dev: install $(VENV)/.installed-dev  ## 試験と開発に要るものも入れる

demo: install  ## 見本（逗子市）を用意して http://127.0.0.1:8000 で開く（PORT= で変更）
	@PORT=$(PORT) $(BIN)/tsunagi demo

serve: install  ## 用意ずみの名簿を開く
	@PORT=$(PORT) $(BIN)/tsunagi serve

test: install-dev  ## すべての試験（SQLite と、あれば PostgreSQL・Chromium）
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

lint: install-dev  ## 書き方と型だけ
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

audit: install-dev  ## 部品の既知の弱点（調べられない部品があれば失敗）
	@$(BIN)/python .ci/audit.py

eval: install-dev  ## 照合の並びを、近い順・ことば検索とくらべる（事例は directory/profiles/*/cases）
	@$(BIN)/python -m bench.eval

lock: install-dev  ## pyproject.toml から requirements*.txt を作り直す
	@$(BIN)/uv pip compile pyproject.toml --extra install --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --extra install --extra dev -c requirements.txt --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements-dev.txt

clean:  ## 環境と見本を消す（instance/ の名簿は残す）
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
