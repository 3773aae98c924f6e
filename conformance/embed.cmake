# Run by the build: cmake -DINPUT=a.json -DOUTPUT=a.cc -DNAME=requirements_json -P embed.cmake
# Makes a C++ file of a data file, so that the program needs no file beside itself.
file(READ "${INPUT}" text)
file(SHA256 "${INPUT}" digest)
string(LENGTH "${text}" length)
set(pieces "")
# A string literal has a limit (65,536 characters are guaranteed); adjacent literals are one string.
set(offset 0)
while(offset LESS length)
  string(SUBSTRING "${text}" ${offset} 16000 piece)
  string(APPEND pieces "    R\"~data~(${piece})~data~\"\n")
  math(EXPR offset "${offset} + 16000")
endwhile()
file(WRITE "${OUTPUT}" "#include <string_view>\n
namespace plimsoll::conformance::data {\n
extern const std::string_view ${NAME};
extern const std::string_view ${NAME}_sha256;
const std::string_view ${NAME} =\n${pieces}    ;
const std::string_view ${NAME}_sha256 = \"${digest}\";\n
}  // namespace plimsoll::conformance::data\n")
