// The answers to one command for several deliveries or subscribers: each is printed, and all make one exit code.
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

    /// Adds an answer and prints it at once, unless one document was asked for.  A failure has been printed already.
    /// @param line  returns an answer as a line for people
    void add(const result<std::string, ask_failure>& answer,
             const std::function<std::string(const boost::json::value&)>& line);

    /// False when the daemon cannot be reached at all: the next request would fail in the same way.
    [[nodiscard]] bool may_go_on() const noexcept;

    /// Prints the document if one was asked for, and returns the exit code: 0, or 2 when only some failed, or else that
    /// of the last failure.
    [[nodiscard]] int finish();

private:
    std::string name_;
    output_form form_;
    boost::json::array done_;
    int failure_ = 0;
};

}  // namespace defectd

#endif
