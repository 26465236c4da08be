// A `defectd run` of its own that watches a folder and tells a receiver.
#ifndef DEFECTD_BENCH_WATCHED_DAEMON_HPP
#define DEFECTD_BENCH_WATCHED_DAEMON_HPP

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "disk.hpp"

namespace defectd::bench {

/// Starts with an empty state in `folder`; killed when destroyed.
class watched_daemon {
public:
    /// @param program  path of defectd
    /// @param port     of the receiver, on 127.0.0.1
    watched_daemon(const std::string& program, const scratch_folder& folder, std::uint16_t port);
    ~watched_daemon();
    watched_daemon(const watched_daemon&) = delete;
    watched_daemon& operator=(const watched_daemon&) = delete;

    /// Writes a report beside the watched folder …
    void prepare(const std::string& name, const std::string& text) const;
    /// … and renames it into it, as a careful exporter does.
    void put_in_place(const std::string& name) const;

    /// Resident memory now, in bytes.
    [[nodiscard]] std::uint64_t resident_bytes() const;

    /// What it logged, for a person to whom something went wrong.
    [[nodiscard]] std::string log() const;

private:
    const scratch_folder& folder_;
    pid_t pid_ = -1;
};

}  // namespace defectd::bench

#endif
