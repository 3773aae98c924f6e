#pragma once

#include <unistd.h>

#include <memory>
#include <mutex>

namespace plimsoll::pybind {

// A fixture as Python's object and the work in progress share it. After a fork the child's copy is
// let go of without a word: its destructor would end what is the parent's.
template <class Fixture>
class Owned {
 public:
  explicit Owned(std::unique_ptr<Fixture> fixture) : fixture_(std::move(fixture)) {}
  ~Owned() {
    if (getpid() != owner_) (void)fixture_.release();
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;

  [[nodiscard]] Fixture& operator*() const { return *fixture_; }
  Fixture* operator->() const { return fixture_.get(); }

  // Fixtures are for one thread at a time.
  [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }

 private:
  std::unique_ptr<Fixture> fixture_;
  std::mutex mutex_;
  pid_t owner_ = getpid();
};

template <class Fixture>
using Shared = std::shared_ptr<Owned<Fixture>>;

template <class Fixture>
[[nodiscard]] Shared<Fixture> share(std::unique_ptr<Fixture> fixture) {
  return std::make_shared<Owned<Fixture>>(std::move(fixture));
}

}  // namespace plimsoll::pybind
