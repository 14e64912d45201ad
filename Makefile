# Needs make, any Python 3 and a package registry. Everything is installed inside this folder.

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.ready
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PYTHON_VERSION := $(shell cat .python-version)

# The environment may forbid writing bytecode; without it every start is several times slower.
export UV_COMPILE_BYTECODE := 1
export UV_LINK_MODE := copy
export UV_HTTP_TIMEOUT ?= 60

# The programs with which the tests open what is printed: not ours, so that they are a second opinion.
PROGRAMS := soffice pdftoppm chromium
PACKAGES := libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils chromium

.PHONY: setup demo test programs lint fuzz bench clean lock install-check

setup: $(READY)

demo: $(READY)
	@$(VENV)/bin/realloc compare scenarios/phetchaburi-2564
	@mkdir -p build/demo
	@for lang in th en; do \
		$(VENV)/bin/realloc propose scenarios/phetchaburi-2564 --lang $$lang --compare reopen-july,cap-50,dark-red-september \
			$(foreach form,docx pdf xlsx html md,-o build/demo/paper-$$lang.$(form)); \
	done

test: lint programs
	$(PYTHON) -m pytest -n 2

# Installed where that is allowed (as root, on Debian).
programs:
	@missing=; for program in $(PROGRAMS); do command -v $$program >/dev/null || missing="$$missing $$program"; done; \
	if test -z "$$missing"; then exit 0; fi; \
	if test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(PACKAGES) >/dev/null; \
	then exit 0; fi; \
	echo "Not installed:$$missing. Tests that need them are skipped, and fail where CI is set."

# The differential test and the readers in full: thousands of random cases against every solver installed,
# thousands of damaged files; then, where atheris can be installed, two minutes of its search for more.
fuzz: $(READY) | $(UV)
	FUZZ=3000 $(PYTHON) -m pytest -n 2 tests/fuzz
	@test -d .tools/atheris || $(UV) pip install --quiet --python $(PYTHON) --target .tools/atheris atheris \
		|| echo "atheris cannot be installed here."
	@test ! -d .tools/atheris || PYTHONPATH=.tools/atheris:tests $(PYTHON) tests/fuzz/coverage_guided.py \
		-max_total_time=120 -timeout=60 -rss_limit_mb=4096

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy src

# CBC gets a folder of its own, as PuLP imports it wherever it finds it; without it, its rows say so.
bench: $(READY) | $(UV)
	@test -d .tools/bench || $(UV) pip install --quiet --python $(PYTHON) --no-deps --target .tools/bench \
		--requirement bench/requirements.txt || true
	$(PYTHON) -m bench $(BENCH)

# The wheel, installed by uv and by pipx with everything from the registry, each into a folder of its own.
install-check: $(READY) | $(UV)
	rm -rf build/install
	$(PYTHON) -m hatchling build -t wheel -d build/install
	UV_TOOL_DIR=build/install/uv UV_TOOL_BIN_DIR=build/install/uv-bin $(UV) tool install --quiet build/install/*.whl
	build/install/uv-bin/realloc init --example build/install/by-uv
	build/install/uv-bin/realloc plan build/install/by-uv -o build/install/uv.json
	PIPX_HOME=$(CURDIR)/build/install/pipx PIPX_BIN_DIR=$(CURDIR)/build/install/pipx-bin \
		$(UV) tool run pipx install --quiet build/install/*.whl
	build/install/pipx-bin/realloc init --example build/install/by-pipx
	build/install/pipx-bin/realloc plan build/install/by-pipx -o build/install/pipx.json

clean:
	rm -rf $(VENV) .tools build dist .pytest_cache .hypothesis .ruff_cache .mypy_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

lock: $(UV)
	$(UV) pip compile pyproject.toml --group dev --universal --no-header --no-annotate --no-emit-index-url -o requirements.lock

$(READY): requirements.lock pyproject.toml .python-version | $(UV)
	@$(MAKE) --no-print-directory venv
	$(UV) pip install --quiet --python $(PYTHON) --requirement requirements.lock
	$(UV) pip install --quiet --python $(PYTHON) --no-deps --editable .
	@$(PYTHON) -m compileall -q src || true  # an error in the source is for the tests to show
	@touch $@

# The Python of .python-version where there is one or one can be had, else any that will do.
.PHONY: venv
venv: | $(UV)
	@rm -rf $(VENV); \
	for python in $(PYTHON_VERSION) "$$(ls -d $$HOME/.pyenv/versions/$(PYTHON_VERSION)*/bin/python3 2>/dev/null | tail -n 1)" \
	    '>=3.12' $$(ls -d $$HOME/.pyenv/versions/3.1[2-9]*/bin/python3 2>/dev/null); do \
		test -n "$$python" || continue; \
		$(UV) venv --quiet --no-python-downloads --python "$$python" $(VENV) 2>/dev/null && exit 0; \
		rm -rf $(VENV); \
	done; \
	$(UV) venv --quiet --python $(PYTHON_VERSION) $(VENV)

# Outside this folder, so that a version manager does not insist on .python-version for this step.
.tools/bin/uv:
	cd / && python3 -m venv "$(CURDIR)/.tools"
	.tools/bin/pip install --quiet uv
