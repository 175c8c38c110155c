# The same commands at home and in CI. Each sets up what it needs in .venv by itself; only Python 3.11+ is needed.
#   make run     the bot; without BOT_TOKEN a Telegram of its own in the browser
#   make chat    a chat in this terminal
#   make browse  the knowledge base in a web browser, on this machine only
#   make test    the tests          make lint    ruff, ruff format, mypy
#   make eval    the answer test    make bench   the benchmarks
#   make promises  the README's promises, measured      make soak  the same at length: hours
#   make coverage  the tests with every branch counted: 95 % of all, 100 % of what must not fail
#   make mutants  what must not fail, changed in one place at a time: the tests notice 85 % of the changes; half an hour
#   make wire    every call of the end-to-end tests read a second time, by aiogram's models; every line of log for the token
#   make audit   known flaws of the locked dependencies
#   make setup   .venv with everything      make lock    new lock files from pyproject.toml

PYTHON ?= python3
# Standard output belongs to the command: `echo "a question" | make run` prints an answer and nothing else.
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

venv := .venv/bin/python
run-stamp := .venv/.requirements.lock.installed
browse-stamp := .venv/.requirements-browse.lock.installed
dev-stamp := .venv/.requirements-dev.lock.installed

.PHONY: run chat browse test coverage mutants promises soak wire audit lint eval bench setup lock

run: $(run-stamp)
	@$(venv) -m bot run

chat: $(run-stamp)
	@$(venv) -m bot chat

browse: $(browse-stamp)
	@$(venv) -m bot browse

test: $(dev-stamp)
	@$(venv) -m pytest -n auto --maxprocesses 4

# Inbox, admin check, confirming, query quoting, escaping, swap.
vital = bot/telegram/inbox.py,bot/telegram/disk.py,bot/telegram/admin.py,bot/telegram/offers.py,knowledge/storing/postings.py,bot/markup.py,knowledge/storing/publish.py

coverage: $(dev-stamp)
	@$(venv) -m pytest -n auto --maxprocesses 4 --cov=bot --cov=knowledge --cov-branch --cov-report=
	@$(venv) -m coverage report --skip-covered --fail-under=95
	@$(venv) -m coverage report --show-missing --fail-under=100 --include=$(vital)

mutants: $(dev-stamp)
	@$(venv) .ci/mutants.py

# By two processes: what is bound in time is the time of its own thread.
promises: $(dev-stamp)
	@PROMISES=ci $(venv) -m pytest -m promise -p tests.promises.table -n 2 --dist worksteal

soak: $(dev-stamp)
	@PROMISES=long $(venv) -m pytest -m promise -p tests.promises.table -n 2 --dist worksteal

# aiogram wants an older pydantic than Youju does: an environment of its own.
wire: $(dev-stamp)
	@test -x .venv-wire/bin/python || { $(PYTHON) -m venv .venv-wire && .venv-wire/bin/pip install --quiet aiogram==3.31.0; }
	@rm -f .venv-wire/calls.jsonl
	@WIRE_CALLS=.venv-wire/calls.jsonl $(venv) -m pytest -p tests.promises.leaks tests/bot/end_to_end
	@.venv-wire/bin/python tests/promises/second_reading.py .venv-wire/calls.jsonl

audit: $(dev-stamp)
	@$(venv) .ci/audit.py

lint: $(dev-stamp)
	@$(venv) -m ruff check --quiet .
	@$(venv) -m ruff format --quiet --check .
	@$(venv) -m mypy --no-error-summary

eval: $(dev-stamp)
	@$(venv) tests/eval/gate.py

bench: $(dev-stamp)
	@$(venv) -m bench

setup: $(dev-stamp)
	@:

.venv/.%.installed: % requirements-build.lock
	@$(PYTHON) .ci/install.py $< </dev/null

# uv resolves for every platform and Python at once; only this target needs it.
compile = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock"

lock: $(dev-stamp)
	@$(venv) -m pip install --quiet uv
	@$(compile) --upgrade --group build -o requirements-build.lock
	@$(compile) --upgrade pyproject.toml -c requirements-build.lock -o requirements.lock
	@$(compile) --upgrade pyproject.toml --extra browse -c requirements.lock -c requirements-build.lock -o requirements-browse.lock
	@$(compile) --upgrade pyproject.toml --extra browse --group dev -c requirements-browse.lock -o requirements-dev.lock
