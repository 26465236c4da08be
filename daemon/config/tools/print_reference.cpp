// Prints a generated document: `print_reference reference` or `print_reference sample`.  Run by the build only.
#include <cstdio>
#include <string>
#include <string_view>

#include "defectd/config/load.hpp"

int main(int count, char** arguments)
{
    const std::string_view wanted = count == 2 ? arguments[1] : "";
    if (wanted != "reference" && wanted != "sample") {
        std::fputs("usage: print_reference reference|sample\n", stderr);
        // EX_USAGE and EX_IOERR of sysexits.h.
        return 64;
    }
    const std::string text =
        wanted == "reference" ? defectd::configuration_reference() : defectd::sample_configuration();
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 74;
}
