# Precompiled headers: sets of headers from outside the project that most files of some targets include anyway.  A set
# is compiled once for all its targets.  script/lint-layers reads the calls below: a set has no header that one of
# its modules may not include.  The presets release, tidy and fuzz compile without, so that each file is seen to
# include what it uses.

# ccache passes precompiled headers by unless it is told what it may overlook.
if(CMAKE_CXX_COMPILER_LAUNCHER MATCHES "ccache$" AND NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled.cpp" CONTENT "")

# defectd_precompile(SET FOR target ... HEADERS <header> ... LINKS target ... OPTIONS option ...)
function(defectd_precompile set)
    if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
        return()
    endif()
    cmake_parse_arguments(arg "" "" "FOR;HEADERS;LINKS;OPTIONS" ${ARGN})
    add_library(precompiled_${set} STATIC "${PROJECT_BINARY_DIR}/precompiled.cpp")
    target_link_libraries(precompiled_${set} PRIVATE defectd_options ${arg_LINKS})
    target_compile_options(precompiled_${set} PRIVATE ${arg_OPTIONS})
    target_precompile_headers(precompiled_${set} PRIVATE ${arg_HEADERS})
    foreach(target IN LISTS arg_FOR)
        set_property(GLOBAL PROPERTY defectd_precompiled_for_${target} precompiled_${set})
    endforeach()
endfunction()

# Lets a target use the set that names it, if there is one.
function(defectd_use_precompiled target)
    get_property(set GLOBAL PROPERTY defectd_precompiled_for_${target})
    if(set)
        target_precompile_headers(${target} REUSE_FROM ${set})
    endif()
endfunction()

set(standard_headers
    <algorithm> <array> <bitset> <charconv> <chrono> <compare> <cstddef> <cstdint> <functional> <map> <memory>
    <optional> <span> <string> <string_view> <type_traits> <utility> <variant> <vector>
    <boost/system/result.hpp> <fmt/format.h>)
set(asio_headers
    <boost/asio/any_io_executor.hpp> <boost/asio/as_tuple.hpp> <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp>
    <boost/asio/experimental/channel.hpp> <boost/asio/post.hpp> <boost/asio/prefer.hpp>
    <boost/asio/steady_timer.hpp> <boost/asio/thread_pool.hpp> <boost/asio/use_awaitable.hpp>)

defectd_precompile(standard
    FOR defectd_defect defectd_event defectd_webhook defectd_config defectd_report defectd_store
    HEADERS ${standard_headers}
    LINKS fmt::fmt)
defectd_precompile(asio
    FOR defectd_runtime defectd_source defectd_collect defectd_dispatch defectd_admin defectd_app
    HEADERS ${standard_headers} ${asio_headers}
    LINKS fmt::fmt Threads::Threads)
defectd_precompile(http
    FOR defectd_http
    HEADERS ${standard_headers} ${asio_headers}
            <boost/asio/ip/tcp.hpp> <boost/asio/ssl/context.hpp> <boost/asio/ssl/stream.hpp>
            <boost/beast/core/flat_buffer.hpp> <boost/beast/core/tcp_stream.hpp> <boost/beast/http.hpp>
    LINKS fmt::fmt Threads::Threads OpenSSL::SSL)

if(BUILD_TESTING)
    defectd_precompile(standard_test
        FOR defect_test event_test webhook_test config_test report_test store_test
        HEADERS ${standard_headers} <doctest/doctest.h>
        LINKS fmt::fmt doctest::doctest OPTIONS ${test_options})
    defectd_precompile(asio_test
        FOR runtime_test source_test http_test collect_test dispatch_test admin_test app_test
        HEADERS ${standard_headers} ${asio_headers} <doctest/doctest.h>
        LINKS fmt::fmt Threads::Threads doctest::doctest OPTIONS ${test_options})
endif()
