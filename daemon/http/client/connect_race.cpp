#include "client/connect_race.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>

namespace defectd {
namespace {

using asio::ip::tcp;

/// Connects, and once more when a descriptor was missing and closing an idle connection freed one.
task<error_code> connect_once(std::shared_ptr<connection> link, tcp::endpoint to,
                              std::function<bool()> make_room)
{
    error_code error = co_await link->connect(to);
    if (is_out_of_descriptors(error) && make_room())
        error = co_await link->connect(to);
    co_return error;
}

/// Connects to several addresses with a delay between their starts, and keeps the first that succeeds (RFC 8305).  It
/// outlives its run, because connections that lost end later.
class race : public std::enable_shared_from_this<race> {
public:
    race(const race_rules& rules, std::string key, steady_time deadline)
        : rules_(rules), key_(std::move(key)), deadline_(deadline), changed_(rules.loop)
    {
    }

    [[nodiscard]] task<race_end> run(endpoint_list addresses)
    {
        // Each turn starts the next address, if there is one, and waits for the first of three: one under way has
        // ended, the pause before the next address is over, or the deadline has come.
        auto next = addresses.begin();
        while (!is_over_ && (next != addresses.end() || !running_.empty())) {
            steady_time until = deadline_;
            if (next != addresses.end() && std::chrono::steady_clock::now() < deadline_) {
                start(*next++);
                if (next != addresses.end())
                    until = std::min(until, std::chrono::steady_clock::now() + pause_between_addresses);
            } else if (running_.empty()) {
                break;
            }
            co_await change(until);
            const asio::cancellation_state stop = co_await asio::this_coro::cancellation_state;
            if (stop.cancelled() != asio::cancellation_type::none)
                end(asio::error::operation_aborted);
        }
        close_the_others();
        co_return race_end{winner_, error_};
    }

private:
    void start(tcp::endpoint to)
    {
        auto link = std::make_shared<connection>(rules_.loop, key_);
        link->set_deadline(deadline_);
        running_.push_back(link);
        // Not joined: a connection that lost is closed, and holds the race until it ends at the loop's next turns.
        auto on_end = [self = shared_from_this(), link](std::exception_ptr, error_code error) {
            self->ended(link, error);
        };
        asio::co_spawn(rules_.loop, connect_once(link, to, rules_.make_room), std::move(on_end));
    }

    /// Records how a connection ended, and wakes run().
    void ended(const std::shared_ptr<connection>& link, error_code error)
    {
        std::erase(running_, link);
        if (is_over_)
            return;
        error_ = error;
        // access_denied: the kernel connected to an address that was not checked.  No other attempt may win after that.
        is_over_ = !error || error == asio::error::access_denied;
        if (!error)
            winner_ = link;
        changed_.cancel();
    }

    void end(error_code error)
    {
        is_over_ = true;
        winner_ = nullptr;
        error_ = error;
    }

    /// Waits until a connection ends or a time comes.  From the deadline on it waits without a time, because each
    /// connection ends by its own deadline.
    [[nodiscard]] task<void> change(steady_time until)
    {
        changed_.expires_at(until < deadline_ ? until : steady_time::max());
        co_await changed_.async_wait(as_values);
    }

    void close_the_others()
    {
        is_over_ = true;
        for (const auto& each : running_)
            each->close();
    }

    race_rules rules_;
    std::string key_;
    steady_time deadline_;
    asio::steady_timer changed_;  ///< cancelled when a connection attempt has ended
    std::vector<std::shared_ptr<connection>> running_;
    std::shared_ptr<connection> winner_;
    error_code error_ = asio::error::timed_out;
    bool is_over_ = false;
};

}  // namespace

endpoint_list interleaved(const endpoint_list& addresses)
{
    endpoint_list families[2];
    for (const tcp::endpoint& each : addresses) {
        const bool is_of_the_first = each.protocol() == addresses.front().protocol();
        families[is_of_the_first ? 0 : 1].push_back(each);
    }
    endpoint_list in_turn;
    for (std::size_t i = 0; in_turn.size() < addresses.size(); ++i)
        for (const endpoint_list& family : families)
            if (i < family.size())
                in_turn.push_back(family[i]);
    return in_turn;
}

task<race_end> connect_first(const race_rules& rules, std::string key, endpoint_list addresses,
                             steady_time deadline)
{
    const auto all = std::make_shared<race>(rules, std::move(key), deadline);
    co_return co_await all->run(interleaved(addresses));
}

bool is_out_of_descriptors(const error_code& error) noexcept
{
    return error == asio::error::no_descriptors ||
           error == boost::system::errc::too_many_files_open_in_system;
}

}  // namespace defectd
