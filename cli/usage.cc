#include "usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "options.h"

namespace newscut::cli {
namespace {

constexpr std::size_t width = 79;
constexpr std::size_t help_indent = 26;

bool for_files(const Option& o) { return o.value == "FILE" || o.value == "LIST"; }

// "  -f, --format FORMAT"
std::string synopsis(const Option& o) {
  std::string text =
      o.letter ? fmt::format("  -{}, --{}", o.letter, o.name) : fmt::format("      --{}", o.name);
  if (!o.value.empty()) text += fmt::format(" {}", o.value);
  return text;
}

// "text,json" -> "text json"
std::string spaced(std::string_view list) {
  std::string text(list);
  std::ranges::replace(text, ',', ' ');
  return text;
}

std::string description(const Option& o) {
  std::string text(o.help);
  if (!o.choices.empty()) {
    text += fmt::format(" [{}]", spaced(o.choices));
  }
  return text;
}

// Text that begins at a column and goes on under itself.
void append_wrapped(std::string& out, std::string_view text, std::size_t column) {
  std::size_t at = column;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (at > column && at + 1 + word.size() > width) {
      out += '\n';
      out.append(column, ' ');
      at = column;
    } else if (at > column) {
      out += ' ';
      ++at;
    }
    out += word;
    at += word.size();
  }
  out += '\n';
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string bash() {
  std::string words;
  std::string values;
  for (const Option& o : options()) {
    if (o.hidden) continue;
    words += fmt::format(" --{}", o.name);
    if (o.letter) words += fmt::format(" -{}", o.letter);
    if (o.value.empty()) continue;
    const std::string names =
        o.letter ? fmt::format("--{}|-{}", o.name, o.letter) : fmt::format("--{}", o.name);
    if (for_files(o)) {
      values +=
          fmt::format("    {}) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n", names);
    } else if (o.list && !o.choices.empty()) {
      values += fmt::format("    {}) _newscut_list \"{}\"; return ;;\n", names, spaced(o.choices));
    } else {
      values += fmt::format("    {}) COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); return ;;\n",
                            names, spaced(o.choices));
    }
  }
  return "# bash completion for newscut: made from its table of options\n"
         "_newscut_list() {\n"
         "  local before=\"\"\n"
         "  [[ $current == *,* ]] && before=\"${current%,*},\"\n"
         "  COMPREPLY=($(compgen -P \"$before\" -W \"$1\" -- \"${current##*,}\"))\n"
         "}\n"
         "_newscut() {\n"
         "  local current=\"${COMP_WORDS[COMP_CWORD]}\" previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
         "  COMPREPLY=()\n"
         "  case $previous in\n" +
         values +
         "  esac\n"
         "  if [[ $current == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"" +
         words.substr(1) +
         "\" -- \"$current\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _newscut newscut\n";
}

std::string zsh() {
  std::string specs;
  for (const Option& o : options()) {
    if (o.hidden) continue;
    std::string help = replaced(std::string(o.help), "'", "'\\''");
    for (const char special : {'[', ']', ':'}) {
      help = replaced(help, std::string(1, special), std::string("\\") + special);
    }
    std::string value;
    if (for_files(o)) {
      value = fmt::format(":{}:_files", o.value);
    } else if (!o.choices.empty()) {
      const std::string choices = spaced(o.choices);
      value = o.list ? fmt::format(":{}:_values -s , {} {}", o.value, o.name, choices)
                     : fmt::format(":{}:({})", o.value, choices);
    } else if (!o.value.empty()) {
      value = fmt::format(":{}: ", o.value);
    }
    const std::string_view again = o.list ? "*" : "";
    specs += fmt::format("  '{}--{}[{}]{}' \\\n", again, o.name, help, value);
    if (o.letter) specs += fmt::format("  '{}-{}[{}]{}' \\\n", again, o.letter, help, value);
  }
  return "#compdef newscut\n# zsh completion for newscut: made from its table of options\n"
         "_arguments -s -S \\\n" +
         specs + "  '*:file:_files'\n";
}

std::string fish() {
  std::string lines = "# fish completion for newscut: made from its table of options\n";
  for (const Option& o : options()) {
    if (o.hidden) continue;
    lines += fmt::format("complete -c newscut -l {}", o.name);
    if (o.letter) lines += fmt::format(" -s {}", o.letter);
    if (!o.value.empty()) lines += for_files(o) ? " -r -F" : " -x";
    if (!o.choices.empty()) {
      const std::string choices = spaced(o.choices);
      // A list completes its last part; what stands before it stays.
      lines += o.list ? fmt::format(" -a '(__fish_append , {})'", choices)
                      : fmt::format(" -a '{}'", choices);
    }
    lines += fmt::format(" -d '{}'\n", replaced(std::string(o.help), "'", "\\'"));
  }
  return lines;
}

// A line of mdoc(7) prose: capital letter, full stop, and no dash taken for a hyphen.
std::string man_sentence(const Option& o) {
  std::string text(o.help);
  text[0] = static_cast<char>(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
  text = replaced(replaced(replaced(text, "\\", "\\e"), " -", " \\-"), "--", "\\-\\-");
  return text + ".";
}

std::string man() {
  std::string list = ".Bl -tag -width Ds\n";
  for (const Option& o : options()) {
    if (o.hidden) continue;
    std::string argument;
    if (!o.value.empty()) argument = fmt::format(" Ar {}", o.value);
    list += o.letter
                ? fmt::format(".It Fl {}{} , Fl Fl {}{}\n", o.letter, argument, o.name, argument)
                : fmt::format(".It Fl Fl {}{}\n", o.name, argument);
    append_wrapped(list, man_sentence(o), 0);
    if (!o.choices.empty()) {
      const std::vector<std::string_view> choices = split_commas(o.choices);
      list += o.list ? "Any of\n" : "One of\n";
      for (const std::string_view choice : choices) {
        list += fmt::format(".Cm {} {}\n", choice, choice == choices.back() ? "." : ",");
      }
    }
    if (!o.man.empty()) list += fmt::format("{}\n", o.man);
  }
  return list + ".El\n";
}

}  // namespace

std::string help() {
  std::string out =
      "usage: newscut [OPTION...] [FILE|DIRECTORY...]\n\n"
      "Says what is in English news articles: who and what is named, who said what,\n"
      "which percentages are claimed and of what. Without FILE, or where FILE is -,\n"
      "reads standard input.\n";
  std::string_view group;
  for (const Option& o : options()) {
    if (o.hidden) continue;
    if (o.group != group) out += fmt::format("\n{}:\n", o.group);
    group = o.group;
    std::string line = synopsis(o);
    if (line.size() + 2 > help_indent) {
      out += line + "\n";
      line.clear();
    }
    line.resize(help_indent, ' ');
    out += line;
    append_wrapped(out, description(o), help_indent);
  }
  return out +
         "\nExit status: 0 done, 1 some input could not be read, 2 usage or a fatal error.\n"
         "More: man newscut, man newscut-report\n";
}

std::string completion(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  if (shell == "fish") return fish();
  return man();
}

}  // namespace newscut::cli
