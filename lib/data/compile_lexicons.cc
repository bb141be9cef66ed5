// Makes lexicons.h and lexicons.cc from .tsv files: the build runs it.
//
//     compile_lexicons OUTPUT_DIR FILE.tsv...
//
// A file: UTF-8, a row a line, columns parted by tabs. Lines that begin with '#' and empty lines
// are comments. Rows may leave out trailing empty columns. A key stands once.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "text/lexicon.h"

namespace {

using Row = std::vector<std::string>;

Row split(const std::string& line) {
  Row row(1);
  for (const char c : line) {
    if (c == '\t') {
      row.emplace_back();
    } else {
      row.back() += c;
    }
  }
  return row;
}

std::vector<Row> read(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path.string() + ": cannot be read");
  std::vector<Row> rows;
  std::set<std::string> keys;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::string where = path.string() + ":" + std::to_string(number) + ": ";
    if (line.find('\r') != std::string::npos) throw std::runtime_error(where + "a carriage return");
    rows.push_back(split(line));
    for (const std::string& field : rows.back()) {
      if (!field.empty() && (field.front() == ' ' || field.back() == ' ')) {
        throw std::runtime_error(where + "a space at the edge of a column");
      }
    }
    if (rows.back()[0].empty()) throw std::runtime_error(where + "an empty key");
    if (!keys.insert(rows.back()[0]).second) {
      throw std::runtime_error(where + "'" + rows.back()[0] + "' stands twice");
    }
  }
  if (rows.empty()) throw std::runtime_error(path.string() + ": no rows");
  if (rows.size() > newscut::Lexicon::most_rows) {
    throw std::runtime_error(path.string() + ": too many rows");
  }
  std::size_t columns = 0;
  for (const Row& row : rows) columns = std::max(columns, row.size());
  for (Row& row : rows) row.resize(columns);
  return rows;
}

void write_numbers(std::ostream& out, const char* name, const std::vector<std::uint32_t>& numbers) {
  out << "constexpr std::uint32_t " << name << "[] = {";
  for (std::size_t i = 0; i < numbers.size(); ++i)
    out << (i % 16 == 0 ? "\n" : "") << numbers[i] << ',';
  out << "\n};\n";
}

void write_table(std::ostream& out, const std::string& name, const std::vector<Row>& rows) {
  std::string blob;
  std::vector<std::uint32_t> cells;
  std::uint32_t longest = 1;
  for (const Row& row : rows) {
    longest = std::max(longest, static_cast<std::uint32_t>(std::ranges::count(row[0], ' ')) + 1);
    for (const std::string& field : row) {
      cells.push_back(static_cast<std::uint32_t>(blob.size()));
      blob += field;
    }
  }
  cells.push_back(static_cast<std::uint32_t>(blob.size()));
  std::size_t size = 4;
  while (size < 2 * rows.size()) size *= 2;
  std::vector<std::uint32_t> slots(size);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t hash = newscut::Lexicon::hash(rows[i][0]);
    std::size_t at = hash & (size - 1);
    while (slots[at] != 0) at = (at + 1) & (size - 1);
    slots[at] = newscut::Lexicon::slot_of(hash, static_cast<std::uint32_t>(i));
  }
  out << "namespace " << name << "_table {\nconstexpr char blob[] = {";
  for (std::size_t i = 0; i < blob.size(); ++i) {
    out << (i % 24 == 0 ? "\n" : "") << static_cast<int>(static_cast<signed char>(blob[i])) << ',';
  }
  out << "0};\n";
  write_numbers(out, "cells", cells);
  write_numbers(out, "slots", slots);
  out << "}\nconstinit const Lexicon " << name << "(" << name << "_table::blob, " << name
      << "_table::cells, " << name << "_table::slots, " << rows[0].size() << ", " << longest
      << ");\n\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) {
    std::cerr << "usage: compile_lexicons OUTPUT_DIR FILE.tsv...\n";
    return 2;
  }
  const std::filesystem::path out(argv[1]);
  std::ofstream header(out / "lexicons.h");
  std::ofstream source(out / "lexicons.cc");
  header
      << "// Made by lib/data/compile_lexicons.cc from lib/data/*.tsv. Do not edit.\n#pragma once\n"
         "#include \"text/lexicon.h\"\nnamespace newscut::lexicons {\n";
  source << "// Made by lib/data/compile_lexicons.cc from lib/data/*.tsv. Do not edit.\n"
            "#include \"lexicons.h\"\n#include <cstdint>\nnamespace newscut::lexicons {\n";
  for (int i = 2; i < argc; ++i) {
    const std::filesystem::path path(argv[i]);
    const std::string name = path.stem().string();
    header << "extern const Lexicon " << name << ";\n";
    write_table(source, name, read(path));
  }
  header << "}\n";
  source << "}\n";
  header.close();
  source.close();
  if (!header || !source) throw std::runtime_error(out.string() + ": cannot be written");
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "compile_lexicons: " << error.what() << '\n';
  return EXIT_FAILURE;
}
