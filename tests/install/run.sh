#!/bin/sh
# Installs a build into an empty tree, moves the tree, and builds example.cc against it with CMake and
# with pkg-config.    usage: run.sh BUILD_DIR COMPILER
set -eu
[ $# -eq 2 ] || { echo "usage: $0 BUILD_DIR COMPILER" >&2; exit 2; }
build=$1 compiler=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/newscut install.XXXXXX")
trap 'rm -rf "$work"' EXIT

fail() { echo "$0: $*" >&2; exit 1; }

cmake --install "$build" --prefix "$work/first" > "$work/install.log" || fail "$(cat "$work/install.log")"
mv "$work/first" "$work/moved"
prefix=$work/moved

for file in bin/newscut include/newscut/analyzer.h include/newscut/report.h \
  share/bash-completion/completions/newscut share/zsh/site-functions/_newscut \
  share/fish/vendor_completions.d/newscut.fish share/man/man1/newscut.1 share/man/man5/newscut-report.5; do
  [ -s "$prefix/$file" ] || fail "$file is not installed"
done
if find "$prefix/include" -name '*.h' | grep -v '/include/newscut/'; then fail "private headers are installed"; fi
pc=$(find "$prefix" -name newscut.pc)
[ -n "$pc" ] || fail "newscut.pc is not installed"

# What the example prints; flags of the build (a sanitizer, say) must be those of the example.
flags=$(sed -n 's/^CMAKE_CXX_FLAGS:STRING=//p' "$build/CMakeCache.txt")
expected='Ann Lee: “We won,”'

cmake -S "$here" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_CXX_FLAGS="$flags" > "$work/cmake.log" 2>&1 &&
  cmake --build "$work/cmake" >> "$work/cmake.log" 2>&1 || fail "$(cat "$work/cmake.log")"
found=$("$work/cmake/example")
[ "$found" = "$expected" ] || fail "built with CMake, it prints: $found"

# pkg-config quotes the paths for the shell.
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
eval "\"\$compiler\" -std=c++20 $flags \"\$here/example.cc\" $(pkg-config --cflags --libs newscut) -o \"\$work/example\""
found=$("$work/example")
[ "$found" = "$expected" ] || fail "built with pkg-config, it prints: $found"

version=$(pkg-config --modversion newscut)
grep -q "\"$version\"" "$prefix/include/newscut/version.h" || fail "newscut.pc says $version"
"$prefix/bin/newscut" --version | grep -qF "$version" || fail "the command does not say $version"
echo "installed, moved, built with CMake and with pkg-config"
