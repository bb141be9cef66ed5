"""The table of options: what it accepts, what it refuses, and what is made from it."""
import re
import shutil
import subprocess
import unittest

from support import ARTICLE, SOURCE, CommandTest, run

CHOICES = {
    "input": ["text", "ndjson"],
    "only": ["entities", "quotes", "percentages", "summary"],
    "format": ["text", "json", "ndjson", "csv"],
    "with": ["tokens", "sentences", "paragraphs"],
    "offsets": ["codepoint", "bytes", "utf16"],
    "color": ["auto", "always", "never"],
    "on-error": ["stop", "skip", "record"],
}


def help_text():
    return run("--help").stdout.decode()


def options_in_help():
    return set(re.findall(r"^  (?:-\w, |    )--([a-z-]+)", help_text(), re.M))


class Refusals(CommandTest):
    def test_a_value_that_is_no_choice(self):
        for option, choices in CHOICES.items():
            with self.subTest(option):
                self.assert_fails(run(f"--{option}", "xyz"), 2, f"newscut: --{option}: 'xyz'", ", ".join(choices))

    def test_numbers_out_of_range(self):
        for option, value, allowed in [
            ("sentences", "-1", "0 to 1000"), ("sentences", "1001", "0 to 1000"), ("sentences", "3x", "0 to 1000"),
            ("min-confidence", "1.5", "0 to 1"), ("min-confidence", "nan", "0 to 1"), ("min-confidence", "-0.1", "0 to 1"),
            ("jobs", "257", "0 to 256"), ("jobs", "two", "0 to 256"), ("jobs", "4294967297", "0 to 256"),
        ]:
            with self.subTest(f"{option} {value}"):
                self.assert_fails(run(f"--{option}={value}"), 2, option, allowed)

    def test_unknown_options(self):
        for option in ["--bogus", "--form", "-x", "--json=3"]:  # names are not to be abbreviated
            with self.subTest(option):
                self.assert_fails(run(option), 2, "newscut: ", "newscut --help")

    def test_options_that_do_not_go_together(self):
        for arguments, word in [
            (["--json", "--ndjson"], "together"), (["--json", "--format", "csv"], "together"),
            (["--with", "tokens"], "--json"), (["--on-error", "record"], "--json"),
            (["--json", "--keep", "a"], "--input ndjson"), (["--text-key", "a"], "--input ndjson"),
            (["-0"], "--files-from"), (["--files-from", "-", "-"], "standard input"),
            (["--format", "json", "--format", "csv"], "format"), (["--only", ","], "--only"),
        ]:
            with self.subTest(arguments):
                done = run(*arguments)
                self.assert_fails(done, 2, word)
                self.assertEqual(done.stdout, b"")


class Tables(CommandTest):
    def test_help_names_the_choices(self):
        text = " ".join(help_text().split())
        for option, choices in CHOICES.items():
            self.assertIn(f"--{option} ", text)
            self.assertIn("[" + " ".join(choices) + "]", text)

    def test_help_fits_a_terminal(self):
        for line in help_text().splitlines():
            self.assertLessEqual(len(line), 79, line)

    def test_the_manual_has_the_list_made_from_the_table(self):
        made = run("--completion", "man").stdout.decode()
        page = (SOURCE / "man/newscut.1").read_text()
        listed = page.split('.\\" OPTIONS BEGIN: newscut --completion man\n')[1].split('.\\" OPTIONS END\n')[0]
        self.assertEqual(listed, made, "put the output of `newscut --completion man` into man/newscut.1")

    def test_completions_have_every_option_and_choice(self):
        for shell in ["bash", "zsh", "fish"]:
            script = run("--completion", shell).stdout.decode()
            for option in options_in_help():
                with self.subTest(f"{shell} {option}"):
                    self.assertIn(f"-l {option} " if shell == "fish" else f"--{option}", script)
            for choices in CHOICES.values():
                self.assertIn(" ".join(choices), script)

    def test_shells_accept_their_completion(self):
        for shell in ["bash", "zsh", "fish"]:
            if shutil.which(shell):
                script = self.file(shell, run("--completion", shell).stdout)
                subprocess.run([shell, "-n", script], check=True)

    def test_bash_completes(self):
        script = self.file("completion", run("--completion", "bash").stdout)

        def complete(*words):
            line = " ".join(f"'{w}'" for w in words)
            done = subprocess.run(
                ["bash", "-c", f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _newscut;"
                 ' printf "%s\\n" "${COMPREPLY[@]}"'], capture_output=True, check=True, text=True)
            return done.stdout.split()

        self.assertEqual(complete("newscut", "--form"), ["--format"])
        self.assertEqual(complete("newscut", "--format", "n"), ["ndjson"])
        self.assertEqual(complete("newscut", "--only", "quotes,p"), ["quotes,percentages"])
        self.assertEqual(set(complete("newscut", "-")) & {"-j", "--jobs"}, {"-j", "--jobs"})


class Information(CommandTest):
    def test_version(self):
        header = (SOURCE / "lib/include/newscut/version.h").read_text()
        version = re.search(r'"(\d+\.\d+\.\d+)"', header)[1]
        self.assertEqual(run("--version").stdout.decode(), f"newscut {version}\n")

    def test_help_is_for_standard_output(self):
        done = run("-h")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(done.stdout.decode(), help_text())

    def test_lists_can_be_given_twice_and_values_glued(self):
        once = run("--ndjson", "--with", "tokens,sentences", stdin=ARTICLE)
        self.assertEqual(run("--ndjson", "--with=tokens", "--with", "sentences", "-j1", stdin=ARTICLE).stdout,
                         once.stdout)
        self.assertEqual(run("-f", "ndjson", "--with", "tokens,sentences", "--", "-", stdin=ARTICLE).stdout,
                         once.stdout)


if __name__ == "__main__":
    unittest.main()
