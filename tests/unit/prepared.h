// An article made ready for the tests of one layer.
#pragma once

#include <string>
#include <utility>

#include "document.h"
#include "structure/structure.h"
#include "tokens/tokens.h"
#include "workspace.h"

namespace newscut::test {

// The text, its structure and its tokens.
struct Prepared {
  explicit Prepared(std::string article) : text(std::move(article)) {
    document.text = text;
    document.vocabulary = &workspace.vocabulary;
    document.structure = find_structure(document.text);
    tokenize(document);
  }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  std::string text;
  Workspace workspace;
  Document document;
};

}  // namespace newscut::test
