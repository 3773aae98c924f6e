#include "conformance/defects/engines/defects.h"

namespace plimsoll::defects {

std::vector<Defect> all_defects() {
  std::vector<Defect> all;
  for (const auto group :
       {defects_of_form, defects_of_spelling, defects_of_resolution, defects_of_the_default,
        defects_of_options, defects_of_refusal, defects_of_answers, defects_of_life,
        defects_of_views, defects_of_configuration, defects_of_persistence, defects_of_policies,
        defects_of_readings, defects_of_requests, defects_of_surfaces}) {
    for (const Defect& defect : group()) all.push_back(defect);
  }
  return all;
}

}  // namespace plimsoll::defects
