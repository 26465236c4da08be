// A short working day of the daemon, and what was confirmed to it.
#ifndef DEFECTD_TESTS_STORE_SQLITE_SCRIPTED_DAY_HPP
#define DEFECTD_TESTS_STORE_SQLITE_SCRIPTED_DAY_HPP

#include <memory>
#include <set>
#include <string>

#include "defectd/store/store.hpp"

namespace defectd {

/// Opens the database with a short busy timeout, a log that is copied often, and the VFS of this name ("" is
/// SQLite's own).
[[nodiscard]] std::unique_ptr<store> open_for_test(const std::string& path,
                                                   const std::string& file_system = {});

/// Collections and deliveries, one step after the other.  Each step notes what the store confirmed; a step
/// that failed is done again.
class scripted_day {
public:
    [[nodiscard]] bool over() const noexcept { return step_ == steps; }

    /// Does the next step.  Throws what the store throws; then the step remains the next one.
    void next(store& db);

    /// What the store held when it was confirmed is there, and nothing came twice.
    void check_confirmed(store& db) const;

private:
    static constexpr int steps = 8;
    static constexpr int large_collection = 3;  ///< the step
    static constexpr int defects_of_large_collection = 5;

    void collect(store& db, int number);
    void collect_many(store& db);
    void deliver(store& db);
    void send_again(store& db);
    void check_line(store& db) const;

    int step_ = 0;
    std::set<std::string> events_;     ///< ids of events whose commit returned
    std::set<std::string> delivered_;  ///< ids of events whose delivery to the desk was recorded
    bool audit_failed_ = false;        ///< its failing health was recorded
    bool sent_again_ = false;          ///< what it lost is due again
};

/// Reads the file with SQLite itself: "ok" when nothing is damaged and every reference holds.
[[nodiscard]] std::string integrity_of(const std::string& path);

/// Runs SQL on the file behind the store's back.
void execute_on(const std::string& path, const char* sql);

}  // namespace defectd

#endif
