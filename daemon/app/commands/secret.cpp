#include <cerrno>
#include <cstdio>
#include <system_error>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "commands.hpp"
#include "defectd/runtime/random.hpp"
#include "defectd/webhook/signing.hpp"

namespace defectd {
namespace {

/// Standard Webhooks 1.0.0 asks for 24 to 64 bytes; an Ed25519 seed has 32.
constexpr std::size_t secret_bytes = 32;

/// The longest input that is read; no key is longer.
constexpr std::size_t max_input_length = 16384;

/// Returns the standard input as text.
result<secret, text_error> read_input()
{
    std::string text(max_input_length, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), stdin));
    if (std::ferror(stdin) != 0)
        return text_error{"cannot read standard input: " + std::generic_category().message(errno) +
                          "; pass a FILE that contains the secret"};
    return secret(std::move(text));
}

/// Returns the content of a file, or the standard input for "-".
result<secret, text_error> read_text(const std::string& path)
{
    if (path == "-")
        return read_input();
    auto content = real_environment().read_file(path);
    if (!content)
        return text_error{path + ": " + content.error().what +
                          "; create one with `defectd secret new --ed25519 > FILE`"};
    return secret(std::move(content->bytes));
}

}  // namespace

int new_secret(const new_secret_options& options)
{
    const std::string random = make_system_random()->bytes(secret_bytes);
    print_out((options.is_ed25519 ? ed25519_secret_text(random) : symmetric_secret_text(random)) + "\n");
    return exit_code::ok;
}

int show_public_key(const public_key_options& options)
{
    const auto content = read_text(options.secret_path);
    if (!content) {
        print_message(content.error().what);
        return exit_code::io;
    }
    std::string_view text = content->reveal();
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    const auto key = parse_signing_key(signing_scheme::standard_ed25519, text);
    if (!key) {
        print_message((options.secret_path == "-" ? "" : options.secret_path + ": ") + key.error().what);
        return exit_code::bad_input;
    }
    print_out(ed25519_public_text(*key) + "\n");
    return exit_code::ok;
}

}  // namespace defectd
