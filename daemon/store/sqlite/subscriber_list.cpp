#include "sqlite/subscriber_list.hpp"

namespace defectd::sqlite {

subscriber_list::subscriber_list(connection& database)
    : remove_all_(database, "UPDATE subscribers SET removed_at = ?1 WHERE removed_at IS NULL"),
      add_(database,
           "INSERT INTO subscribers (name) VALUES (?1) ON CONFLICT DO UPDATE SET removed_at = NULL"),
      cancel_pending_(database,
                      "UPDATE deliveries SET state = 'cancelled', finished_at = ?1 WHERE state = 'pending' "
                      "AND subscriber IN (SELECT id FROM subscribers WHERE removed_at IS NOT NULL)"),
      cancel_leased_(
          database,
          "UPDATE deliveries SET state = 'cancelled', finished_at = ?1, owner = NULL, lease_until = NULL "
          "WHERE state = 'in_flight' "
          "AND subscriber IN (SELECT id FROM subscribers WHERE removed_at IS NOT NULL)")
{
}

void subscriber_list::set(std::span<const std::string> names, timestamp now)
{
    remove_all_.run(now);
    for (const std::string& name : names)
        add_.run(name);
    cancel_pending_.run(now);
    cancel_leased_.run(now);
}

}  // namespace defectd::sqlite
