# plimsoll::grpc: gRPC and Protobuf from their archives, and gRPC's build without TLS, which a unix socket does not need.
# The linker then leaves out what nobody calls: of the shared libraries, most of what is mapped is never used, and they
# were two thirds of the memory of an idle engine (26 MiB with them, 15 MiB without; docs/benchmarks.md).
find_package(PkgConfig REQUIRED)
pkg_check_modules(PLIMSOLL_GRPC REQUIRED grpc++_unsecure)

set(archives)
# Debian's .pc file leaves out the two that are gRPC's own; absl's are in it, many of them several times.
set(names grpc++_unsecure grpc_unsecure gpr upb address_sorting protobuf ${PLIMSOLL_GRPC_STATIC_LIBRARIES})
list(REMOVE_DUPLICATES names)
foreach(name IN LISTS names)
  find_library(PLIMSOLL_ARCHIVE_${name} "lib${name}.a")
  mark_as_advanced(PLIMSOLL_ARCHIVE_${name})
  if(PLIMSOLL_ARCHIVE_${name})
    list(APPEND archives "${PLIMSOLL_ARCHIVE_${name}}")
  endif()
endforeach()
list(JOIN archives "," group)

# A Python extension cannot: Debian's archives are not made of position-independent code. It gets the shared libraries.
set(shared "${PLIMSOLL_GRPC_LINK_LIBRARIES}")
list(FILTER shared INCLUDE REGEX "/lib(grpc|gpr|protobuf)")
list(APPEND shared protobuf::libprotobuf)

add_library(plimsoll_grpc INTERFACE)
add_library(plimsoll::grpc ALIAS plimsoll_grpc)
set(in_extension "$<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>")
target_link_libraries(plimsoll_grpc INTERFACE
  "$<${in_extension}:${shared}>"
  "$<$<NOT:${in_extension}>:$<LINK_GROUP:RESCAN,${group}>;cares;z;rt;atomic>"
  Threads::Threads ${CMAKE_DL_LIBS})
