#include "payload/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "defectd/base/encoding.hpp"

namespace defectd::payloads {
namespace {

struct site {
    std::string_view marketplace_id;
    std::string_view country;
    std::string_view domain;  ///< follows "sellercentral.amazon."
};

/// Source: "Marketplace IDs" of Amazon's Selling Partner API.
constexpr std::array sites{
    site{"ATVPDKIKX0DER", "US", "com"},     site{"A2EUQ1WTGCTBG2", "CA", "ca"},
    site{"A1AM78C64UM0Y8", "MX", "com.mx"}, site{"A2Q3Y263D00KWC", "BR", "com.br"},
    site{"A1F83G8C2ARO7P", "UK", "co.uk"},  site{"A1PA6795UKMFR9", "DE", "de"},
    site{"A13V1IB3VIYZZH", "FR", "fr"},     site{"A1RKKUPIHCS9HS", "ES", "es"},
    site{"APJ6JRA9NG5V4", "IT", "it"},      site{"A1805IZSGTT6HS", "NL", "nl"},
    site{"A1C3SOZRARQ6R3", "PL", "pl"},     site{"A2NODRKZP88ZB9", "SE", "se"},
    site{"AMEN7PMS3EDWL", "BE", "com.be"},  site{"A28R8C7NBKEWEA", "IE", "ie"},
    site{"A33AVAJ2PDY3EV", "TR", "com.tr"}, site{"A2VIGQ35RCS4UG", "AE", "ae"},
    site{"A17E79C6D8DWNP", "SA", "sa"},     site{"ARBP9OOSHTCHU", "EG", "eg"},
    site{"A21TJRUUN4KGV", "IN", "in"},      site{"AE08WJ6YKNBMC", "ZA", "co.za"},
    site{"A1VC38T7YXB528", "JP", "co.jp"},  site{"A39IBJ37TRP1C6", "AU", "com.au"},
    site{"A19VAU5U5O7RUS", "SG", "sg"},
};

/// Returns the site; null for a marketplace that is not in the table.
const site* find_site(std::string_view marketplace_id) noexcept
{
    const auto* const found = std::find_if(
        sites.begin(), sites.end(), [=](const site& each) { return each.marketplace_id == marketplace_id; });
    return found == sites.end() ? nullptr : found;
}

}  // namespace

std::string country_of(std::string_view marketplace_id)
{
    const site* const found = find_site(marketplace_id);
    return std::string(found ? found->country : marketplace_id);
}

std::string order_url(std::string_view marketplace_id, std::string_view order_id)
{
    const site* const found = find_site(marketplace_id);
    if (!found || order_id.empty())
        return {};
    return fmt::format("https://sellercentral.amazon.{}/orders-v3/order/{}", found->domain,
                       percent_encoded(order_id));
}

std::string account_health_url(std::string_view marketplace_id)
{
    const site* const found = find_site(marketplace_id);
    return found ? fmt::format("https://sellercentral.amazon.{}/performance/dashboard", found->domain)
                 : std::string();
}

}  // namespace defectd::payloads
