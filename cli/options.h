// What the command can be asked to do: one table of options that the parser, --help, the manual
// page and the completions are made from, and the settings that come out of a command line.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "newscut/analyzer.h"
#include "newscut/offset_map.h"

namespace newscut::cli {

struct Option {
  std::string_view group;    // heading in --help
  std::string_view name;     // without the hyphens
  char letter = 0;           // short form, 0: none
  std::string_view value;    // how the value is called, "" for a switch
  std::string_view choices;  // "text,json": the only values; "" where they are free
  bool list = false;         // several values, separated by commas; may be given again
  std::string_view help;     // one sentence in lower case, without a full stop
  std::string_view man;      // what the manual adds, in mdoc(7); may be empty
  bool hidden = false;       // for the build, not for people
};

std::span<const Option> options();

enum class Format { text, json, ndjson, csv };
enum class InputFormat { text, ndjson };
enum class OnError { stop, skip, record };
enum class When { automatic, always, never };
enum class Action { analyze, help, version, schema, completion };

struct Selection {  // --only
  bool entities = true;
  bool quotes = true;
  bool percentages = true;
  bool summary = true;
};

struct Settings {
  Action action = Action::analyze;
  std::string completion;  // which shell

  InputFormat input = InputFormat::text;
  std::string text_key = "text";
  std::string id_key = "id";
  std::vector<std::string> keep;
  std::vector<std::string> files;
  std::optional<std::string> files_from;
  bool null_separated = false;
  bool recursive = false;

  Selection only;
  unsigned key_sentences = 3;
  double min_confidence = 0;

  Format format = Format::text;
  bool with_tokens = false;
  bool with_sentences = false;
  bool with_paragraphs = false;
  OffsetUnit unit = OffsetUnit::codepoint;
  std::optional<std::string> output;
  When color = When::automatic;

  unsigned jobs = 1;
  OnError on_error = OnError::skip;
  bool progress = false;

  // What the analyzer must find so that the chosen format can say what was asked for.
  Options analysis() const;
};

// A command line that cannot be followed; the message says what is allowed.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws UsageError.
Settings parse_command_line(int argc, const char* const* argv);

// "a,b,c" -> its parts; empty parts are left out.
std::vector<std::string_view> split_commas(std::string_view list);

}  // namespace newscut::cli
