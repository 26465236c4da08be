// The settings of the daemon itself.
#include "schema/schema.hpp"

namespace defectd {
namespace {

using enum value_kind;
using enum availability;

constexpr schema_row rows[] = {
    {.path = "state_directory",
     .kind = path,
     .under_unit = "/var/lib/defectd",
     .doc = "Holds the database `defectd.db` and the lock file `lock`. Default: `$STATE_DIRECTORY`, else "
            "`./defectd-state`."},
    {.path = "shutdown_grace",
     .kind = span,
     .fallback = "15s",
     .lowest = "0ms",
     .highest = "1h",
     .doc = "How long running attempts may take to end after SIGTERM."},

    {.path = "store", .kind = section, .doc = "What is remembered, and where."},
    {.path = "store.engine",
     .kind = word,
     .fallback = "sqlite",
     .words = "sqlite",
     .words_later = "postgresql",
     .doc = "The database."},
    {.path = "store.dsn_file",
     .kind = path,
     .doc = "Names the file with the PostgreSQL address.",
     .offer = later},
    {.path = "store.retention",
     .kind = span,
     .fallback = "90d",
     .lowest = "1s",
     .highest = "36500d",
     .doc = "How long delivered deliveries and their attempts are kept."},

    {.path = "admin", .kind = section, .doc = "Where the daemon listens for `defectd status` and its kin."},
    {.path = "admin.socket",
     .kind = path,
     .under_unit = "/run/defectd/admin.sock",
     .doc = "The unix socket. Default: `$RUNTIME_DIRECTORY/admin.sock`, else "
            "`admin.sock` in the state directory."},
    {.path = "admin.listen", .kind = text, .doc = "A TCP address besides the socket.", .offer = later},
    {.path = "admin.token_file",
     .kind = path,
     .doc = "Names the file with the bearer token for TCP.",
     .offer = later},

    {.path = "log", .kind = section, .doc = "What is written to stderr."},
    {.path = "log.level",
     .kind = word,
     .fallback = "info",
     .words = "debug|info|warning|error",
     .doc = "The least important level that is written."},
    {.path = "log.format",
     .kind = word,
     .fallback = "auto",
     .words = "auto|text|json|journal",
     .doc = "`auto` is `journal` under systemd's journal, else `text`."},

    {.path = "egress", .kind = section, .doc = "Where subscribers may be; binds every one of them."},
    {.path = "egress.allow_networks",
     .kind = text_list,
     .fallback = "[]",
     .doc = "Exceptions to the networks that are refused (loopback, private, cloud metadata …), such as "
            "`[127.0.0.0/8]`."},
    {.path = "egress.allow_ports",
     .kind = integer_list,
     .fallback = "[443, 8443]",
     .lowest = "1",
     .highest = "65535",
     .doc = "The ports that may be dialled."},
    {.path = "egress.allow_http",
     .kind = boolean,
     .fallback = "false",
     .doc = "Whether a subscriber may have a plain `http://` URL."},
    {.path = "egress.proxy",
     .kind = text,
     .fallback = "null",
     .doc = "An HTTP proxy to dial through with CONNECT, such as `http://proxy.internal:3128`. It looks the "
            "receivers' names up, so it decides which addresses they may have."},

    {.path = "limits", .kind = section, .doc = "Bounds that protect the machine."},
    {.path = "limits.deliveries_in_flight",
     .kind = integer,
     .fallback = "256",
     .lowest = "1",
     .highest = "10000",
     .doc = "Attempts that run at the same time, over all subscribers."},
    {.path = "limits.report_bytes",
     .kind = size,
     .fallback = "256MiB",
     .lowest = "1B",
     .highest = "1024GiB",
     .doc = "The largest report that is read, counted after gunzip."},
    {.path = "limits.report_rows",
     .kind = integer,
     .fallback = "2000000",
     .lowest = "1",
     .highest = "1000000000",
     .doc = "The most rows of a report."},
    {.path = "limits.report_defects",
     .kind = integer,
     .fallback = "50000",
     .lowest = "1",
     .highest = "1000000000",
     .doc =
         "The most defects of a report: an order that has two defect types counts twice, rows of the other "
         "fulfilment channel do not count. `defectd diff` has no such limit."},

    {.path = "odr",
     .kind = section,
     .doc = "The order defect rates that are told when they are crossed.",
     .offer = later},
};

}  // namespace

std::span<const schema_row> daemon_rows() noexcept
{
    return rows;
}

}  // namespace defectd
