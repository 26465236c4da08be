#include "signing/key_text.hpp"

namespace defectd {

std::string wrong_base64(std::string_view text, std::string_view prefix)
{
    if (text.find_first_of(" \t\r\n") != std::string_view::npos)
        return "white space is in the secret: write it on one line, without spaces and with at most one line end";
    const std::string part = "the part behind " + std::string(prefix);
    if (text.find_first_of("-_") != std::string_view::npos)
        return part + " is URL-safe base64: write + for - and / for _";
    return part + " is not standard base64 with its = at the end: copy the whole secret";
}

}  // namespace defectd
