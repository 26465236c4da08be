// The stores that must keep the contract.  A new engine is a type here and a word in the list below.
#ifndef DEFECTD_TESTS_STORE_CONTRACT_ENGINES_HPP
#define DEFECTD_TESTS_STORE_CONTRACT_ENGINES_HPP

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contract/samples.hpp"
#include "defectd/store/sqlite.hpp"
#include "support/temporary_folder.hpp"

namespace defectd {

struct sqlite_in_memory {
    [[nodiscard]] std::unique_ptr<store> open() const { return open_sqlite_store(":memory:"); }
};

struct sqlite_on_disk {
    temporary_folder folder;
    [[nodiscard]] std::unique_ptr<store> open() const { return open_sqlite_store(folder.file("defectd.db")); }
};

/// A fresh store of an engine, with what most tests do first.
template <class Engine>
class contract_store {
public:
    [[nodiscard]] store& operator*() const { return *db_; }
    [[nodiscard]] store* operator->() const { return db_.get(); }

    void set_subscribers(const std::vector<std::string>& names, timestamp now = samples::at(0)) const
    {
        samples::set_subscribers(*db_, names, now);
    }

    /// Commits an event for each name to `subscribers`, due `when`.
    void emit(std::initializer_list<std::string_view> names, const std::vector<std::string>& subscribers,
              timestamp when = samples::at(0)) const
    {
        samples::emit(*db_, names, subscribers, when);
    }

    /// Claims what is due for the subscriber and returns the first of it.
    [[nodiscard]] claimed_delivery claim_one(const std::string& subscriber, timestamp now) const
    {
        return db_->record_and_claim({}, samples::claim_for({subscriber}, now)).claimed.at(0);
    }

private:
    Engine engine_;
    std::unique_ptr<store> db_ = engine_.open();
};

}  // namespace defectd

/// Each has `open()`, which gives a fresh store that lives no longer than the engine.
#define DEFECTD_STORE_ENGINES ::defectd::sqlite_in_memory, ::defectd::sqlite_on_disk

#endif
