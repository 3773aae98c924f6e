#include "reference-engine/runtime/shim_options.h"

#include <boost/algorithm/string/case_conv.hpp>
#include <limits>

namespace plimsoll::runtime {
namespace {

using nlohmann::json;

bool matches(std::string_view written, std::string_view field) {
  std::string small_first(field);
  small_first[0] = static_cast<char>(small_first[0] | 0x20);
  return written == field || written == small_first ||
         written == boost::algorithm::to_lower_copy(std::string(field));
}

std::string go_type(const json& value) {
  if (value.is_string()) return "string";
  if (value.is_boolean()) return "bool";
  if (value.is_number()) return "float64";
  if (value.is_array()) return "[]interface {}";
  return value.is_null() ? "<nil>" : "map[string]interface {}";
}

// Reads fields one after the other and keeps the first complaint.
class Reader {
 public:
  explicit Reader(const json& options) : options_(options) {}

  Reader& field(std::string_view name, std::string& target) {
    return read(name, "string", [&](const json& value) {
      if (!value.is_string()) return false;
      target = value.get<std::string>();
      return true;
    });
  }

  Reader& field(std::string_view name, bool& target) {
    return read(name, "bool", [&](const json& value) {
      if (!value.is_boolean()) return false;
      target = value.get<bool>();
      return true;
    });
  }

  // dockerd refuses every number here, since its conversion makes floats of them; a whole number is
  // what was meant.
  Reader& field(std::string_view name, std::uint32_t& target) {
    return read(name, "uint32", [&](const json& value) {
      if (!value.is_number_unsigned()) return false;
      const auto number = value.get<std::uint64_t>();
      if (number > std::numeric_limits<std::uint32_t>::max()) return false;
      target = static_cast<std::uint32_t>(number);
      return true;
    });
  }

  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  template <class Take>
  Reader& read(std::string_view name, std::string_view type, Take take) {
    for (const auto& [key, value] : options_.items()) {
      if (!matches(key, name) || take(value) || !complaint_.empty()) continue;
      complain(value, type);
    }
    return *this;
  }

  // In the words of go-toml, through which dockerd takes the options; it knows no line.
  void complain(const json& value, std::string_view type) {
    const std::string shown = value.is_string() ? value.get<std::string>() : value.dump();
    complaint_ = "(0, 0): Can't convert " + shown + "(" + go_type(value) + ") to ";
    complaint_ += type;
  }

  const json& options_;
  std::string complaint_;
};

}  // namespace

std::variant<RuntimeOptions, OptionError> read_options(std::string_view runtime_type,
                                                       const json& options) {
  if (options.empty()) return RuntimeOptions{};
  Reader reader(options);
  RuntimeOptions result;
  if (runtime_type == kRuncShim) {
    RuncOptions runc;
    reader.field("NoPivotRoot", runc.no_pivot_root)
        .field("NoNewKeyring", runc.no_new_keyring)
        .field("ShimCgroup", runc.shim_cgroup)
        .field("IoUid", runc.io_uid)
        .field("IoGid", runc.io_gid)
        .field("BinaryName", runc.binary_name)
        .field("Root", runc.root)
        .field("SystemdCgroup", runc.systemd_cgroup)
        .field("CriuImagePath", runc.criu_image_path)
        .field("CriuWorkPath", runc.criu_work_path);
    result = runc;
  } else {
    GenericOptions generic;
    reader.field("TypeUrl", generic.type_url)
        .field("ConfigPath", generic.config_path)
        .field("ConfigBody", generic.config_body);
    result = generic;
  }
  if (!reader.complaint().empty()) return OptionError{reader.complaint()};
  return result;
}

}  // namespace plimsoll::runtime
