#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace plimsoll::conformance {

// As text between tags, and as an attribute's value between double quotes. Valid whatever the bytes
// are: what XML cannot say is shown as an escape.
[[nodiscard]] std::string xml_text(std::string_view bytes);
[[nodiscard]] std::string xml_attribute(std::string_view bytes);

// Writes indented XML.
//
//   XmlWriter xml;
//   xml.open("testsuite", {{"name", target}});
//   xml.leaf("property", {{"name", "edition"}, {"value", "2023+"}});
//   xml.close("testsuite");
class XmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

  void open(std::string_view element, Attributes attributes);
  void close(std::string_view element);
  void leaf(std::string_view element, Attributes attributes);
  void leaf(std::string_view element, Attributes attributes, std::string_view text);

  [[nodiscard]] const std::string& document() const { return document_; }

 private:
  void begin(std::string_view element, Attributes attributes);

  std::string document_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  int depth_ = 0;
};

}  // namespace plimsoll::conformance
