# The two commands of the README, and what goes with them. Each does its own set-up.
PRESET ?= release
TARGET ?= reference
BUILD  := build/$(PRESET)
PYTEST := PYTHONPATH=$(CURDIR)/$(BUILD)/python /usr/bin/python3 -m pytest -q -n 2 integration integration-cli
ARGS   ?=
FUZZ_SECONDS ?= 60
# An interpreter that is not instrumented, and never gives all of its memory back; the programs are those of the release.
UNDER_ASAN = LD_PRELOAD="$$(g++ -print-file-name=libasan.so) $$(g++ -print-file-name=libstdc++.so)" ASAN_OPTIONS=detect_leaks=0 \
             PYTHONPATH=$(CURDIR)/build/asan/python PLIMSOLL_PROGRAMS=$(CURDIR)/$(BUILD)/bin
BINDINGS   = $(addprefix pybind/tests/,$(addsuffix _test.py,engine errors lifetime rules sandbox))

.PHONY: help conformance selftest matrix test build generations programs package dependencies sanitizers fuzz integration integration-dockerd bench format regenerate clean

help:            ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 22

conformance: programs  ## run the conformance suite: TARGET=reference | dockerd[=PATH] | podman[=PATH] | unix://PATH, ARGS for plimsoll run
	$(BUILD)/bin/plimsoll run --target $(TARGET) --report report/$(firstword $(subst =, ,$(notdir $(TARGET)))) $(ARGS)

selftest: programs  ## engines with one defect each, and who catches them: ARGS for plimsoll self-test
	cmake --build --preset $(PRESET) --target plimsolld-defective
	$(BUILD)/bin/plimsoll self-test $(ARGS)

matrix: programs  ## who does what: dockerd and podman of three releases on three containerds, written to docs/matrix.md
	$(BUILD)/bin/plimsoll sysroot make bookworm trixie sid
	$(BUILD)/bin/plimsoll matrix --page docs/matrix.md $(ARGS)

test: build generations  ## all of the project's own tests: C++ through ctest, Python through pytest
	ctest --preset $(PRESET)
	$(MAKE) --no-print-directory integration integration-dockerd PRESET=$(PRESET)

integration: build generations  ## the real docker CLI and Docker's Python SDK against plimsolld: ARGS for pytest
	$(PYTEST) $(ARGS)

integration-dockerd: package  ## the same against Debian's dockerd 20.10, and what it does otherwise
	$(PYTEST) --ignore integration-cli/ctr_test.py --plimsoll-target dockerd $(ARGS)

sanitizers: programs  ## unit tests and the Python extension under ASan+UBSan, and unit tests with threads under TSan
	cmake --preset asan >/dev/null && cmake --build --preset asan --target unit_tests _plimsoll && ctest --preset asan
	$(UNDER_ASAN) /usr/bin/python3 -m pytest -q $(BINDINGS)
	cmake --preset tsan >/dev/null && cmake --build --preset tsan --target threaded_tests && ctest --preset tsan

fuzz: dependencies  ## what reads bytes of others, under libFuzzer: FUZZ_SECONDS=60 for each
	cmake --preset fuzz -DPLIMSOLL_FUZZ_SECONDS=$(FUZZ_SECONDS) >/dev/null
	cmake --build --preset fuzz

bench: programs  ## ratios against dockerd, ctr and runc's shim in one run, written to docs/benchmarks.md; ARGS=--soak
	cmake --build --preset $(PRESET) --target fixtures_benchmark
	/usr/bin/python3 hack/bench/compare.py --programs $(BUILD)/bin --output docs/benchmarks.md $(ARGS)

build: dependencies
	cmake --preset $(PRESET) >/dev/null
	cmake --build --preset $(PRESET)

# Other generations of containerd, beside the machine's own: fetched once, and a test fails without them.
generations: dependencies
	for release in trixie sid; do hack/containerd-of $$release build/generations || exit 3; done

programs: dependencies
	cmake --preset $(PRESET) >/dev/null
	cmake --build --preset $(PRESET) --target plimsoll plimsolld plimsoll-sandbox containerd-shim-plimsoll-v1

package: programs
	cmake --build --preset $(PRESET) --target _plimsoll

dependencies:
	hack/install-dependencies

format:          ## clang-format over every C++ file
	git ls-files '*.cc' '*.h' | xargs clang-format -i

regenerate: dependencies  ## what is made from catalogue and cases: docs/requirements.md, approved reports, known deviations
	hack/regenerate

clean:           ## remove what was built and reported
	rm -rf build report matrix-report
