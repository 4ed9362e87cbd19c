# `make run` and `make test` are the two commands; everything else is for developers.
.PHONY: run test check lock coverage pictures bench evaluate clean
SHELL := /bin/bash

run:       ## the newsroom with demo data on http://127.0.0.1:8000/ (PORT=8001 for another port)
	@exec bin/run

test:      ## everything, on SQLite and on PostgreSQL, with a real browser
	@exec bin/test

check:     ## lint, format, types, migrations, deployment settings
	@bin/venv test && exec bin/check

lock:      ## resolve requirements/*.in again (make lock UPGRADE=--upgrade takes newer versions)
	@exec bin/lock $(UPGRADE)

coverage:  ## which lines and template lines the tests on SQLite reach
	@bin/venv test && exec .venv/bin/python -m pytest --cov --cov-report=term --cov-report=html

pictures:  ## take the README's pictures anew from the running app
	@exec bin/pictures

bench:     ## how fast it is, at 1,000 and 10,000 claims; docs/benchmarks.md says what is measured
	@bin/venv run && unset PYTHONDONTWRITEBYTECODE && exec .venv/bin/python -m benchmarks

evaluate:  ## what the text engine gets right: make evaluate DATA=folder-of-the-corpora
	@bin/venv run && exec .venv/bin/python -m benchmarks.evaluation $(DATA)

clean:     ## forget packages and caches; the data in var/ stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache htmlcov .coverage
