#pragma once

#include <array>
#include <string_view>

// What generated names are made of. All of it is data; grammar.cc puts it together.
namespace plimsoll::conformance::vocabulary {

using namespace std::string_view_literals;

inline constexpr std::array stock_names = {"runc"sv, "io.containerd.runc.v2"sv};

// Parts between dots, as people and peers write them.
inline constexpr std::array words = {
    "io"sv,    "containerd"sv, "runc"sv,     "kata"sv,    "v1"sv,   "v2"sv,   "a"sv,
    "b"sv,     "runsc"sv,      "wasmtime"sv, "crun"sv,    "com"sv,  "x"sv,    "example"sv,
    "v42"sv,   "-"sv,          "my-shim"sv,  "RUNC"sv,    "Kata"sv, "true"sv, "sh"sv,
    "linux"sv, "runtime"sv,    "null"sv,     "default"sv, "0"sv,    "nil"sv,  "shim"sv};

// Parts nobody should write.
inline constexpr std::array odd_parts = {""sv,          " "sv,
                                         "\t"sv,        "\n"sv,
                                         "\0"sv,        "\x7f"sv,
                                         "\\"sv,        "~"sv,
                                         "$HOME"sv,     "$(id)"sv,
                                         "`id`"sv,      "*"sv,
                                         "?"sv,         "\"x\""sv,
                                         "'x'"sv,       "--help"sv,
                                         "-v"sv,        "a b"sv,
                                         "\x1b[2J"sv,   "\xe2\x80\x8b"sv,
                                         "\xd0\xba"sv,  "\xf0\x9f\x9a\xa2"sv,
                                         "e\xcc\x81"sv, "\xe2\x80\xae"sv};

// What looks like a dot or a slash, and is none: one dot leader, full-width full stop, ideographic
// full stop, middle dot, ellipsis; division slash, fraction slash, full-width solidus, big solidus,
// backslash.
inline constexpr std::array dots_that_are_none = {"\xe2\x80\xa4"sv, "\xef\xbc\x8e"sv,
                                                  "\xe3\x80\x82"sv, "\xc2\xb7"sv, "\xe2\x80\xa6"sv};
inline constexpr std::array slashes_that_are_none = {"\xe2\x88\x95"sv, "\xe2\x81\x84"sv,
                                                     "\xef\xbc\x8f"sv, "\xe2\xa7\xb8"sv, "\\"sv};

// Somebody's way to write a dot, a slash, a NUL or a letter: a name that holds one is judged by the
// characters of the escape. (That JSON's own escapes mean what JSON says is json_spelling.h's.)
inline constexpr std::array escapes = {
    "%2f"sv,   "%2F"sv,      "%2e"sv,     "%2e%2e%2f"sv, "%252f"sv, "%00"sv,    "%s"sv,
    "%n"sv,    "%d"sv,       "\\u002f"sv, "\\u002e"sv,   "\\x2f"sv, "\\/"sv,    "\\0"sv,
    "&#47;"sv, "&period;"sv, "{{.}}"sv,   "${PATH}"sv,   "..%2f"sv, "%c0%af"sv, "+"sv};

// How paths begin, and what is between their slashes.
inline constexpr std::array beginnings = {"/"sv,
                                          "//"sv,
                                          "./"sv,
                                          "../"sv,
                                          "../../"sv,
                                          ""sv,
                                          ".//"sv,
                                          "/./"sv,
                                          "/../"sv,
                                          "~/"sv,
                                          " /"sv,
                                          "/proc/self/root/"sv,
                                          "/proc/1/root/"sv,
                                          "file:///"sv,
                                          "\n/"sv,
                                          "\0/"sv,
                                          "///"sv,
                                          "/run/"sv,
                                          "/usr/local/bin/"sv,
                                          "/var/tmp/"sv,
                                          "/opt/"sv};
inline constexpr std::array segments = {""sv,
                                        "."sv,
                                        ".."sv,
                                        "..."sv,
                                        "a"sv,
                                        "bin"sv,
                                        "a.b"sv,
                                        "b.c"sv,
                                        "io.containerd.runc.v2"sv,
                                        "containerd-shim-runc-v2"sv,
                                        "true"sv,
                                        "x y"sv,
                                        "runc"sv,
                                        ".a"sv,
                                        "a."sv,
                                        "\n"sv,
                                        "c.d.e"sv,
                                        "etc"sv};

// The lengths at which something ends: of a file's name (NAME_MAX), of a path (PATH_MAX).
inline constexpr std::array long_parts = {200, 238, 239, 240, 241, 253, 254, 255, 256, 257};
inline constexpr std::array very_long_parts = {1023, 1024, 4094, 4095, 4096, 4097};

// Bytes that mean something to somebody.
inline constexpr auto telling_bytes = "./.\0/ \n\t\r\x01\x1b\x7f\x80\xbf\xc0\xe0\xf8\xff\"\\%~-"sv;

}  // namespace plimsoll::conformance::vocabulary
