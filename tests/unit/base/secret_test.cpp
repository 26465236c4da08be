#include "defectd/base/secret.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ostream>
#include <type_traits>

using namespace defectd;

namespace {

template <class T>
concept printable = requires(std::ostream& out, const T& value) { out << value; };

}  // namespace

TEST_SUITE("base/secret")
{
    TEST_CASE("a secret cannot be printed, formatted or converted to text")
    {
        static_assert(printable<std::string>);
        static_assert(!printable<secret>);
        static_assert(!fmt::is_formattable<secret>::value);
        static_assert(!std::is_convertible_v<secret, std::string>);
        static_assert(!std::is_convertible_v<secret, std::string_view>);
        static_assert(!std::is_convertible_v<std::string, secret>);
    }

    TEST_CASE("a secret is read only with reveal(), and copies are equal")
    {
        const secret key("whsec_abc");
        const secret copy = key;  // NOLINT(performance-unnecessary-copy-initialization): it is what is tested
        CHECK(copy.reveal() == "whsec_abc");
        CHECK((copy == key));
        CHECK_FALSE((key == secret("other")));
        CHECK(secret().empty());
        CHECK_FALSE(key.empty());
    }
}
