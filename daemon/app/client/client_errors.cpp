#include "client/client_errors.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"

namespace defectd {

int explain_failure(const local_failure& failure)
{
    switch (failure.kind) {
    case local_failure_kind::no_daemon:
        print_message(failure.what +
                      "; start it with `defectd run` or `systemctl start defectd`, or pass its "
                      "configuration with -c");
        return exit_code::no_daemon;
    case local_failure_kind::no_permission:
        print_message(failure.what + "; run as root or as the daemon's user");
        return exit_code::no_permission;
    case local_failure_kind::broken: break;
    }
    print_message(failure.what);
    return exit_code::failed;
}

int explain_answer(const local_answer& answer)
{
    boost::system::error_code not_json;
    const boost::json::value document = boost::json::parse(answer.body, not_json);
    const boost::json::value* const detail =
        not_json || !document.is_object() ? nullptr : document.get_object().if_contains("detail");
    // What answers may be something other than a daemon of this version.
    const std::string what = detail != nullptr && detail->is_string()
                                 ? std::string(detail->get_string().c_str())
                                 : "no reason given";
    print_message(fmt::format("the daemon answered {}: {}", answer.status, what));
    // The daemon itself refuses other users, where the permissions of the socket did not.
    return answer.status == 403 ? exit_code::no_permission : exit_code::failed;
}

}  // namespace defectd
