// The settings of the daemon itself.
#include "schema/schema.hpp"

namespace defectd {
namespace {

using enum value_kind;
using enum availability;

constexpr schema_row rows[] = {
    // Where the daemon keeps its state, and how it stops.  The defaults that depend on systemd are in read/daemon.cpp.
    {.path = "state_directory",
     .kind = path,
     .under_unit = "/var/lib/defectd",
     .doc = "Directory of the database `defectd.db` and the lock file `lock`. Default: "
            "`$STATE_DIRECTORY`, else `./defectd-state`."},
    {.path = "shutdown_grace",
     .kind = span,
     .fallback = "15s",
     .lowest = "0ms",
     .highest = "1h",
     .doc = "Time that running attempts have to finish after SIGTERM."},

    {.path = "store", .kind = section, .doc = "Database and retention."},
    {.path = "store.engine",
     .kind = word,
     .fallback = "sqlite",
     .words = "sqlite",
     .words_later = "postgresql",
     .doc = "Database engine."},
    {.path = "store.dsn_file",
     .kind = path,
     .doc = "File containing the PostgreSQL connection string.",
     .offer = later},
    {.path = "store.retention",
     .kind = span,
     .fallback = "90d",
     .lowest = "1s",
     .highest = "36500d",
     .doc = "How long delivered deliveries and their attempts are stored."},

    // How the daemon is controlled and observed.
    {.path = "admin",
     .kind = section,
     .doc = "Where the daemon listens for commands such as `defectd status`."},
    {.path = "admin.socket",
     .kind = path,
     .under_unit = "/run/defectd/admin.sock",
     .doc = "Unix socket. Default: `$RUNTIME_DIRECTORY/admin.sock`, else `admin.sock` in the "
            "state directory."},
    {.path = "admin.listen",
     .kind = text,
     .doc = "TCP address to listen on in addition to the socket.",
     .offer = later},
    {.path = "admin.token_file",
     .kind = path,
     .doc = "File containing the bearer token for TCP.",
     .offer = later},

    {.path = "log", .kind = section, .doc = "Log messages on standard error."},
    {.path = "log.level",
     .kind = word,
     .fallback = "info",
     .words = "debug|info|warning|error",
     .doc = "Lowest level that is logged."},
    {.path = "log.format",
     .kind = word,
     .fallback = "auto",
     .words = "auto|text|json|journal",
     .doc = "`auto` is `journal` under systemd's journal, else `text`."},

    // Where it may connect to.  The URLs of subscribers are checked against this when the configuration is loaded.
    {.path = "egress", .kind = section, .doc = "Which addresses subscribers may have (applies to all)."},
    {.path = "egress.allow_networks",
     .kind = text_list,
     .fallback = "[]",
     .doc = "Exceptions to the networks that are blocked (loopback, private, cloud metadata …), "
            "such as `[127.0.0.0/8]`."},
    {.path = "egress.allow_ports",
     .kind = integer_list,
     .fallback = "[443, 8443]",
     .lowest = "1",
     .highest = "65535",
     .doc = "Ports that subscribers may use."},
    {.path = "egress.allow_http",
     .kind = boolean,
     .fallback = "false",
     .doc = "Whether a subscriber may have a plain `http://` URL."},
    {.path = "egress.proxy",
     .kind = text,
     .fallback = "null",
     .doc = "HTTP proxy to connect through with CONNECT, such as `http://proxy.internal:3128`. "
            "The proxy resolves the receivers' names, so it decides which addresses are allowed."},

    // What one process or one report may use.
    {.path = "limits", .kind = section, .doc = "Limits that protect the machine."},
    {.path = "limits.deliveries_in_flight",
     .kind = integer,
     .fallback = "256",
     .lowest = "1",
     .highest = "10000",
     .doc = "Maximum number of concurrent attempts over all subscribers."},
    {.path = "limits.report_bytes",
     .kind = size,
     .fallback = "256MiB",
     .lowest = "1B",
     .highest = "1024GiB",
     .doc = "Maximum size of a report after decompression."},
    {.path = "limits.report_rows",
     .kind = integer,
     .fallback = "2000000",
     .lowest = "1",
     .highest = "1000000000",
     .doc = "Maximum number of rows in a report."},
    {.path = "limits.report_defects",
     .kind = integer,
     .fallback = "50000",
     .lowest = "1",
     .highest = "1000000000",
     .doc = "Maximum number of defects in a report. An order that has two defect types counts "
            "twice; rows of the other fulfillment channel do not count. `defectd diff` has no "
            "such limit."},

    {.path = "odr",
     .kind = section,
     .doc = "Order defect rate thresholds; crossing one emits an event.",
     .offer = later},
};

}  // namespace

std::span<const schema_row> daemon_rows() noexcept
{
    return rows;
}

}  // namespace defectd
