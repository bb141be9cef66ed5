#include "runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "batch.h"
#include "csv_writer.h"
#include "inputs.h"
#include "json_writer.h"
#include "newscut/analyzer.h"
#include "pipeline.h"
#include "progress.h"
#include "record.h"
#include "terminal.h"
#include "text_writer.h"
#include "utf8.h"

namespace newscut::cli {

namespace {

class Run {
 public:
  Run(const Settings& settings, Output& output)
      : settings_(settings),
        output_(output),
        analyzer_(settings.analysis()),
        inputs_(settings),
        parser_(settings.text_key, settings.id_key, settings.keep),
        csv_(settings),
        style_(text_style(settings, output)),
        several_(settings.input == InputFormat::ndjson || settings.recursive ||
                 settings.files_from || settings.files.size() > 1),
        progress_(settings.progress) {
    if (settings.format == Format::csv) output_.write(csv_.header());
  }

  int serial() {
    Batch batch(settings_);
    while (!stopped_) {
      batch.clear();
      Inputs::Result result = inputs_.next(batch.next(), false);
      if (result == Inputs::Result::wait) {
        output_.flush();  // whoever writes to the pipe may be waiting for it
        result = inputs_.next(batch.next(), true);
      }
      if (result == Inputs::Result::end) break;
      ++batch.size;
      analyze(batch);
      write(batch);
    }
    return finish();
  }

  int parallel() {
    run_in_order({.read = [this] { return read(); },
                  .work = [this](Batch& batch) { analyze(batch); },
                  .write =
                      [this](Batch& batch) {
                        if (!stopped_) {
                          write(batch);
                          output_.flush();
                        }
                        give_back(batch);
                      }},
                 settings_.jobs);
    return finish();
  }

 private:
  static TextStyle text_style(const Settings& settings, const Output& output) {
    return {.width = output.width(), .color = use_color(settings.color, output.is_terminal())};
  }

  // --- Reading, one thread at a time ---------------------------------------------------------

  // Some documents: fewer where the input has no more of them at the moment. None at the end.
  Batch* read() {
    constexpr std::size_t most_documents = 64;
    constexpr std::size_t most_bytes = std::size_t{128} << 10;
    Batch* const batch = take();
    while (!stopped_ && batch->size < most_documents && batch->bytes < most_bytes) {
      if (inputs_.next(batch->next(), batch->size == 0) != Inputs::Result::document) break;
      batch->bytes += batch->documents[batch->size].bytes.size();
      ++batch->size;
    }
    if (batch->size > 0) return batch;
    give_back(*batch);
    return nullptr;
  }

  Batch* take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) {
      all_.push_back(std::make_unique<Batch>(settings_));
      return all_.back().get();
    }
    Batch* const batch = idle_.back();
    idle_.pop_back();
    return batch;
  }
  void give_back(Batch& batch) {
    batch.clear();
    const std::lock_guard lock(mutex_);
    idle_.push_back(&batch);
  }

  // --- Analysis, any number of threads -------------------------------------------------------

  void analyze(Batch& batch) const {
    for (std::size_t i = 0; i < batch.size; ++i) {
      Document& document = batch.documents[i];
      std::optional<Failure> failure = std::move(document.failure);
      batch.record.id.clear();
      if (!failure) failure = analyze(document, batch);
      if (!failure) continue;
      report_failure(document, *failure, batch);
      if (settings_.on_error == OnError::stop) return;
    }
  }

  std::optional<Failure> analyze(Document& document, Batch& batch) const {
    Record& record = batch.record;
    const std::size_t output_before = batch.output.size();
    try {
      if (document.record > 0) {
        Failure failure;
        if (!parser_.parse(document.bytes, record, failure)) return failure;
        if (record.text.size() > Analyzer::max_bytes) {
          return Failure{"too_long", fmt::format("longer than {} MiB", Analyzer::max_bytes >> 20)};
        }
        warn_of_html(document, record.text, batch);
        append_report(document, analyzer_.analyze(record.text), batch);
      } else {
        record.kept.clear();
        warn_of_html(document, document.bytes, batch);
        append_report(document, analyzer_.analyze(document.bytes), batch);
      }
    } catch (const std::bad_alloc&) {
      batch.output.resize(output_before);
      return Failure{"out_of_memory", "out of memory"};
    }
    return std::nullopt;
  }

  // Its report is full of tags, which would puzzle whoever piped a page from the web into newscut.
  static void warn_of_html(const Document& document, std::string_view text, Batch& batch) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), text.size()));
    for (const std::string_view start : {"<!doctype html", "<html"}) {
      const auto same = [](char a, char b) {
        return a == b || ('A' <= a && a <= 'Z' && a - 'A' + 'a' == b);
      };
      const std::string_view begin = text.substr(0, start.size());
      if (std::ranges::equal(begin, start, same)) {
        batch.messages += fmt::format(
            "newscut: {}: looks like HTML; make it text first, for instance with w3m -dump\n",
            printable(name(document)));
      }
    }
  }

  static std::string json_id(const Document& document, const Record& record) {
    if (!record.id.empty()) return record.id;
    if (document.record > 0) return std::to_string(document.record);
    std::string id;
    append_json_string(id, to_utf8(document.path));
    return id;
  }
  // What a person calls the document: "a.txt", "a.ndjson:12".
  static std::string name(const Document& document) {
    return document.record > 0 ? fmt::format("{}:{}", document.path, document.record)
                               : document.path;
  }

  void append_report(const Document& document, const Report& report, Batch& batch) const {
    switch (settings_.format) {
      case Format::json:
      case Format::ndjson:
        batch.output +=
            batch.json.report(report, json_id(document, batch.record), batch.record.kept);
        break;
      case Format::csv:
        batch.guarded_cells += csv_.append(batch.output, report, to_utf8(name(document)));
        break;
      case Format::text:
        if (several_) append_heading(batch.output, to_utf8(name(document)), style_);
        append_text(batch.output, report, style_);
        if (several_) batch.output += '\n';
        break;
    }
  }

  void report_failure(const Document& document, const Failure& failure, Batch& batch) const {
    ++batch.failed;
    batch.messages +=
        fmt::format("newscut: {}: {}\n", printable(name(document)), printable(failure.message));
    if (settings_.on_error == OnError::record) {
      batch.output += batch.json.failure(failure, json_id(document, batch.record));
    }
  }

  // --- Writing, one thread at a time, in the order of the input ------------------------------

  void write(const Batch& batch) {
    output_.write(batch.output);
    if (!batch.messages.empty()) {
      progress_.clear_line();
      tell(batch.messages);
    }
    failed_ += batch.failed;
    guarded_cells_ += batch.guarded_cells;
    if (batch.failed > 0 && settings_.on_error == OnError::stop) stopped_ = true;
    for (std::size_t i = 0; i < batch.size; ++i) progress_.add(batch.documents[i].bytes.size());
  }

  int finish() {
    output_.finish();
    progress_.finish();
    if (guarded_cells_ > 0) {
      tell(fmt::format(
          "newscut: {} cells that begin like a formula were given an apostrophe; see newscut(1)\n",
          guarded_cells_));
    }
    return failed_ > 0 ? 1 : 0;
  }

  const Settings& settings_;
  Output& output_;
  const Analyzer analyzer_;
  Inputs inputs_;
  const RecordParser parser_;
  const CsvWriter csv_;
  const TextStyle style_;
  const bool several_;  // documents, that is: each gets a heading
  Progress progress_;
  std::atomic<bool> stopped_ = false;
  std::uint64_t failed_ = 0;
  std::uint64_t guarded_cells_ = 0;

  std::mutex mutex_;
  std::vector<std::unique_ptr<Batch>> all_;
  std::vector<Batch*> idle_;
};

}  // namespace

int run(const Settings& settings, Output& output) {
  Run all(settings, output);
  return settings.jobs == 1 ? all.serial() : all.parallel();
}

}  // namespace newscut::cli
