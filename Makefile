# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
TEST := $(VENV)/.test
DEMO := out/demo.db
PORT ?= 8000

.PHONY: demo test lint seeds bench lock clean train-attribution train-roles train-entities train-deeds help

help:
	@echo "make demo    read the example articles into $(DEMO) and serve the pages on port $(PORT)"
	@echo "make test    everything that CI runs"
	@echo "make bench   speed and memory beside a bare pass of the parser"
	@echo "make lock    pin the dependencies again"
	@echo "make train-attribution   train the attribution model again from ../shared/data"
	@echo "make train-roles         train its role head further, the encoder as it is"
	@echo "make train-deeds         train the heads that find deeds, and who does them to whom, again"
	@echo "make train-entities      train the head that finds names again, on the attribution model's states"

demo: $(RUN)
	@mkdir -p out
	$(BIN)/onrecord read examples/articles --record $(DEMO)
	$(BIN)/onrecord code examples/codebook.yaml --record $(DEMO)
	$(BIN)/onrecord serve --record $(DEMO) --port $(PORT)

test: $(TEST)
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/python -m pytest -q

lint: $(TEST)
	$(BIN)/ruff check src tests benchmarks training

bench: $(TEST)
	$(BIN)/python benchmarks/annotate.py

train-attribution: $(TEST)
	$(BIN)/pip install -q -r training/requirements.txt
	$(BIN)/python -m training.attribution.train --data ../shared/data

train-roles: $(TEST)
	$(BIN)/pip install -q -r training/requirements.txt
	$(BIN)/python -m training.attribution.heads --data ../shared/data

train-entities: $(TEST)
	$(BIN)/pip install -q -r training/requirements.txt
	$(BIN)/python -m training.entities.label --data ../shared/data
	$(BIN)/python -m training.entities.train --data ../shared/data

train-deeds: $(TEST)
	$(BIN)/pip install -q -r training/requirements.txt
	$(BIN)/python -m training.events.train --data ../shared/data
	$(BIN)/python -m training.events.sides --data ../shared/data

$(VENV)/bin/pip:
	sh .ci/venv "$(PYTHON)" "$(VENV)"

$(RUN): requirements/run.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(TEST): requirements/test.lock $(RUN)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/test.lock
	@touch $@

# `--universal`: one lock for every Python from 3.11 on; hashes of all wheels; no registry is named in it
LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links
lock: $(VENV)/bin/pip
	$(BIN)/pip install -q uv
	$(LOCK) pyproject.toml requirements/build.in -o requirements/run.lock
	$(LOCK) pyproject.toml requirements/build.in --extra test -c requirements/run.lock -o requirements/test.lock

clean:
	rm -rf $(VENV) out build dist
