#include "sqlite/identity.hpp"

#include "defectd/base/encoding.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/transaction.hpp"

namespace defectd::sqlite {
namespace {

constexpr std::size_t identity_bytes = 16;

bool has_table(connection& database)
{
    statement asked{database, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'identity'"};
    return asked.select().next();
}

}  // namespace

std::string find_identity(connection& database)
{
    if (!has_table(database))
        return {};
    statement asked{database, "SELECT id FROM identity"};
    cursor row = asked.select();
    return row.next() ? row.text() : std::string();
}

std::string identity_of(connection& database, random_source& random)
{
    std::string id = find_identity(database);
    if (!id.empty())
        return id;
    id = to_hex(random.bytes(identity_bytes));
    transaction whole{database};
    // Not a part of schema.sql: a database of version 1 may have been made without it.
    database.execute("CREATE TABLE IF NOT EXISTS identity (id TEXT NOT NULL) STRICT");
    statement{database, "INSERT INTO identity (id) VALUES (?1)"}.run(id);
    whole.commit();
    return id;
}

}  // namespace defectd::sqlite
