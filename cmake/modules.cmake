# One static library a module.  A module's public headers are include/defectd/<module>/,
# its sources and private headers daemon/<module>/.

# defectd_module(NAME SOURCES a.cpp ... LINKS target ... PRIVATE_LINKS target ...)
function(defectd_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(defectd_${name} STATIC ${arg_SOURCES})
    target_include_directories(defectd_${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_link_libraries(defectd_${name} PUBLIC defectd_options ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
endfunction()

# defectd_unit_test(MODULE SOURCES a_test.cpp ... LINKS target ...)
# Builds <module>_test from tests/unit/<module>/ and gives ctest every case by name.
function(defectd_unit_test module)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${module}_test "${PROJECT_SOURCE_DIR}/tests/support/doctest_main.cpp" ${arg_SOURCES})
    target_include_directories(${module}_test PRIVATE "${PROJECT_SOURCE_DIR}/tests"
                                                      "${PROJECT_SOURCE_DIR}/daemon/${module}")
    target_compile_definitions(${module}_test PRIVATE
        DEFECTD_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    target_link_libraries(${module}_test PRIVATE defectd_${module} doctest::doctest ${arg_LINKS})
    doctest_discover_tests(${module}_test TEST_PREFIX "${module}: " PROPERTIES LABELS unit)
endfunction()
