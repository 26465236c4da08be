#include <boost/json/parse.hpp>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/daemon_client.hpp"
#include "client/delivery_texts.hpp"
#include "client/listing.hpp"
#include "commands.hpp"

namespace defectd {

int list_deliveries(const list_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const auto read = read_listing(daemon, "deliveries", options);
        if (!read)
            return read.error().exit_code;
        // Without rows not even the heads of the table are printed; print_extent() says that nothing matches.
        if (options.form != output_form::text)
            print_listing("deliveries", *read, options.form);
        else if (!read->rows.empty())
            print_out(deliveries_table(read->rows));
        print_extent(*read, options);
        return exit_code::ok;
    });
}

int show_delivery(const delivery_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const auto body = daemon.get(api_target("deliveries/" + std::to_string(options.delivery)));
        if (!body)
            return body.error().exit_code;
        if (options.form != output_form::text) {
            print_out(*body);
            return exit_code::ok;
        }
        const boost::json::value delivery = boost::json::parse(*body);
        print_out(delivery_text(delivery.as_object()));
        return exit_code::ok;
    });
}

}  // namespace defectd
