#include "conformance/cases/boot.h"

namespace plimsoll::conformance {

void PrintTo(const Boot& boot, std::ostream* out) {
  constexpr std::size_t shown = 600;  // its last words: why it ended stands there
  if (!boot.ended) {
    *out << "it serves";
    return;
  }
  if (boot.ended->signal != 0) {
    *out << "it was ended by signal " << boot.ended->signal;
  } else {
    *out << "it ended with status " << boot.ended->code;
  }
  const auto end = boot.said.find_last_not_of('\n') + 1;
  const std::string said = boot.said.substr(0, end);
  *out << " and said: " << (said.size() > shown ? "..." + said.substr(end - shown) : said);
}

}  // namespace plimsoll::conformance
