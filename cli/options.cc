#include "options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/program_options.hpp>
#include <charconv>
#include <cmath>
#include <thread>

namespace newscut::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view input_group = "Input";
constexpr std::string_view analysis_group = "Analysis";
constexpr std::string_view output_group = "Output";
constexpr std::string_view batch_group = "Batches";
constexpr std::string_view other_group = "Other";

constexpr unsigned most_key_sentences = 1000;
constexpr unsigned most_jobs = 256;

constexpr auto table = std::to_array<Option>({
    {.group = input_group,
     .name = "input",
     .value = "FORMAT",
     .choices = "text,ndjson",
     .help = "what comes in: an article a file, or a JSON object a line (default: text)"},
    {.group = input_group,
     .name = "text-key",
     .value = "KEY",
     .help = "the key of the article in a JSON object (default: text)"},
    {.group = input_group,
     .name = "id-key",
     .value = "KEY",
     .help = "the key of the name of the article (default: id)",
     .man = "A string or a number, repeated as it came.\n"
            "A record without one is known by the number of its line."},
    {.group = input_group,
     .name = "keep",
     .value = "KEY,...",
     .list = true,
     .help = "copy these keys of a JSON object into the report, under \"input\"",
     .man = "Their values are copied as they came.\n"
            "Needs\n.Fl Fl input Cm ndjson\nand a JSON format."},
    {.group = input_group,
     .name = "files-from",
     .value = "LIST",
     .help = "read the names of the files from LIST, one a line; - is standard input"},
    {.group = input_group,
     .name = "null",
     .letter = '0',
     .help = "the names in LIST end with NUL, as find -print0 writes them"},
    {.group = input_group,
     .name = "recursive",
     .letter = 'r',
     .help = "read the files in directories, in the order of their names",
     .man = "Those whose name ends in\n.Pa .txt , .text\nor\n.Pa .md\nor has no ending; with\n"
            ".Fl Fl input Cm ndjson\nthose in\n.Pa .ndjson\nor\n.Pa .jsonl .\n"
            "Hidden files and directories are left out,\n"
            "and symbolic links to directories are not followed."},
    {.group = analysis_group,
     .name = "only",
     .value = "KIND,...",
     .choices = "entities,quotes,percentages,summary",
     .list = true,
     .help = "find and report only these (default: all)"},
    {.group = analysis_group,
     .name = "sentences",
     .value = "N",
     .help = "how many key sentences, 0 to 1000 (default: 3)"},
    {.group = analysis_group,
     .name = "min-confidence",
     .value = "P",
     .help = "leave out quotations less certain than P, 0 to 1 (default: 0)"},
    {.group = output_group,
     .name = "format",
     .letter = 'f',
     .value = "FORMAT",
     .choices = "text,json,ndjson,csv",
     .help = "what comes out: a summary for people, indented JSON, JSON one object a line, or "
             "comma-separated values (default: text)",
     .man = "See\n.Sx OUTPUT ."},
    {.group = output_group, .name = "json", .help = "the same as --format json"},
    {.group = output_group, .name = "ndjson", .help = "the same as --format ndjson"},
    {.group = output_group,
     .name = "with",
     .value = "PART,...",
     .choices = "tokens,sentences,paragraphs",
     .list = true,
     .help = "add these to a JSON report"},
    {.group = output_group,
     .name = "offsets",
     .value = "UNIT",
     .choices = "codepoint,bytes,utf16",
     .help = "count start and end in these units of the input (default: codepoint)",
     .man = "Code points and UTF-16 code units are those of the decoded input,\n"
            "bytes those of the input as it was given."},
    {.group = output_group,
     .name = "output",
     .letter = 'o',
     .value = "FILE",
     .help = "write to FILE instead of standard output",
     .man = "A regular file appears, or is replaced, when everything has been written,\n"
            "and stays as it was if that fails."},
    {.group = output_group,
     .name = "color",
     .value = "WHEN",
     .choices = "auto,always,never",
     .help = "colour the text format; auto: on a terminal, unless NO_COLOR is set "
             "(default: auto)"},
    {.group = batch_group,
     .name = "jobs",
     .letter = 'j',
     .value = "N",
     .help = "analyse N articles at a time, 0 to 256; 0: one a processor (default: 1)",
     .man = "Reports come out in the order of the input whatever\n.Ar N\nis."},
    {.group = batch_group,
     .name = "on-error",
     .value = "WHAT",
     .choices = "stop,skip,record",
     .help = "an article that cannot be read ends the run, is left out, or gives a JSON object "
             "with \"error\" (default: skip)",
     .man = "A message on standard error tells of it in each case, and the exit status is 1.\n"
            ".Cm record\nneeds a JSON format;\n"
            "with it each line of NDJSON gives exactly one line."},
    {.group = batch_group, .name = "progress", .help = "count on standard error"},
    {.group = other_group,
     .name = "schema",
     .help = "print the JSON Schema of a report and exit",
     .man = "The draft is 2020-12."},
    {.group = other_group, .name = "version", .help = "print the version and exit"},
    {.group = other_group, .name = "help", .letter = 'h', .help = "print this help and exit"},
    {.group = other_group,
     .name = "completion",
     .value = "FOR",
     .choices = "bash,zsh,fish,man",
     .help = "print the completion of a shell, or the manual's list of options, and exit",
     .hidden = true},
});

const Option& option(std::string_view name) {
  return *std::ranges::find(table, name, &Option::name);
}

// The values of a command line, checked against the table.
class Values {
 public:
  Values(int argc, const char* const* argv) {
    po::options_description description;
    for (const Option& o : table) {
      const std::string names =
          o.letter ? fmt::format("{},{}", o.name, o.letter) : std::string(o.name);
      if (o.value.empty()) {
        description.add_options()(names.c_str(), po::bool_switch(), "");
      } else if (o.list) {
        description.add_options()(names.c_str(), po::value<std::vector<std::string>>()->composing(),
                                  "");
      } else {
        description.add_options()(names.c_str(), po::value<std::string>(), "");
      }
    }
    description.add_options()("FILE", po::value<std::vector<std::string>>(), "");
    po::positional_options_description positional;
    positional.add("FILE", -1);
    // Abbreviated names would break a script on the day that a second option begins like them.
    const int style =
        po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
    try {
      po::store(po::command_line_parser(argc, argv)
                    .options(description)
                    .positional(positional)
                    .style(style)
                    .run(),
                map_);
    } catch (const po::unknown_option& error) {
      throw UsageError(fmt::format("unknown option {}", error.get_option_name()));
    } catch (const po::error& error) {
      throw UsageError(error.what());
    }
  }

  bool is_set(std::string_view name) const { return map_[std::string(name)].as<bool>(); }

  std::optional<std::string> value(std::string_view name) const {
    const po::variable_value& found = map_[std::string(name)];
    if (found.empty()) return std::nullopt;
    check(option(name), found.as<std::string>());
    return found.as<std::string>();
  }

  // The position of the value among the choices, which is the order of the enumerators.
  template <class Enum>
  Enum choice(std::string_view name, Enum otherwise) const {
    const std::optional<std::string> chosen = value(name);
    if (!chosen) return otherwise;
    const std::vector<std::string_view> all = split_commas(option(name).choices);
    return static_cast<Enum>(std::ranges::find(all, *chosen) - all.begin());
  }

  std::optional<std::vector<std::string>> list(std::string_view name) const {
    const po::variable_value& found = map_[std::string(name)];
    if (found.empty()) return std::nullopt;
    std::vector<std::string> values;
    for (const std::string& given : found.as<std::vector<std::string>>()) {
      const std::vector<std::string_view> parts = split_commas(given);
      if (parts.empty()) throw UsageError(fmt::format("--{} needs a value", name));
      for (const std::string_view part : parts) {
        check(option(name), part);
        values.emplace_back(part);
      }
    }
    return values;
  }

  template <class Number>
  Number number(std::string_view name, Number least, Number most, Number otherwise) const {
    const std::optional<std::string> given = value(name);
    if (!given) return otherwise;
    Number result{};
    const auto [end, error] = std::from_chars(given->data(), given->data() + given->size(), result);
    if (error != std::errc() || end != given->data() + given->size() ||
        !(result >= least && result <= most)) {
      throw UsageError(
          fmt::format("--{}: '{}' is not a number from {} to {}", name, *given, least, most));
    }
    return result;
  }

  std::vector<std::string> files() const {
    const po::variable_value& found = map_["FILE"];
    return found.empty() ? std::vector<std::string>() : found.as<std::vector<std::string>>();
  }

 private:
  static void check(const Option& o, std::string_view value) {
    if (value.empty()) throw UsageError(fmt::format("--{} needs a value", o.name));
    if (o.choices.empty()) return;
    const std::vector<std::string_view> all = split_commas(o.choices);
    if (std::ranges::find(all, value) == all.end()) {
      throw UsageError(
          fmt::format("--{}: '{}' is not one of {}", o.name, value, fmt::join(all, ", ")));
    }
  }

  po::variables_map map_;
};

bool contains(const std::vector<std::string>& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

Format chosen_format(const Values& values) {
  const bool json = values.is_set("json");
  const bool ndjson = values.is_set("ndjson");
  if (json && ndjson) throw UsageError("--json and --ndjson cannot be used together");
  const Format shorthand = ndjson ? Format::ndjson : Format::json;
  const Format format = values.choice("format", json || ndjson ? shorthand : Format::text);
  if ((json || ndjson) && format != shorthand) {
    throw UsageError(fmt::format("--{} and another --format cannot be used together",
                                 ndjson ? "ndjson" : "json"));
  }
  return format;
}

void check_together(const Settings& s, const Values& values) {
  const bool json = s.format == Format::json || s.format == Format::ndjson;
  if (!json && s.on_error == OnError::record) {
    throw UsageError("--on-error record needs --json or --ndjson");
  }
  if (!json && (s.with_tokens || s.with_sentences || s.with_paragraphs)) {
    throw UsageError("--with needs --json or --ndjson");
  }
  if (!s.keep.empty() && (!json || s.input != InputFormat::ndjson)) {
    throw UsageError("--keep needs --input ndjson and --json or --ndjson");
  }
  if (s.input != InputFormat::ndjson && (values.value("text-key") || values.value("id-key"))) {
    throw UsageError("--text-key and --id-key need --input ndjson");
  }
  if (s.null_separated && !s.files_from) throw UsageError("-0 needs --files-from");
  if (s.files_from == "-" && contains(s.files, "-")) {
    throw UsageError("standard input cannot be both the list of files and a file");
  }
}

}  // namespace

std::span<const Option> options() { return table; }

std::vector<std::string_view> split_commas(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    if (!part.empty()) parts.push_back(part);
    list.remove_prefix(std::min(list.size(), part.size() + 1));
  }
  return parts;
}

Options Settings::analysis() const {
  // JSON says what was asked for and nothing else; the tables for people name the speaker of a
  // figure and the role of a speaker.
  const bool people = format == Format::text || format == Format::csv;
  const bool quotes = only.quotes || (people && only.percentages);
  return {.entities = only.entities || (people && (quotes || only.summary)),
          .quotes = quotes,
          .percentages = only.percentages,
          .summary = only.summary && key_sentences > 0,
          .key_sentences = key_sentences,
          .min_confidence = min_confidence};
}

Settings parse_command_line(int argc, const char* const* argv) {
  const Values values(argc, argv);
  Settings s;
  if (values.is_set("help")) s.action = Action::help;
  if (values.is_set("version")) s.action = Action::version;
  if (values.is_set("schema")) s.action = Action::schema;
  if (const auto shell = values.value("completion")) {
    s.action = Action::completion;
    s.completion = *shell;
  }

  s.input = values.choice("input", s.input);
  s.text_key = values.value("text-key").value_or(s.text_key);
  s.id_key = values.value("id-key").value_or(s.id_key);
  s.keep = values.list("keep").value_or(s.keep);
  s.files = values.files();
  s.files_from = values.value("files-from");
  s.null_separated = values.is_set("null");
  s.recursive = values.is_set("recursive");

  if (const auto only = values.list("only")) {
    s.only = {.entities = contains(*only, "entities"),
              .quotes = contains(*only, "quotes"),
              .percentages = contains(*only, "percentages"),
              .summary = contains(*only, "summary")};
  }
  s.key_sentences = values.number("sentences", 0U, most_key_sentences, s.key_sentences);
  s.min_confidence = values.number("min-confidence", 0.0, 1.0, s.min_confidence);

  s.format = chosen_format(values);
  if (const auto with = values.list("with")) {
    s.with_tokens = contains(*with, "tokens");
    s.with_sentences = contains(*with, "sentences");
    s.with_paragraphs = contains(*with, "paragraphs");
  }
  s.unit = values.choice("offsets", s.unit);
  s.output = values.value("output");
  s.color = values.choice("color", s.color);

  s.jobs = values.number("jobs", 0U, most_jobs, s.jobs);
  if (s.jobs == 0) s.jobs = std::clamp(std::thread::hardware_concurrency(), 1U, most_jobs);
  s.on_error = values.choice("on-error", s.on_error);
  s.progress = values.is_set("progress");

  check_together(s, values);
  return s;
}

}  // namespace newscut::cli
