#include "defectd/config/marketplaces.hpp"

#include <doctest/doctest.h>

using namespace defectd;

TEST_SUITE("config/fulfillment_words")
{
    TEST_CASE("people may write a channel in any case, and FBM and FBA too")
    {
        for (const std::string_view written : {"MFN", "mfn", "FBM", "Fbm"})
            CHECK(parse_fulfillment(written) == fulfillment::mfn);
        for (const std::string_view written : {"AFN", "aFn", "FBA", "fba"})
            CHECK(parse_fulfillment(written) == fulfillment::afn);
        for (const std::string_view written : {"ALL", "all"})
            CHECK(parse_fulfillment(written) == fulfillment::all);
        for (const std::string_view written : {"", "FB", "FBMA", "Amazon", "BFA", "MFN "}) {
            CAPTURE(written);
            CHECK_FALSE(parse_fulfillment(written));
        }
    }
}
