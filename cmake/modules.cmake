# One static library a module.  A module's public headers are include/defectd/<module>/,
# its sources and private headers daemon/<module>/.

# defectd_module(NAME SOURCES a.cpp ... LINKS target ... PRIVATE_LINKS target ...)
function(defectd_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(defectd_${name} STATIC ${arg_SOURCES})
    target_include_directories(defectd_${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_link_libraries(defectd_${name} PUBLIC defectd_options ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
    defectd_use_precompiled(defectd_${name})
    defectd_compile_alone(${arg_SOURCES})
endfunction()

# Sanitizer builds optimise the code under test; of a test's own code the compiler's time is what one waits for.
set(test_options $<$<CONFIG:Debug>:-O0>)

# defectd_unit_test(MODULE SOURCES a_test.cpp ... LINKS target ...)
# Builds <module>_test from tests/unit/<module>/; one test of ctest.  (doctest's own discovery stumbles over
# brackets, commas and semicolons in the names of cases, which are sentences here.)
function(defectd_unit_test module)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${module}_test ${arg_SOURCES} $<TARGET_OBJECTS:doctest_main>)
    target_include_directories(${module}_test PRIVATE "${PROJECT_SOURCE_DIR}/tests"
                                                      "${PROJECT_SOURCE_DIR}/daemon/${module}")
    target_compile_definitions(${module}_test PRIVATE
        DEFECTD_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    target_compile_options(${module}_test PRIVATE ${test_options})
    target_link_libraries(${module}_test PRIVATE defectd_${module} doctest::doctest ${arg_LINKS})
    defectd_use_precompiled(${module}_test)
    defectd_compile_alone(${arg_SOURCES})
    add_test(NAME "unit: ${module}" COMMAND ${module}_test)
    set_tests_properties("unit: ${module}" PROPERTIES LABELS unit TIMEOUT 300)
endfunction()
