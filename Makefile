# `make run` and `make test` do everything, also on a bare machine. Both can be repeated.
.PHONY: run test check setup lock bench help
PORT ?= 8000
PYTHON_IN_VENV = .venv/bin/python

help:
	@echo "make run     sæt op, indlæs demoen, lav årsrapporten i build/, og vis portalen på 127.0.0.1:$(PORT)"
	@echo "make test    alle prøver: SQLite, PostgreSQL og browser"
	@echo "make check   format, lint, typer, importregler, migrationer, drift, licenser, sårbarheder"
	@echo "make setup   kun opsætning"
	@echo "make lock    lås pakkerne på ny efter en ændring i requirements/*.in"

setup:
	@scripts/setup test

run:
	@scripts/setup run
	@PORT=$(PORT) scripts/run

test:
	@scripts/setup test
	@scripts/test

check:
	@scripts/setup test
	@scripts/check

lock:
	@command -v uv >/dev/null || .venv/bin/python -m pip install --quiet uv
	@for name in base dev node; do PATH="$$PWD/.venv/bin:$$PATH" uv pip compile --quiet --upgrade --generate-hashes requirements/$$name.in -o requirements/$$name.txt; done
