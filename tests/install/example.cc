#include <newscut/analyzer.h>

#include <iostream>

int main() {
  const newscut::Analyzer analyzer;
  const newscut::Report report = analyzer.analyze("“We won,” said Ann Lee.");
  for (const newscut::Quotation& quote : report.quotes)
    if (quote.speaker)
      std::cout << quote.speaker->name << ": " << quote.content[0].of(report.text) << '\n';
}
