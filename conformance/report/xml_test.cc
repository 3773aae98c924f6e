#include "conformance/report/xml.h"

#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

TEST(Xml, EscapesWhatIsMarkup) {
  EXPECT_EQ(xml_text("a<b>&\"c\" ]]>"), "a&lt;b&gt;&amp;&quot;c&quot; ]]&gt;");
  EXPECT_EQ(xml_attribute("a\"b"), "a&quot;b");
}

TEST(Xml, ShowsWhatItCannotSay) {
  EXPECT_EQ(xml_text("a\x01\x1b\xff\nb"), "a\\x01\\x1b\\xff\nb");
  EXPECT_EQ(xml_attribute("a\nb"), "a\\nb");
}

TEST(XmlWriter, NestsElements) {
  XmlWriter xml;
  xml.open("suite", {{"name", "a&b"}});
  xml.leaf("property", {{"name", "n"}});
  xml.leaf("failure", {}, "x < y");
  xml.close("suite");
  EXPECT_EQ(xml.document(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<suite name=\"a&amp;b\">\n"
            "  <property name=\"n\"/>\n"
            "  <failure>x &lt; y</failure>\n"
            "</suite>\n");
}

}  // namespace
}  // namespace plimsoll::conformance
