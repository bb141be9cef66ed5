#include "terminal.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "utf8.h"

namespace newscut::cli {
namespace {

// Calls f(code point, its bytes) for each of a UTF-8 text; one that is cut off at the end is left
// out.
template <class F>
void for_each_code_point(std::string_view text, F f) {
  while (!text.empty()) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    if (length <= 0) return;
    f(code_point, text.substr(0, static_cast<std::size_t>(length)));
    text.remove_prefix(static_cast<std::size_t>(length));
  }
}

bool is_space(utf8proc_int32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_unsafe(utf8proc_int32_t c) {
  const auto category = utf8proc_category(c);
  if (category == UTF8PROC_CATEGORY_CC) return true;
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

bool use_color(When when, bool terminal) {
  if (when != When::automatic) return when == When::always;
  const auto variable = [](const char* name) {
    const char* const value = std::getenv(name);
    return std::string_view(value ? value : "");
  };
  return terminal && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

std::string printable(std::string_view text) {
  std::string line;
  bool space = false;
  const std::string valid = is_utf8(text) ? std::string() : to_utf8(text);
  for_each_code_point(valid.empty() ? text : valid,
                      [&](utf8proc_int32_t c, std::string_view bytes) {
                        if (is_space(c)) {
                          space = true;
                          return;
                        }
                        if (space && !line.empty()) line += ' ';
                        space = false;
                        line += is_unsafe(c) ? std::string_view("\xEF\xBF\xBD") : bytes;
                      });
  return line;
}

void tell(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  for_each_code_point(text, [&](utf8proc_int32_t c, std::string_view) {
    sum += static_cast<std::size_t>(std::max(utf8proc_charwidth(c), 0));
  });
  return sum;
}

// The beginning of a text that takes at most `width` columns, one code point at least.
std::string_view beginning(std::string_view text, std::size_t width) {
  std::size_t sum = 0;
  std::size_t end = 0;
  bool full = false;
  for_each_code_point(text.substr(0, 4 * width + 4),
                      [&](utf8proc_int32_t c, std::string_view bytes) {
                        sum += static_cast<std::size_t>(std::max(utf8proc_charwidth(c), 0));
                        full = full || (sum > width && end > 0);
                        if (!full) end += bytes.size();
                      });
  return text.substr(0, end);
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t at, std::size_t indent,
                    std::size_t most) {
  std::string lines;
  std::size_t count = 1;
  bool begins = true;  // nothing of the text stands on the line
  bool glued = false;  // what comes is the rest of a word that filled a line
  while (!text.empty()) {
    std::string_view word = text.substr(0, text.find(' '));
    std::size_t size = columns(word.substr(0, 4 * width));
    // The last line keeps two columns for the ellipsis.
    const std::size_t room = count == most && word.size() < text.size() ? width - 2 : width;
    if (!begins && (glued || at + 1 + size > room)) {
      if (count == most) return lines + " …";
      lines += '\n';
      lines.append(indent, ' ');
      at = indent;
      begins = true;
      ++count;
    }
    glued = at + size > width && begins;
    if (glued) {  // there is no space to break at, as in Chinese
      word = beginning(word, width > at + 2 ? width - at - 2 : 1);
      size = columns(word);
    }
    if (!begins) {
      lines += ' ';
      ++at;
    }
    begins = false;
    lines += word;
    at += size;
    text.remove_prefix(word.size());
    if (!glued && !text.empty()) text.remove_prefix(1);
  }
  return lines;
}

}  // namespace newscut::cli
