#include "client/batch_result.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"

namespace defectd {

namespace json = boost::json;

void batch_result::add(const result<std::string, ask_failure>& answer,
                       const std::function<std::string(const json::value&)>& line)
{
    if (!answer) {
        // The last failure decides, as it does in a shell script that goes on after an error.
        failure_ = answer.error().exit_code;
        return;
    }
    done_.push_back(json::parse(*answer));
    // Printed at once, because the requests of a long list take time.
    if (form_ == output_form::text)
        print_out(line(done_.back()));
    else if (form_ == output_form::json_lines)
        print_out(json::serialize(done_.back()) + "\n");
}

bool batch_result::may_go_on() const noexcept
{
    return failure_ != exit_code::no_daemon && failure_ != exit_code::no_permission;
}

int batch_result::finish()
{
    const bool is_any_done = !done_.empty();
    if (form_ == output_form::json) {
        json::object document;
        document[name_] = std::move(done_);
        print_out(json::serialize(document) + "\n");
    }
    if (failure_ == exit_code::ok)
        return exit_code::ok;
    return is_any_done ? exit_code::partly_failed : failure_;
}

}  // namespace defectd
