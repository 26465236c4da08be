# Libsystemd::Libsystemd, for sd_notify and the watchdog.
find_package(PkgConfig REQUIRED)
pkg_check_modules(PC_Libsystemd QUIET libsystemd)
find_path(Libsystemd_INCLUDE_DIR systemd/sd-daemon.h HINTS ${PC_Libsystemd_INCLUDE_DIRS})
find_library(Libsystemd_LIBRARY systemd HINTS ${PC_Libsystemd_LIBRARY_DIRS})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libsystemd REQUIRED_VARS Libsystemd_LIBRARY Libsystemd_INCLUDE_DIR
                                  VERSION_VAR PC_Libsystemd_VERSION)
if(Libsystemd_FOUND AND NOT TARGET Libsystemd::Libsystemd)
    add_library(Libsystemd::Libsystemd UNKNOWN IMPORTED)
    set_target_properties(Libsystemd::Libsystemd PROPERTIES
        IMPORTED_LOCATION "${Libsystemd_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${Libsystemd_INCLUDE_DIR}")
endif()
