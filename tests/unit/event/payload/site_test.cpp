#include "payload/site.hpp"

#include <doctest/doctest.h>

using namespace defectd::payloads;

TEST_SUITE("event/payload/site")
{
    TEST_CASE("the link of an order leads to the Seller Central of its marketplace")
    {
        struct row {
            std::string_view id;
            std::string_view country;
            std::string_view host;
        };
        const row rows[] = {
            {"ATVPDKIKX0DER", "US", "sellercentral.amazon.com"},
            {"A2EUQ1WTGCTBG2", "CA", "sellercentral.amazon.ca"},
            {"A1F83G8C2ARO7P", "UK", "sellercentral.amazon.co.uk"},
            {"A1PA6795UKMFR9", "DE", "sellercentral.amazon.de"},
            {"A1VC38T7YXB528", "JP", "sellercentral.amazon.co.jp"},
            {"A39IBJ37TRP1C6", "AU", "sellercentral.amazon.com.au"},
        };
        for (const row& r : rows) {
            CAPTURE(r.country);
            CHECK(country_of(r.id) == r.country);
            CHECK(order_url(r.id, "1-2") == "https://" + std::string(r.host) + "/orders-v3/order/1-2");
            CHECK(account_health_url(r.id) == "https://" + std::string(r.host) + "/performance/dashboard");
        }
    }

    TEST_CASE("an order id is percent-encoded in the link")
    {
        CHECK(order_url("ATVPDKIKX0DER", "../x?y=1#z|> \xC3\xA4") ==
              "https://sellercentral.amazon.com/orders-v3/order/..%2Fx%3Fy%3D1%23z%7C%3E%20%C3%A4");
    }

    TEST_CASE("without a marketplace or an order there is no link")
    {
        CHECK(order_url("", "1").empty());
        CHECK(order_url("ATVPDKIKX0DER", "").empty());
        CHECK(account_health_url("UNKNOWN").empty());
    }
}
