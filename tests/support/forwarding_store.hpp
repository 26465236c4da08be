// A store that has another do everything: a test overrides the calls it wants to watch or to fail.
#ifndef DEFECTD_TESTS_SUPPORT_FORWARDING_STORE_HPP
#define DEFECTD_TESTS_SUPPORT_FORWARDING_STORE_HPP

#include "defectd/store/store.hpp"

namespace defectd {

/// `kept` does the work and must outlive it.
class forwarding_store : public store {
public:
    explicit forwarding_store(store& kept) : kept_(kept) {}

    [[nodiscard]] bool commit_collection(const collection_commit& commit) override
    {
        return kept_.commit_collection(commit);
    }

    [[nodiscard]] bool write_out(const report_scope& scope) override { return kept_.write_out(scope); }

    void take_over(const std::string& owner, timestamp now) override { kept_.take_over(owner, now); }
    void set_subscribers(std::span<const subscriber_setup> subscribers, timestamp now) override
    {
        kept_.set_subscribers(subscribers, now);
    }
    [[nodiscard]] std::vector<subscriber_state> subscriber_states() override
    {
        return kept_.subscriber_states();
    }
    [[nodiscard]] scope_memory load_scope(const report_scope& scope) override
    {
        return kept_.load_scope(scope);
    }
    [[nodiscard]] scope_memory load_scope_record(const report_scope& scope) override
    {
        return kept_.load_scope_record(scope);
    }
    [[nodiscard]] std::vector<scope_file> seen_files(const scope_parts& scope) override
    {
        return kept_.seen_files(scope);
    }
    void forget_files(std::span<const scope_file> files) override { kept_.forget_files(files); }
    [[nodiscard]] source_memory load_source(const std::string& name) override
    {
        return kept_.load_source(name);
    }
    void commit_source(const source_commit& commit) override { kept_.commit_source(commit); }
    [[nodiscard]] std::vector<std::string> source_folders(const std::string& name,
                                                          const std::string& path) override
    {
        return kept_.source_folders(name, path);
    }
    [[nodiscard]] settlement settle(const ended_round& ended, const claim_request& claim) override
    {
        return kept_.settle(ended, claim);
    }
    void make_due(const std::string& subscriber, timestamp now) override { kept_.make_due(subscriber, now); }
    [[nodiscard]] std::vector<again_outcome> redeliver(std::span<const std::int64_t> deliveries,
                                                       timestamp now) override
    {
        return kept_.redeliver(deliveries, now);
    }
    [[nodiscard]] std::vector<numbered_event> events_after(std::int64_t seq, timestamp since,
                                                           std::size_t most) override
    {
        return kept_.events_after(seq, since, most);
    }
    [[nodiscard]] std::size_t recover(const std::string& subscriber, std::span<const std::int64_t> seqs,
                                      recover_scope which, timestamp now) override
    {
        return kept_.recover(subscriber, seqs, which, now);
    }
    [[nodiscard]] std::vector<delivery_record> deliveries(const list_filter& filter) override
    {
        return kept_.deliveries(filter);
    }
    [[nodiscard]] std::optional<delivery_history> find_delivery(std::int64_t id) override
    {
        return kept_.find_delivery(id);
    }
    [[nodiscard]] std::vector<numbered_event> events(const list_filter& filter) override
    {
        return kept_.events(filter);
    }
    [[nodiscard]] std::optional<numbered_event> find_event(const std::string& id) override
    {
        return kept_.find_event(id);
    }
    [[nodiscard]] store_overview overview(timestamp now) override { return kept_.overview(now); }
    [[nodiscard]] std::vector<event> recent_events(std::size_t most) override
    {
        return kept_.recent_events(most);
    }
    std::size_t prune(timestamp now, duration retention, std::size_t most_rows) override
    {
        return kept_.prune(now, retention, most_rows);
    }
    void checkpoint() override { kept_.checkpoint(); }

private:
    store& kept_;
};

}  // namespace defectd

#endif
