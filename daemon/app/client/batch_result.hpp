// The answers to one command for several deliveries or subscribers: each is printed, together they make an exit code.
#ifndef DEFECTD_APP_CLIENT_BATCH_RESULT_HPP
#define DEFECTD_APP_CLIENT_BATCH_RESULT_HPP

#include <boost/json/array.hpp>

#include <functional>
#include <string>

#include "client/daemon_client.hpp"
#include "commands/commands.hpp"

namespace defectd {

/// Collects the answers, in the order they come.
class batch_result {
public:
    /// @param name  of the list in the JSON document
    batch_result(std::string name, output_form form) : name_(std::move(name)), form_(form) {}

    /// Prints `line` of the answer at once, unless a document was asked for.  A failure was printed already.
    void add(const result<std::string, ask_failure>& answer,
             const std::function<std::string(const boost::json::value&)>& line);

    /// False when the daemon cannot be asked at all: the next would fail the same way.
    [[nodiscard]] bool may_go_on() const noexcept;

    /// Prints the document if one was asked for.  0, 2 when only some failed, else the last failure's code.
    [[nodiscard]] int finish();

private:
    std::string name_;
    output_form form_;
    boost::json::array done_;
    int failure_ = 0;
};

}  // namespace defectd

#endif
