# Thin: each target says what it does and hands over to CMake, ctest or .ci.
#
#   make           build build/newscut
#   make demo      install what is missing, build, analyse a sample article
#   make test      install what is missing, build, run all tests
#   make bench     time each layer on the samples, or on CORPUS=FILE.ndjson
#   make install   install to PREFIX (/usr/local), below DESTDIR

PREFIX ?= /usr/local
CORPUS ?=
BUILD  := build
JOBS   := $(shell nproc 2>/dev/null || echo 2)

.PHONY: all demo test bench install clean packages test-packages
.DEFAULT_GOAL := all

all: build/.configured
	@cmake --build $(BUILD) --parallel $(JOBS) --target newscut_cli

demo: packages
	@$(MAKE) --no-print-directory all
	@echo "== newscut samples/wire.txt"
	@$(BUILD)/newscut samples/wire.txt

test: test-packages
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DNEWSCUT_TESTS=ON \
	  -DNEWSCUT_WERROR=$(if $(CI),ON,OFF)
	@cmake --build $(BUILD) --parallel $(JOBS)
	@ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

bench: packages
	@tools/install-packages bench
	@cmake -S . -B build-bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DNEWSCUT_BENCH=ON -DNEWSCUT_TESTS=ON
	@cmake --build build-bench --parallel $(JOBS) --target newscut_bench newscut_cli
	@NEWSCUT_BENCH_CORPUS="$(CORPUS)" build-bench/tests/bench/newscut_bench

install: all
	@DESTDIR="$(DESTDIR)" cmake --install $(BUILD) --prefix "$(PREFIX)"

clean:
	rm -rf build build-*/

packages:
	@tools/install-packages build

test-packages:
	@tools/install-packages build test

build/.configured: CMakeLists.txt
	@command -v cmake >/dev/null && command -v ninja >/dev/null || \
	  { echo "newscut: cmake or ninja is missing: 'make demo' installs what a build needs" >&2; exit 1; }
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DNEWSCUT_TESTS=OFF
	@touch $@
