#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <exception>

#include "newscut/version.h"
#include "options.h"
#include "output.h"
#include "runner.h"
#include "schema.h"
#include "terminal.h"
#include "usage.h"

namespace {

using namespace newscut::cli;

constexpr int fatal = 2;

// A file that takes the place of a closed standard stream would be read or written by mistake.
void occupy_standard_streams() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    // Writing to it fails, as it would on the closed stream.
    if (::fcntl(descriptor, F_GETFD) < 0) ::open("/dev/null", O_RDONLY);
  }
}

int run(const Settings& settings) {
  Output output(settings.output);
  switch (settings.action) {
    case Action::help:
      output.write(help());
      break;
    case Action::version:
      output.write(fmt::format("newscut {}\n", newscut::version));
      break;
    case Action::schema:
      output.write(report_schema);
      break;
    case Action::completion:
      output.write(completion(settings.completion));
      break;
    case Action::analyze:
      return newscut::cli::run(settings, output);
  }
  output.finish();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  occupy_standard_streams();
  std::signal(SIGPIPE, SIG_DFL);  // whoever started us may have had it ignored
  try {
    return run(parse_command_line(argc, argv));
  } catch (const UsageError& error) {
    tell(fmt::format("newscut: {}\nTry: newscut --help\n", printable(error.what())));
  } catch (const std::exception& error) {
    tell(fmt::format("newscut: {}\n", printable(error.what())));
  }
  return fatal;
}
