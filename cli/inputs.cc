#include "inputs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "terminal.h"

namespace newscut::cli {
namespace {

namespace fs = std::filesystem;

// A path is never longer on this system; a longer line in a list is none.
constexpr std::size_t longest_path = 4096;
// An article of the greatest length, each byte of it as \u0000, and the other keys.
constexpr std::size_t longest_record = 6 * Analyzer::max_bytes + (std::size_t{1} << 20);

Failure too_long_article() {
  return {"too_long", fmt::format("longer than {} MiB", Analyzer::max_bytes >> 20)};
}

bool ends_like_one_of(const fs::path& path, std::initializer_list<std::string_view> endings) {
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(), [](char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return std::ranges::find(endings, ending) != endings.end();
}

}  // namespace

Inputs::Inputs(const Settings& settings) : settings_(settings) {}

Inputs::Result Inputs::next(Document& document, bool may_wait) {
  for (;;) {
    document.record = 0;
    document.bytes.clear();
    document.failure.reset();
    if (records_) {
      if (const std::optional<Result> result = next_record(document, may_wait)) return *result;
    }
    Pending pending;
    const Result result = next_path(pending, may_wait, document);
    if (result != Result::document || document.failure) return result;
    if (open(pending, document)) return Result::document;
  }
}

// None at the end of the file.
std::optional<Inputs::Result> Inputs::next_record(Document& document, bool may_wait) {
  LineReader::Result result{};
  document.path = records_path_;
  try {
    result = records_->next(document.bytes, may_wait);
  } catch (const std::system_error& error) {
    document.failure = Failure{"cannot_read", error.code().message()};
    records_.reset();
    return Result::document;
  }
  if (result == LineReader::Result::wait) return Result::wait;
  if (result == LineReader::Result::end) {
    records_.reset();
    return std::nullopt;
  }
  document.record = ++record_;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (record_ == 1 && document.bytes.starts_with(byte_order_mark)) {
    document.bytes.erase(0, byte_order_mark.size());
  }
  if (result == LineReader::Result::too_long) {
    document.failure =
        Failure{"too_long", fmt::format("a line longer than {} MiB", longest_record >> 20)};
  }
  return Result::document;
}

// What is to be read next; a failure of the list is put into `document`.
Inputs::Result Inputs::next_path(Pending& pending, bool may_wait, Document& document) {
  if (!found_.empty()) {
    pending = std::move(found_.front());
    found_.pop_front();
    return Result::document;
  }
  if (next_file_ < settings_.files.size()) {
    pending = {.path = settings_.files[next_file_++]};
    return Result::document;
  }
  if (!settings_.files_from) {
    if (!settings_.files.empty() || standard_input_read_) return Result::end;
    pending = {.path = "-"};
    return Result::document;
  }
  try {
    if (!list_) {
      list_.emplace(InputFile(*settings_.files_from), settings_.null_separated ? '\0' : '\n',
                    longest_path);
    }
    for (;;) {
      const LineReader::Result result = list_->next(pending.path, may_wait);
      if (result == LineReader::Result::end) return Result::end;
      if (result == LineReader::Result::wait) return Result::wait;
      if (result == LineReader::Result::too_long) {
        document.path = *settings_.files_from;
        document.failure = Failure{"cannot_read", "a name that is too long"};
        return Result::document;
      }
      if (!pending.path.empty()) return Result::document;
    }
  } catch (const std::system_error& error) {
    throw std::system_error(error.code(), *settings_.files_from);
  }
}

// True where `document` holds an article or a failure; else the records or the directory that the
// path stands for are what comes next.
bool Inputs::open(const Pending& pending, Document& document) {
  document.path = pending.path;
  const auto fail = [&](std::string message) {
    document.failure = Failure{"cannot_read", std::move(message)};
    return true;
  };
  try {
    if (pending.path == "-") {
      if (std::exchange(standard_input_read_, true)) {
        return fail("standard input was read before");
      }
      if (::isatty(STDIN_FILENO)) {
        tell("newscut: reading standard input; Ctrl-D ends it\n");
      }
    }
    std::error_code error;
    if (pending.path != "-" && fs::is_directory(pending.path, error)) {
      if (!settings_.recursive) return fail("is a directory; -r reads what is in it");
      list_directory(pending.path);
      return false;
    }
    InputFile file(pending.path);
    if (settings_.input == InputFormat::ndjson) {
      records_.emplace(std::move(file), '\n', longest_record);
      records_path_ = pending.path;
      record_ = 0;
      return false;
    }
    read_article(file, document);
    return true;
  } catch (const std::system_error& error) {
    return fail(error.code().message());
  }
}

void Inputs::read_article(InputFile& file, Document& document) const {
  file.read_all(document.bytes, Analyzer::max_bytes);
  if (document.bytes.size() > Analyzer::max_bytes) {
    document.failure = too_long_article();
    document.bytes = {};
  }
}

// Puts what is in a directory before everything else that was found.
void Inputs::list_directory(const std::string& path) {
  std::vector<Pending> entries;
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    const fs::path& name = entry.path().filename();
    if (name.native().starts_with('.')) continue;
    std::error_code gone;
    const bool directory = entry.is_directory(gone);
    const bool wanted = directory ? !entry.is_symlink(gone)
                        : settings_.input == InputFormat::ndjson
                            ? ends_like_one_of(name, {".ndjson", ".jsonl"})
                            : ends_like_one_of(name, {".txt", ".text", ".md", ""});
    // A pipe or device in a directory could be waited for in vain.
    if (wanted && (directory || entry.is_regular_file(gone))) {
      entries.push_back({entry.path().string(), true});
    }
  }
  std::ranges::sort(entries, {}, &Pending::path);
  found_.insert(found_.begin(), std::move_iterator(entries.begin()),
                std::move_iterator(entries.end()));
}

}  // namespace newscut::cli
