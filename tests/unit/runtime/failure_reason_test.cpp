#include <doctest/doctest.h>

#include "defectd/runtime/http_client.hpp"

using namespace defectd;

TEST_SUITE("runtime/failure_reason")
{
    TEST_CASE("the names are those of the database and the metrics")
    {
        const std::pair<failure_reason, std::string_view> rows[] = {
            {failure_reason::timeout, "timeout"},     {failure_reason::dns, "dns"},
            {failure_reason::connect, "connect"},     {failure_reason::tls, "tls"},
            {failure_reason::reset, "reset"},         {failure_reason::protocol, "protocol"},
            {failure_reason::blocked, "blocked"},     {failure_reason::local, "local"},
            {failure_reason::cancelled, "cancelled"},
        };
        for (const auto& [reason, name] : rows)
            CHECK(name_of(reason) == name);
    }
}
