# defectd_options: the language level and the warnings every target shares.
add_library(defectd_options INTERFACE)
target_compile_features(defectd_options INTERFACE cxx_std_20)
target_include_directories(defectd_options INTERFACE "${PROJECT_SOURCE_DIR}/include")
target_compile_definitions(defectd_options INTERFACE
    DEFECTD_VERSION="${PROJECT_VERSION}"
    # Asio and Beast are compiled once, in runtime and http, not in every file.
    BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
    BOOST_ASIO_NO_DEPRECATED)
target_compile_options(defectd_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(defectd_options INTERFACE -Wduplicated-cond -Wlogical-op -Wuseless-cast)
    if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        # False alarms of GCC 12: an overlap in `"text" + std::string` (GCC bug 105329), and Asio's coroutine frames,
        # which are allocated and freed by the same pair of functions, one of them inlined.
        target_compile_options(defectd_options INTERFACE -Wno-restrict -Wno-mismatched-new-delete)
    endif()
endif()
if(DEFECTD_WERROR)
    target_compile_options(defectd_options INTERFACE -Werror)
endif()

# What a distribution builds a network daemon with; the release preset turns it on.
option(DEFECTD_HARDENING "Build with run-time checks against memory errors" OFF)
if(DEFECTD_HARDENING)
    target_compile_definitions(defectd_options INTERFACE _GLIBCXX_ASSERTIONS
        $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)  # does nothing without optimisation
    target_compile_options(defectd_options INTERFACE -fstack-protector-strong -fstack-clash-protection -fPIE)
    target_link_options(defectd_options INTERFACE -pie -Wl,-z,relro -Wl,-z,now)
endif()
