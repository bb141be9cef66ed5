// Work on many things at a time that keeps their order.
#pragma once

#include <cstddef>
#include <functional>

namespace newscut::cli {

class Batch;

// The steps of a batch. `read` gives nullptr at the end; it and `write` are called by one thread at
// a time and in the same order, `work` by any number of threads.
struct Steps {
  std::function<Batch*()> read;
  std::function<void(Batch&)> work;
  std::function<void(Batch&)> write;
};

// Takes every batch through the steps on `threads` threads, the caller's among them. At most three
// batches a thread are under way, so memory is bounded. An exception of a step ends the run and
// comes out here.
//
// A library's pipeline would do the same, but loading it takes longer than analysing an article.
void run_in_order(const Steps& steps, std::size_t threads);

}  // namespace newscut::cli
