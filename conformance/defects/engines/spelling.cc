// Names that are changed on their way: compared, or passed on, as something that was not asked for.
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/trim.hpp>

#include "conformance/defects/engines/pieces.h"

namespace plimsoll::defects {
namespace {

std::string up_to_nul(std::string_view name) {
  return std::string(name.substr(0, std::min(name.find('\0'), name.size())));
}

std::string without_control_bytes(std::string_view name) {
  std::string text(name);
  std::erase_if(text, [](unsigned char byte) { return byte < 0x20 || byte == 0x7F; });
  return text;
}

std::string with_the_usual_prefix(std::string_view name) {
  const bool has_it = name.starts_with("io.containerd.");
  return has_it ? std::string(name) : "io.containerd." + std::string(name);
}

std::string with_ascii_for_full_width(std::string_view name) {
  std::string text(name);
  boost::algorithm::replace_all(text, "\uff0e", ".");
  boost::algorithm::replace_all(text, "\uff0f", "/");
  boost::algorithm::replace_all(text, "\u2215", "/");
  return text;
}

std::string with_percent_decoded(std::string_view name) {
  std::string text(name);
  boost::algorithm::ireplace_all(text, "%2e", ".");
  boost::algorithm::ireplace_all(text, "%2f", "/");
  return text;
}

// The one configured name that begins like this, as ids of containers may be cut short.
Decision decide_by_beginning(const Catalogue& catalogue, std::string_view name) {
  const Decision decision = runtime::decide(catalogue, name);
  if (!is_refused(decision)) return decision;
  for (const auto& [known, entry] : catalogue.configured) {
    if (known.starts_with(name)) return runtime::decide(catalogue, known);
  }
  return decision;
}

// Known names are found as they are; only what is passed on is changed.
template <Spelling spelled>
Decision decide_and_spell(const Catalogue& catalogue, std::string_view name) {
  if (is_known(catalogue, name)) return runtime::decide(catalogue, name);
  return runtime::decide(catalogue, spelled(name));
}

}  // namespace

std::vector<Defect> defects_of_spelling() {
  return {
      {"trims-names",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_about([](std::string_view name) {
                        return boost::algorithm::trim_copy(std::string(name));
                      }));
       }},
      {"folds-case",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_about([](std::string_view name) {
                        return boost::algorithm::to_lower_copy(std::string(name));
                      }));
       }},
      {"beginning-is-enough", [](EngineRules& rules) { at_both_ends(rules, decide_by_beginning); }},
      {"nul-ends-the-name",
       [](EngineRules& rules) { at_both_ends(rules, decide_about(up_to_nul)); }},
      {"adds-the-usual-prefix",
       [](EngineRules& rules) { at_both_ends(rules, decide_and_spell<with_the_usual_prefix>); }},
      {"decodes-percent",
       [](EngineRules& rules) { at_both_ends(rules, decide_and_spell<with_percent_decoded>); }},
      {"full-width-is-ascii",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_and_spell<with_ascii_for_full_width>);
       }},
      {"control-bytes-are-skipped",
       [](EngineRules& rules) { at_both_ends(rules, decide_and_spell<without_control_bytes>); }},
      {"last-part-is-lost",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_and([](runtime::Selected& selected) {
                        if (selected.origin != runtime::Origin::passed_on) return;
                        std::string& shim = selected.runtime.shim;
                        shim.resize(shim.rfind('.'));
                      }));
       }},
  };
}

}  // namespace plimsoll::defects
