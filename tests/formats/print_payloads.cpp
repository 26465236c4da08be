// Prints what each chat would be sent for every type of event, one JSON object a line:
//   {"format": …, "name": …, "body": …}
// for checkers that know a receiver's rules better than we do.
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <iostream>

#include "support/payload_samples.hpp"

using namespace defectd;

namespace {

/// As hostile as a report can be within the limits of a body.
test::sample_event hostile_sample()
{
    std::string order;
    while (order.size() < 3'000)
        order += "<!channel> *[x](http://x)* `\\ \"&\xF0\x9F\x94\xA5\xE6\xBC\xA2";
    const std::string text = boost::json::serialize(boost::json::value(order));
    return {"defect.created", R"({"account":)" + text + R"(,"marketplace_id":"ATVPDKIKX0DER","order_id":)" +
                                  text + R"(,"defect_type":"a_to_z_claim","value":)" + text +
                                  R"(,"source":)" + text + '}'};
}

void print(payload_format format, std::string_view name, const std::string& body)
{
    std::cout << boost::json::serialize(
                     boost::json::value{{"format", name_of(format)}, {"name", name}, {"body", body}})
              << '\n';
}

void print_all(payload_format format, const std::vector<test::sample_event>& samples, std::string_view digest)
{
    std::vector<stored_event> events;
    events.reserve(samples.size());
    for (const test::sample_event& sample : samples)
        events.push_back(sample.stored());
    payload_rules rules;
    rules.format = format;
    for (const stored_event& each : events) {
        print(format, each.type, make_payload(rules, each).body);
        if (has_text_form(format))
            print(format, each.type, make_payload(rules, each, payload_form::text_only).body);
    }
    print(format, digest, fold(rules, events).content.body);
}

}  // namespace

int main()
{
    const std::vector<test::sample_event> hostile(40, hostile_sample());
    for (const payload_format format :
         {payload_format::slack, payload_format::teams, payload_format::discord}) {
        print_all(format, test::one_of_each(), "digest");
        print_all(format, hostile, "hostile digest");
    }
}
