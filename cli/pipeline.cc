#include "pipeline.h"

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace newscut::cli {
namespace {

class Pipeline {
 public:
  Pipeline(const Steps& steps, std::size_t most_under_way)
      : steps_(steps), most_under_way_(most_under_way) {}

  void run(std::size_t threads) {
    {
      std::vector<std::jthread> others;
      for (std::size_t i = 1; i < threads; ++i) others.emplace_back([this] { work(); });
      work();
    }
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  // What each thread does: it reads a batch, works on it, and writes what can be written.
  void work() {
    try {
      while (const Place place = read()) {
        steps_.work(*place.batch);
        write(place);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      ended_ = true;
      changed_.notify_all();
    }
  }

  struct Place {
    std::uint64_t number = 0;
    Batch* batch = nullptr;
    explicit operator bool() const { return batch != nullptr; }
  };

  Place read() {
    const std::lock_guard one_at_a_time(reading_);
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ended_ || read_ - written_ < most_under_way_; });
      if (ended_) return {};
    }
    Batch* const batch = steps_.read();
    const std::lock_guard lock(mutex_);
    if (!batch) {
      ended_ = true;
      return {};
    }
    return {read_++, batch};
  }

  // Whoever finishes the batch that is next writes it and those after it that are done.
  void write(Place place) {
    std::unique_lock lock(mutex_);
    done_.emplace(place.number, place.batch);
    if (writing_) return;
    writing_ = true;
    while (!failure_ && !done_.empty() && done_.begin()->first == written_) {
      Batch& batch = *done_.extract(done_.begin()).mapped();
      lock.unlock();
      steps_.write(batch);
      lock.lock();
      ++written_;
      changed_.notify_all();
    }
    writing_ = false;
  }

  const Steps& steps_;
  const std::size_t most_under_way_;
  std::mutex reading_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::map<std::uint64_t, Batch*> done_;
  std::uint64_t read_ = 0;
  std::uint64_t written_ = 0;
  bool writing_ = false;
  bool ended_ = false;
  std::exception_ptr failure_;
};

}  // namespace

void run_in_order(const Steps& steps, std::size_t threads) {
  Pipeline(steps, 3 * threads).run(threads);
}

}  // namespace newscut::cli
