# Every library the daemon links, found on the system; nothing is fetched.
# ARCHITECTURE.md gives the reason for each.
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(OpenSSL 3.0 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(ZLIB 1.2.13 REQUIRED)
find_package(fmt 9.1 CONFIG REQUIRED)
find_package(yaml-cpp 0.7 CONFIG REQUIRED)
find_package(CLI11 2.1 CONFIG REQUIRED)
find_package(Threads REQUIRED)
find_package(Libsystemd 252 REQUIRED)  # cmake/FindLibsystemd.cmake: ships a .pc file only
if(DEFECTD_BENCH)
    find_package(Libcsv 3.0 REQUIRED)  # cmake/FindLibcsv.cmake: ships no CMake config and no .pc file
endif()
if(BUILD_TESTING)
    find_package(doctest 2.4 CONFIG REQUIRED)
endif()
