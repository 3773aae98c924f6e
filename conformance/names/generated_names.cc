#include "conformance/names/generated_names.h"

#include <utility>

#include "conformance/names/dice.h"
#include "conformance/names/vocabulary.h"

namespace plimsoll::conformance {
namespace {

// One name on its way. The members are the grammar's rules, each of which appends.
class Grammar {
 public:
  Grammar(const GeneratedNames::Options& options, std::uint64_t index)
      : options_(options), dice_(Dice::seed_of({.run = options.seed, .index = index})) {}

  std::string name() {
    switch (dice_.below(16)) {
      case 0:
        known();
        if (!dice_.one_in(8)) changed();
        break;
      case 1:
      case 2:
        known();
        changed();
        break;
      case 3:
      case 4:
      case 5:
        path();
        break;
      case 6:
        bytes();
        break;
      case 7:
        one_part();
        break;
      case 8:
        if (dice_.one_in(8)) long_one();
        [[fallthrough]];
      default:
        dotted();
    }
    if (dice_.one_in(4)) changed();
    if (name_.empty()) name_ = '.';
    return std::move(name_);
  }

 private:
  void known() {
    const std::size_t stock = vocabulary::stock_names.size();
    const std::size_t which = dice_.below(stock + options_.known.size());
    name_ += which < stock ? vocabulary::stock_names[which] : options_.known[which - stock];
  }

  void part() {
    switch (dice_.below(8)) {
      case 0:
        name_ += dice_.pick(vocabulary::odd_parts);
        return;
      case 1:
        name_ += dice_.pick(vocabulary::escapes);
        return;
      case 2:
        name_ += dice_.pick(vocabulary::words);
        name_ += dice_.pick(vocabulary::words);
        return;
      default:
        name_ += dice_.pick(vocabulary::words);
    }
  }

  void dot() {
    if (dice_.one_in(16)) {
      name_ += dice_.pick(vocabulary::dots_that_are_none);
    } else {
      name_ += '.';
    }
  }

  void dotted() {
    for (std::size_t more = dice_.between(1, 4); more > 0; --more) {
      part();
      dot();
    }
    part();
  }

  void one_part() {
    part();
    if (dice_.one_in(2)) part();
  }

  void slash() {
    if (dice_.one_in(16)) {
      name_ += dice_.pick(vocabulary::slashes_that_are_none);
    } else {
      name_ += '/';
    }
  }

  void path() {
    if (dice_.one_in(4)) {
      name_ += options_.directory;
      slash();
    } else {
      name_ += dice_.pick(vocabulary::beginnings);
    }
    for (std::size_t more = dice_.below(4); more > 0; --more) {
      name_ += dice_.pick(vocabulary::segments);
      slash();
    }
    if (dice_.one_in(3)) {
      dotted();
    } else {
      name_ += dice_.pick(vocabulary::segments);
    }
  }

  // A part as long as something can just hold, or just not.
  void long_one() {
    const int length = dice_.one_in(16) ? dice_.pick(vocabulary::very_long_parts)
                                        : dice_.pick(vocabulary::long_parts);
    name_.append(static_cast<std::size_t>(length), 'l');
    if (dice_.one_in(2)) name_ += dice_.one_in(2) ? '.' : '/';
  }

  void bytes() {
    for (std::size_t more = dice_.between(1, 16); more > 0; --more) {
      name_ += dice_.one_in(2) ? dice_.pick(vocabulary::telling_bytes)
                               : static_cast<char>(dice_.below(256));
    }
  }

  // One thing is otherwise, anywhere.
  void changed() {
    const std::size_t at = dice_.below(name_.size() + 1);
    switch (dice_.below(8)) {
      case 0:
        name_.insert(at, dice_.pick(vocabulary::odd_parts));
        return;
      case 1:
        name_.insert(at, 1, '/');
        return;
      case 2:
        name_.insert(at, 1, '.');
        return;
      case 3:
        if (at < name_.size()) name_.erase(at, 1);
        return;
      case 4:
        if (at < name_.size()) name_[at] ^= 0x20;  // of a letter: its case
        return;
      case 5:
        name_.insert(at, dice_.pick(dice_.one_in(2) ? vocabulary::dots_that_are_none
                                                    : vocabulary::slashes_that_are_none));
        return;
      case 6:
        name_ += dice_.one_in(2) ? ' ' : '\n';
        return;
      default:
        name_.insert(at, 1, dice_.pick(vocabulary::telling_bytes));
    }
  }

  const GeneratedNames::Options& options_;
  Dice dice_;
  std::string name_;
};

}  // namespace

GeneratedNames::GeneratedNames(Options options) : options_(std::move(options)) {}

std::string GeneratedNames::at(std::uint64_t index) const {
  return Grammar(options_, index).name();
}

}  // namespace plimsoll::conformance
