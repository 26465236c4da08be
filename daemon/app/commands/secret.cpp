#include "commands.hpp"
#include "console.hpp"
#include "defectd/runtime/random.hpp"
#include "defectd/webhook/signing.hpp"
#include "exit_code.hpp"

namespace defectd {
namespace {

/// Standard Webhooks 1.0.0 asks for 24 to 64 bytes.
constexpr std::size_t secret_bytes = 32;

}  // namespace

int new_secret()
{
    print_out(symmetric_secret_text(make_system_random()->bytes(secret_bytes)) + "\n");
    return exit_code::ok;
}

}  // namespace defectd
