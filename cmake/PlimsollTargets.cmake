# Every target of the project is made by one of these, so that a folder's CMakeLists.txt says only what is its own.
#
#   plimsoll_library(NAME runtime_rule SOURCES decide.cc DEPENDS plimsoll::errors)
#   plimsoll_program(NAME plimsolld SOURCES main.cc DEPENDS plimsoll::engine)
#   plimsoll_test(NAME decide_test SOURCES decide_test.cc DEPENDS plimsoll::runtime_rule [LABELS real | data | unit threads])
#
#   plimsoll_fuzzer(NAME frame_fuzz SOURCES frame_fuzz.cc DEPENDS plimsoll::ttrpc_protocol CORPUS directory)
#
# A test labelled `real` needs root and starts real daemons in a sandbox. One labelled `data` holds the project's data and
# pages against each other: it needs most of the project built, and no sanitizer would learn anything from it. All others are
# `unit`; `threads` are those in which more than one thread runs. A fuzzer is there in the preset `fuzz` only.
include(GoogleTest)

find_program(PLIMSOLL_CCACHE ccache)
if(PLIMSOLL_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${PLIMSOLL_CCACHE}")
endif()

# A quarter less to compile than with -O3, and nothing here computes.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

set(PLIMSOLL_SANITIZE "" CACHE STRING "Sanitizers for every target, e.g. address,undefined or thread")

add_library(plimsoll_compile_options INTERFACE)
target_compile_features(plimsoll_compile_options INTERFACE cxx_std_20)
target_include_directories(plimsoll_compile_options INTERFACE
  "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/plimsoll>")
target_compile_options(plimsoll_compile_options INTERFACE
  "$<BUILD_INTERFACE:-Wall;-Wextra;-Wpedantic;-Wno-missing-field-initializers;-Werror=return-type;-Werror=unused-result>")
if(PLIMSOLL_SANITIZE)
  target_compile_options(plimsoll_compile_options INTERFACE
    "-fsanitize=${PLIMSOLL_SANITIZE}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(plimsoll_compile_options INTERFACE "-fsanitize=${PLIMSOLL_SANITIZE}")
endif()

# What the sanitizer presets build: the tests that need neither root nor a daemon, and those of them in which threads meet.
add_custom_target(unit_tests)
add_custom_target(threaded_tests)

function(plimsoll_library)
  cmake_parse_arguments(ARG "" "NAME" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  set(target plimsoll_${ARG_NAME})
  add_library(${target} STATIC ${ARG_SOURCES})
  add_library(plimsoll::${ARG_NAME} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${ARG_NAME})
  target_link_libraries(${target} PUBLIC plimsoll_compile_options ${ARG_DEPENDS}
                                  PRIVATE ${ARG_PRIVATE_DEPENDS})
endfunction()

function(plimsoll_program)
  cmake_parse_arguments(ARG "" "NAME" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE plimsoll_compile_options ${ARG_DEPENDS})
  # One directory for every program: `plimsoll` finds `plimsolld` and `plimsoll-sandbox` beside itself, built or installed.
  set_target_properties(${ARG_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
endfunction()

# `fuzz` builds every fuzzer and runs each for PLIMSOLL_FUZZ_SECONDS, from its corpus (which it leaves alone). GCC has no
# libFuzzer, so this needs clang; and clang 14 takes no coroutine of Asio's, so a fuzzer links none.
set(PLIMSOLL_FUZZ OFF CACHE BOOL "Build for libFuzzer")
set(PLIMSOLL_FUZZ_SECONDS 60 CACHE STRING "How long `fuzz` runs each fuzzer")
if(PLIMSOLL_FUZZ)
  add_custom_target(fuzz)
  # So that libFuzzer sees what an input reaches; its main is only for the fuzzers.
  target_compile_options(plimsoll_compile_options INTERFACE "-fsanitize=fuzzer-no-link")
endif()

function(plimsoll_fuzzer)
  cmake_parse_arguments(ARG "" "NAME;CORPUS" "SOURCES;DEPENDS" ${ARGN})
  if(NOT PLIMSOLL_FUZZ)
    return()
  endif()
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE plimsoll_compile_options ${ARG_DEPENDS})
  target_link_options(${ARG_NAME} PRIVATE "-fsanitize=fuzzer")
  set(found "${CMAKE_BINARY_DIR}/fuzz/${ARG_NAME}")
  add_custom_target(fuzz_${ARG_NAME}
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${found}"
    # A single allocation above 32 MiB is a finding: whatever a peer announces, only what arrived is kept.
    COMMAND ${ARG_NAME} "-max_total_time=${PLIMSOLL_FUZZ_SECONDS}" -malloc_limit_mb=32 -timeout=5 -print_final_stats=1
            "-artifact_prefix=${found}/" "${found}" "${ARG_CORPUS}"
    USES_TERMINAL VERBATIM)
  add_dependencies(fuzz fuzz_${ARG_NAME})
endfunction()

function(plimsoll_test)
  cmake_parse_arguments(ARG "" "NAME;TIMEOUT" "SOURCES;DEPENDS;LABELS" ${ARGN})
  if(NOT BUILD_TESTING)
    return()
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  # What is never reached, unless something hangs: machines differ in speed by a factor of three from day to day.
  if(NOT ARG_TIMEOUT AND "real" IN_LIST ARG_LABELS)
    set(ARG_TIMEOUT 600)
  elseif(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE plimsoll_compile_options ${ARG_DEPENDS} GTest::gmock GTest::gtest_main)
  # Nearly all of a test is matchers, which run once.
  target_compile_options(${ARG_NAME} PRIVATE "$<$<CONFIG:Release>:-O1>")
  set_target_properties(${ARG_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  if("unit" IN_LIST ARG_LABELS)
    add_dependencies(unit_tests ${ARG_NAME})
  endif()
  if("threads" IN_LIST ARG_LABELS)
    add_dependencies(threaded_tests ${ARG_NAME})
  endif()
  # One ctest entry a test program: its cases share what is costly to start, and the log stays readable.
  add_test(NAME ${ARG_NAME} COMMAND ${ARG_NAME})
  set_tests_properties(${ARG_NAME} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "PLIMSOLL_PROGRAMS=${CMAKE_BINARY_DIR}/bin")
endfunction()
