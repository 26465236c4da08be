#include "defectd/runtime/resolver.hpp"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <list>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "resolver_parts.hpp"

namespace defectd {
namespace {

using steady_time = std::chrono::steady_clock::time_point;

/// How long answers are cached: long enough that one batch of deliveries asks once, short enough that a change in the
/// DNS or the end of a failure is noticed soon.
constexpr auto good_answer_life = std::chrono::seconds{10};
constexpr auto failure_life = std::chrono::seconds{5};

/// A look-up under way, shared by all who wait for it.
struct shared_lookup {
    explicit shared_lookup(const asio::any_io_executor& loop) : done(loop, steady_time::max()) {}

    asio::steady_timer done;  ///< cancelled when the answer is there
    std::optional<lookup_answer> answer;
    std::optional<std::string> payer;  ///< on whose budget it is; empty until it has begun
    bool is_prompt = false;            ///< of a name that resolved promptly when it was last looked up
    steady_time began{};
};

/// A request for a look-up that is over a bound.
struct waiting_ask {
    std::string host;
    std::string asker;

    friend bool operator==(const waiting_ask&, const waiting_ask&) = default;
};

/// An answer that is used again until `until`.
struct cached_answer {
    lookup_answer answer;
    steady_time until;
};

/// The resolver: a cache, the look-ups under way, and those that wait for room.
class threaded_resolver final : public resolver {
public:
    threaded_resolver(const asio::any_io_executor& loop, resolver_parts parts)
        : loop_(loop), steady_now_(std::move(parts.steady_now)), bounds_(parts.bounds),
          threads_(loop, parts.bounds.any + parts.bounds.prompt, std::move(parts.look_up))
    {
    }

    [[nodiscard]] task<lookup_answer> resolve(std::string host, std::string asker) override
    {
        if (const auto literal = parse_ip(host))
            co_return std::vector<ip_address>{*literal};
        if (const cached_answer* const cached = fresh(host))
            co_return cached->answer;
        const auto lookup = join_lookup(host, asker);
        // The coroutine owns a share of the look-up, so that it can read the answer after finish() has removed it.
        co_await lookup->done.async_wait(as_values);
        if (!lookup->answer)
            co_return text_error{"name resolution was cancelled"};
        co_return *lookup->answer;
    }

private:
    /// Returns the cached answer for `host`; nullptr when there is none or it is too old.
    [[nodiscard]] const cached_answer* fresh(const std::string& host) const
    {
        const auto found = answers_.find(host);
        return found != answers_.end() && steady_now_() < found->second.until ? &found->second : nullptr;
    }

    /// Returns the look-up of `host`, and begins it or puts it in the waiting list if it is new.
    [[nodiscard]] std::shared_ptr<shared_lookup> join_lookup(const std::string& host,
                                                             const std::string& asker)
    {
        auto& place = under_way_[host];
        if (!place)
            place = std::make_shared<shared_lookup>(loop_);
        std::shared_ptr<shared_lookup> lookup = place;
        // The look-up may wait on another asker's budget; with this asker's own it can perhaps begin now.
        const waiting_ask ask{host, asker};
        if (!try_begin(ask) && std::find(waiting_.begin(), waiting_.end(), ask) == waiting_.end())
            waiting_.push_back(ask);
        return lookup;
    }

    /// Begins the look-up unless it has begun; false when the bounds or the asker's budget do not allow it yet.
    [[nodiscard]] bool try_begin(const waiting_ask& ask)
    {
        const auto found = under_way_.find(ask.host);
        if (found == under_way_.end() || found->second->payer)
            return true;
        // The look-up is counted on the budget of the asker that begins it, also when others join it later.
        const bool is_prompt = prompt_names_.contains(ask.host);
        const auto paid = paid_by_.find(ask.asker);
        if (!has_room(is_prompt) || (paid != paid_by_.end() && paid->second == max_lookups_per_asker))
            return false;
        // threads_ is the last member: it is destroyed first, and calls no sink afterwards, so that `this` is valid.
        threads_.start(ask.host, [this, host = ask.host](lookup_answer answer) {
            this->finish(host, std::move(answer));
        });
        shared_lookup& begun = *found->second;
        begun.payer = ask.asker;
        begun.is_prompt = is_prompt;
        begun.began = steady_now_();
        ++paid_by_[ask.asker];
        ++(is_prompt ? prompt_under_way_ : others_under_way_);
        return true;
    }

    /// True when the bounds allow one more look-up.  `bounds_.prompt` of the room is only for names known to be
    /// prompt, so that names that hang cannot take all of it.
    [[nodiscard]] bool has_room(bool is_prompt) const
    {
        const std::size_t under_way = prompt_under_way_ + others_under_way_;
        return under_way < bounds_.any + bounds_.prompt && (is_prompt || others_under_way_ < bounds_.any);
    }

    /// Stores the answer, gives back the room of the look-up, and wakes those who wait for it.  Only then are the
    /// waiting look-ups tried, in the order in which they came.
    void finish(const std::string& host, lookup_answer answer)
    {
        keep(host, answer);
        const auto lookup = std::move(under_way_.extract(host).mapped());
        if (--paid_by_[*lookup->payer] == 0)
            paid_by_.erase(*lookup->payer);
        --(lookup->is_prompt ? prompt_under_way_ : others_under_way_);
        remember(host, answer.has_value() && steady_now_() - lookup->began <= max_prompt_lookup);
        lookup->answer = std::move(answer);
        lookup->done.cancel();
        waiting_.remove_if([this](const waiting_ask& each) { return try_begin(each); });
    }

    /// Caches an answer.  When the cache is full, expired answers are removed; if that is not enough, all are.
    void keep(const std::string& host, const lookup_answer& answer)
    {
        const steady_time now = steady_now_();
        if (answers_.size() >= max_cached_answers)
            std::erase_if(answers_, [&](const auto& each) { return each.second.until <= now; });
        if (answers_.size() >= max_cached_answers)
            answers_.clear();
        const steady_time until = answer ? now + good_answer_life : now + failure_life;
        answers_.insert_or_assign(host, cached_answer{answer, until});
    }

    /// Notes whether the last look-up of `host` was prompt.  A full table is emptied: its names are learned again.
    void remember(const std::string& host, bool is_prompt)
    {
        if (!is_prompt) {
            prompt_names_.erase(host);
            return;
        }
        if (prompt_names_.size() >= max_prompt_names)
            prompt_names_.clear();
        prompt_names_.insert(host);
    }

    asio::any_io_executor loop_;
    std::function<steady_time()> steady_now_;
    std::unordered_map<std::string, std::shared_ptr<shared_lookup>> under_way_;
    std::unordered_map<std::string, std::size_t> paid_by_;  ///< look-ups under way by asker
    std::list<waiting_ask> waiting_;
    std::unordered_map<std::string, cached_answer> answers_;
    std::unordered_set<std::string> prompt_names_;
    lookup_bounds bounds_;
    std::size_t prompt_under_way_ = 0;
    std::size_t others_under_way_ = 0;
    lookup_threads threads_;
};

}  // namespace

std::unique_ptr<resolver> make_resolver(const asio::any_io_executor& loop, resolver_parts parts)
{
    return std::make_unique<threaded_resolver>(loop, std::move(parts));
}

std::unique_ptr<resolver> make_system_resolver(const asio::any_io_executor& loop, lookup_bounds bounds)
{
    resolver_parts parts;
    parts.bounds = bounds;
    parts.look_up = look_up;
    parts.steady_now = std::chrono::steady_clock::now;
    return make_resolver(loop, std::move(parts));
}

}  // namespace defectd
