#include "next_step.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace defectd {
namespace {

/// The text; {program} is the path of this program, which may not be in $PATH.
constexpr const char* text = R"(
Next, watch your own reports. Save this as defectd.yaml in an empty folder:

    state_directory: state
    egress: {{allow_networks: [127.0.0.0/8], allow_ports: [8787], allow_http: true}}   # for a receiver on this machine
    sources:
      - name: my-shop
        kind: file
        path: reports/*.csv
        account: my-shop
        marketplace: US
        fulfillment: ALL
        baseline: notify
    subscribers:
      - name: my-receiver
        url: http://127.0.0.1:8787/webhooks
        signing: [{{scheme: standard, secret_file: receiver.secret}}]

Then run these commands in that folder:

    mkdir reports
    (umask 077; {program} secret new > receiver.secret)
    # in a second terminal, a receiver that verifies signatures:
    {program} listen --secret-file receiver.secret
    # in a third:
    {program} run -c defectd.yaml

Put an Order Defect Report from Seller Central into reports/: `listen` prints every open defect in it, because of
`baseline: notify`. Without that setting the first report is only recorded, and later reports send what is new.
)";

}  // namespace

std::string next_step()
{
    return fmt::format(text, fmt::arg("program", std::filesystem::read_symlink("/proc/self/exe").string()));
}

}  // namespace defectd
