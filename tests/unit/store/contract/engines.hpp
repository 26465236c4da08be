// The stores that must keep the contract.  A new engine is a type here and a word in the list below.
#ifndef DEFECTD_TESTS_STORE_CONTRACT_ENGINES_HPP
#define DEFECTD_TESTS_STORE_CONTRACT_ENGINES_HPP

#include <memory>

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

}  // namespace defectd

/// Each has `open()`, which gives a fresh store that lives no longer than the engine.
#define DEFECTD_STORE_ENGINES ::defectd::sqlite_in_memory, ::defectd::sqlite_on_disk

#endif
