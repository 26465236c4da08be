// What delivery_bench and growth_bench send: the real store, dispatcher and client over an outbox that was filled beforehand.
#ifndef DEFECTD_BENCH_OUTBOX_HPP
#define DEFECTD_BENCH_OUTBOX_HPP

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"

namespace defectd::bench {

/// The body of a `defect.created` as the daemon makes it.
[[nodiscard]] std::string usual_body();

/// How much waits, for whom.
struct outbox_shape {
    int subscribers = 1;
    int events = 0;  ///< for each of them
    int slots = 0;   ///< attempts at the same time, and so connections, over all subscribers
};

/// Events that wait in a store of their own.
class full_outbox {
public:
    /// @param database  path of a file that does not exist
    full_outbox(const std::string& database, const outbox_shape& shape, std::uint16_t port);
    ~full_outbox();
    full_outbox(const full_outbox&) = delete;
    full_outbox& operator=(const full_outbox&) = delete;

    /// Delivers them all on the calling thread and the store's; gives deliveries per second, from the first claim
    /// until the last outcome is durable.  Throws when one is not delivered at the first attempt.
    [[nodiscard]] double deliveries_per_second();

    /// Delivers on the calling thread and the store's until `goes_on`, called with the number of answers that have
    /// come, gives false.
    void deliver_while(const std::function<bool(int)>& goes_on);

private:
    void fill();
    [[nodiscard]] std::uint64_t delivered();

    outbox_shape shape_;
    std::vector<subscriber_config> subscribers_;
    egress_policy egress_;
    std::unique_ptr<store> store_;
};

}  // namespace defectd::bench

#endif
