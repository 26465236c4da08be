// Events of random content, as hostile as a body of 20 kB can be.
#ifndef DEFECTD_TESTS_UNIT_EVENT_PAYLOAD_HOSTILE_HPP
#define DEFECTD_TESTS_UNIT_EVENT_PAYLOAD_HOSTILE_HPP

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <random>
#include <string>

#include "support/payload_samples.hpp"

namespace defectd::test {

class hostile_events {
public:
    explicit hostile_events(unsigned seed) : random_(seed) {}

    sample_event next()
    {
        static const char* const types[] = {
            "defect.created",      "defect.updated",     "defect.cleared",
            "collection.failed",   "baseline.recorded",  "odr.threshold_crossed",
            "subscriber.disabled", "delivery.exhausted", "tomorrow.event"};
        const std::string type = types[random_() % std::size(types)];
        boost::json::object data;
        for (const char* name :
             {"account", "marketplace_id", "order_id", "order_date", "value", "source", "message", "reason",
              "file", "subscriber", "delivery", "fulfillment", "threshold", "since", "leaves_window_on"})
            data[name] = text();
        data["defect_type"] = random_() % 2 == 0 ? std::string("a_to_z_claim") : text();
        if (random_() % 2 == 0)
            data["marketplace_id"] = "ATVPDKIKX0DER";
        data["deadlines"] = boost::json::array{{{"due", text()}}};
        data["previous"] = {{"value", text()}, {"order_date", text()}};
        data[text()] = text();
        sample_event made(type, boost::json::serialize(data));
        made.id = "evt_" + std::to_string(++count_);
        return made;
    }

private:
    /// Mostly short; now and then so long that the body comes near its limit.
    std::string text()
    {
        static const char* const pieces[] = {
            "a",  "order 1 ",     "<!channel>",   "<@U123>",  "@everyone ", "*",          "_",
            "`",  "[x](y)",       "&amp;",        "&",        "\"",         "\\",         "\n",
            "\t", "\x01",         "{order_id}",   "}",        "http://x/",  "# ",         "\xF0\x9F\x94\xA5",
            "|",  "\xE2\x80\xAE", "\xE6\xBC\xA2", "\xD7\xA9", "\xCC\x81",   "<at>x</at>", "\x7F"};
        const std::size_t wanted = random_() % 8 == 0 ? random_() % 3'000 : random_() % 30;
        const bool monotone = random_() % 4 == 0;
        std::string made;
        std::size_t piece = random_() % std::size(pieces);
        while (made.size() < wanted) {
            made += pieces[piece];
            if (!monotone)
                piece = random_() % std::size(pieces);
        }
        return made;
    }

    std::mt19937 random_;
    int count_ = 0;
};

}  // namespace defectd::test

#endif
