# Libcsv::Libcsv, the CSV reader of Debian's libcsv-dev.
find_path(Libcsv_INCLUDE_DIR csv.h)
find_library(Libcsv_LIBRARY csv)
if(Libcsv_INCLUDE_DIR)
    file(STRINGS "${Libcsv_INCLUDE_DIR}/csv.h" _numbers REGEX "#define CSV_(MAJOR|MINOR|RELEASE) [0-9]+")
    string(REGEX REPLACE "[^0-9;]" "" _numbers "${_numbers}")
    list(JOIN _numbers "." Libcsv_VERSION)
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libcsv REQUIRED_VARS Libcsv_LIBRARY Libcsv_INCLUDE_DIR
                                  VERSION_VAR Libcsv_VERSION)
if(Libcsv_FOUND AND NOT TARGET Libcsv::Libcsv)
    add_library(Libcsv::Libcsv UNKNOWN IMPORTED)
    set_target_properties(Libcsv::Libcsv PROPERTIES
        IMPORTED_LOCATION "${Libcsv_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${Libcsv_INCLUDE_DIR}")
endif()
