# docs/requirements.md is what `plimsoll requirements --markdown` says now.
execute_process(COMMAND "${PROGRAM}" requirements --markdown OUTPUT_VARIABLE now RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "plimsoll requirements --markdown: ${failed}")
endif()
file(READ "${PAGE}" page)
if(NOT page STREQUAL now)
  message(FATAL_ERROR "${PAGE} is stale; `hack/regenerate` makes it anew")
endif()
