#include "sqlite/migrations.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

#include "sqlite/statement.hpp"
#include "sqlite/transaction.hpp"

namespace defectd::sqlite {
namespace {

/// Returns the number that the question answers; 0 when it has no row.
std::int64_t number_of(connection& database, std::string_view question)
{
    statement asked{database, question};
    cursor answer = asked.select();
    return answer.next() ? answer.integer() : 0;
}

std::int64_t schema_version(connection& database)
{
    return number_of(database, "PRAGMA user_version");
}

/// Returns whether nothing was created in the database yet, which is also the case after a crash of the first start.
bool is_empty(connection& database)
{
    return number_of(database, "SELECT count(*) FROM sqlite_schema") == 0 && schema_version(database) == 0;
}

/// Runs one migration.  The version is a part of the transaction, so a crash repeats the step or finds it
/// done.
void take_step(connection& database, std::string_view sql, std::size_t version)
{
    transaction whole{database};
    database.execute(std::string{sql}.c_str());
    database.execute(fmt::format("PRAGMA application_id = {}", application_id).c_str());
    database.execute(fmt::format("PRAGMA user_version = {}", version).c_str());
    whole.commit();
}

}  // namespace

migration_steps released_migrations() noexcept
{
    static const std::array steps{schema_version_1};
    return steps;
}

void refuse_foreign_file(connection& database, int newest)
{
    const std::int64_t maker = number_of(database, "PRAGMA application_id");
    if (maker != application_id && !(maker == 0 && is_empty(database)))
        throw error_of(store_fault::foreign_file, database.path(), fmt::format("application_id {}", maker));
    const std::int64_t version = schema_version(database);
    if (version > newest)
        throw error_of(store_fault::newer_schema, database.path(),
                       fmt::format("schema version {}, but this version supports up to {}", version, newest));
}

void migrate(connection& database, migration_steps steps)
{
    for (auto version = static_cast<std::size_t>(schema_version(database)); version < steps.size(); ++version)
        take_step(database, steps[version], version + 1);
}

}  // namespace defectd::sqlite
