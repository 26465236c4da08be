// A store that has another do everything: a test overrides the calls it wants to watch or to fail.
#ifndef DEFECTD_TESTS_SUPPORT_FORWARDING_STORE_HPP
#define DEFECTD_TESTS_SUPPORT_FORWARDING_STORE_HPP

#include "defectd/store/store.hpp"

namespace defectd {

/// `db` does the work and must outlive it.
class forwarding_store : public store {
public:
    explicit forwarding_store(store& db) : db_(db) {}

    [[nodiscard]] bool commit_collection(const collection_commit& commit) override
    {
        return db_.commit_collection(commit);
    }

    [[nodiscard]] bool write_out(const report_scope& scope) override { return db_.write_out(scope); }

    void take_over() override { db_.take_over(); }
    void set_subscribers(std::span<const subscriber_setup> subscribers, timestamp now) override
    {
        db_.set_subscribers(subscribers, now);
    }
    [[nodiscard]] std::vector<subscriber_state> subscriber_states() override
    {
        return db_.subscriber_states();
    }
    [[nodiscard]] scope_memory load_scope(const report_scope& scope) override
    {
        return db_.load_scope(scope);
    }
    [[nodiscard]] scope_memory load_scope_record(const report_scope& scope) override
    {
        return db_.load_scope_record(scope);
    }
    [[nodiscard]] std::vector<scope_file> seen_files(const scope_parts& scope) override
    {
        return db_.seen_files(scope);
    }
    void forget_files(std::span<const scope_file> files) override { db_.forget_files(files); }
    [[nodiscard]] source_memory load_source(const std::string& name) override
    {
        return db_.load_source(name);
    }
    void commit_source(const source_commit& commit) override { db_.commit_source(commit); }
    [[nodiscard]] std::vector<std::string> source_folders(const std::string& name,
                                                          const std::string& path) override
    {
        return db_.source_folders(name, path);
    }
    [[nodiscard]] claim_result record_and_claim(const round_results& results,
                                                const claim_request& claim) override
    {
        return db_.record_and_claim(results, claim);
    }
    void make_due(const std::string& subscriber, timestamp now) override { db_.make_due(subscriber, now); }
    [[nodiscard]] std::vector<redeliver_result> redeliver(std::span<const std::int64_t> deliveries,
                                                          timestamp now) override
    {
        return db_.redeliver(deliveries, now);
    }
    [[nodiscard]] std::vector<numbered_event> events_after(std::int64_t seq, timestamp since,
                                                           std::size_t max) override
    {
        return db_.events_after(seq, since, max);
    }
    [[nodiscard]] std::size_t recover(const std::string& subscriber, std::span<const std::int64_t> seqs,
                                      recover_scope which, timestamp now) override
    {
        return db_.recover(subscriber, seqs, which, now);
    }
    [[nodiscard]] std::vector<delivery_record> deliveries(const list_filter& filter) override
    {
        return db_.deliveries(filter);
    }
    [[nodiscard]] std::optional<delivery_history> find_delivery(std::int64_t id) override
    {
        return db_.find_delivery(id);
    }
    [[nodiscard]] std::vector<numbered_event> events(const list_filter& filter) override
    {
        return db_.events(filter);
    }
    [[nodiscard]] std::optional<numbered_event> find_event(const std::string& id) override
    {
        return db_.find_event(id);
    }
    [[nodiscard]] store_overview overview(timestamp now) override { return db_.overview(now); }
    std::size_t prune(timestamp now, duration retention, std::size_t max_rows) override
    {
        return db_.prune(now, retention, max_rows);
    }

private:
    store& db_;
};

}  // namespace defectd

#endif
