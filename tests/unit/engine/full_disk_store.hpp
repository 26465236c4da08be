// A store whose disk is full for a number of collections.
#ifndef DEFECTD_TESTS_UNIT_ENGINE_FULL_DISK_STORE_HPP
#define DEFECTD_TESTS_UNIT_ENGINE_FULL_DISK_STORE_HPP

#include "defectd/store/store.hpp"
#include "defectd/store/store_error.hpp"

namespace defectd {

/// `kept` does the work and must outlive it.
class full_disk_store final : public store {
public:
    full_disk_store(store& kept, int refusals) : kept_(kept), refusals_(refusals) {}

    [[nodiscard]] bool commit_collection(const collection_commit& commit) override
    {
        if (refusals_-- > 0)
            throw store_error(store_fault::disk_full, "no space left");
        return kept_.commit_collection(commit);
    }

    void take_over(const std::string& owner, timestamp now) override { kept_.take_over(owner, now); }
    void set_subscribers(std::span<const std::string> names, timestamp now) override
    {
        kept_.set_subscribers(names, now);
    }
    [[nodiscard]] scope_memory load_scope(const scope& of) override { return kept_.load_scope(of); }
    [[nodiscard]] std::vector<file_mark> seen_files(const std::string& source) override
    {
        return kept_.seen_files(source);
    }
    void remember_files(const std::string& source, std::span<const file_mark> add,
                        std::span<const file_mark> forget) override
    {
        kept_.remember_files(source, add, forget);
    }
    [[nodiscard]] settlement settle(std::span<const attempt_record> ended,
                                    const claim_request& claim) override
    {
        return kept_.settle(ended, claim);
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

private:
    store& kept_;
    int refusals_;
};

}  // namespace defectd

#endif
