#include <boost/version.hpp>
#include <fmt/format.h>
#include <openssl/crypto.h>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "commands.hpp"
#include "defectd/store/sqlite.hpp"

namespace defectd {
namespace {

/// Returns "1.81.0".  It is a constant of the headers; OpenSSL and SQLite may be newer than theirs and are asked.
std::string boost_version()
{
    return fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100);
}

}  // namespace

int show_version(const version_options& options)
{
    const std::string openssl = OpenSSL_version(OPENSSL_VERSION_STRING);
    if (options.as_json)
        print_out(
            fmt::format("{{\"version\":\"{}\",\"boost\":\"{}\",\"openssl\":\"{}\",\"sqlite\":\"{}\"}}\n",
                        DEFECTD_VERSION, boost_version(), openssl, sqlite_version()));
    else
        print_out(fmt::format("defectd {} (Boost {}, OpenSSL {}, SQLite {})\n", DEFECTD_VERSION,
                              boost_version(), openssl, sqlite_version()));
    return exit_code::ok;
}

}  // namespace defectd
