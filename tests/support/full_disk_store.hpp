// A store whose disk is full for a number of collections, or of changes to subscribers.
#ifndef DEFECTD_TESTS_SUPPORT_FULL_DISK_STORE_HPP
#define DEFECTD_TESTS_SUPPORT_FULL_DISK_STORE_HPP

#include "defectd/store/store_error.hpp"
#include "forwarding_store.hpp"

namespace defectd {

/// `db` does the work and must outlive it.
class full_disk_store : public forwarding_store {
public:
    full_disk_store(store& db, int refusals) : forwarding_store(db), refusals_(refusals) {}

    /// Before it is used.
    void refuse_a_change_of_subscribers() { refused_changes_ = 1; }

    [[nodiscard]] bool commit_collection(const collection_commit& commit) override
    {
        if (refusals_-- > 0)
            throw store_error(store_fault::disk_full, "no space left");
        return forwarding_store::commit_collection(commit);
    }
    [[nodiscard]] claim_result record_and_claim(const round_results& results,
                                                const claim_request& claim) override
    {
        if (!results.subscribers.empty() && refused_changes_-- > 0)
            throw store_error(store_fault::disk_full, "no space left");
        return forwarding_store::record_and_claim(results, claim);
    }

private:
    int refusals_;
    int refused_changes_ = 0;
};

}  // namespace defectd

#endif
