// What delivery_bench sends: the real store, dispatcher and client over an outbox that was filled beforehand.
#ifndef DEFECTD_BENCH_OUTBOX_HPP
#define DEFECTD_BENCH_OUTBOX_HPP

#include <cstdint>
#include <memory>
#include <string>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"

namespace defectd::bench {

/// The body of a `defect.created` as the daemon makes it.
[[nodiscard]] std::string usual_body();

/// Events that wait in a store of their own for the one subscriber.
class full_outbox {
public:
    /// @param database     path of a file that does not exist
    /// @param concurrency  attempts at the same time, and so connections
    full_outbox(const std::string& database, int events, std::uint16_t port, int concurrency);
    ~full_outbox();
    full_outbox(const full_outbox&) = delete;
    full_outbox& operator=(const full_outbox&) = delete;

    /// Delivers them all on the calling thread and the store's; gives deliveries per second, from the first claim
    /// until the last outcome is durable.  Throws when one is not delivered at the first attempt.
    [[nodiscard]] double deliveries_per_second();

private:
    void fill();

    int events_;
    subscriber_config subscriber_;
    egress_policy egress_;
    std::unique_ptr<store> store_;
};

}  // namespace defectd::bench

#endif
