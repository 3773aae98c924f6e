#include "conformance/report/xml.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/report/printable.h"

namespace plimsoll::conformance {
namespace {

std::string with_entities(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += letter;
    }
  }
  return escaped;
}

}  // namespace

std::string xml_text(std::string_view bytes) {
  return with_entities(fmt::format("{}", fmt::join(printable_lines(bytes), "\n")));
}

std::string xml_attribute(std::string_view bytes) { return with_entities(printable(bytes)); }

void XmlWriter::begin(std::string_view element, Attributes attributes) {
  document_ += fmt::format("{:{}}<{}", "", 2 * depth_, element);
  for (const auto& [name, value] : attributes) {
    document_ += fmt::format(" {}=\"{}\"", name, xml_attribute(value));
  }
}

void XmlWriter::open(std::string_view element, Attributes attributes) {
  begin(element, attributes);
  document_ += ">\n";
  ++depth_;
}

void XmlWriter::close(std::string_view element) {
  --depth_;
  document_ += fmt::format("{:{}}</{}>\n", "", 2 * depth_, element);
}

void XmlWriter::leaf(std::string_view element, Attributes attributes) {
  begin(element, attributes);
  document_ += "/>\n";
}

void XmlWriter::leaf(std::string_view element, Attributes attributes, std::string_view text) {
  begin(element, attributes);
  document_ += fmt::format(">{}</{}>\n", xml_text(text), element);
}

}  // namespace plimsoll::conformance
