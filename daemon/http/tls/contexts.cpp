#include "tls/contexts.hpp"

namespace defectd {
namespace {

/// Returns the error with the name of the setting before it.
[[nodiscard]] text_error unusable(std::string_view what, const text_error& error)
{
    return {std::string(what) + " of this subscriber cannot be used: " + error.what};
}

}  // namespace

result<tls_context*, text_error> tls_contexts::of(const post_request& request)
{
    if (request.tls == nullptr || request.tls->empty())
        return common();
    auto& own = own_[request.pool];
    // A failure is not stored: the next attempt tries again.
    if (!own) {
        auto made = made_of(*request.tls);
        if (!made)
            return made.error();
        own = std::move(*made);
    }
    return own.get();
}

result<tls_context*, text_error> tls_contexts::common()
{
    if (!common_) {
        auto made = std::make_unique<tls_context>();
        if (auto refusal = made->trust_file(ca_file_))
            return std::move(*refusal);
        common_ = std::move(made);
    }
    return common_.get();
}

result<std::unique_ptr<tls_context>, text_error> tls_contexts::made_of(const tls_identity& identity)
{
    auto made = std::make_unique<tls_context>();
    // A CA of the subscriber replaces the usual ones.
    if (!identity.ca.empty()) {
        if (const auto refusal = made->trust_text(identity.ca))
            return unusable("the CA certificates", *refusal);
    } else {
        const auto usual = common();
        if (!usual)
            return usual.error();
        // Loading the system's CAs again for every subscriber would take time and memory.
        made->trust_as(**usual);
    }
    if (!identity.certificate.empty())
        if (const auto refusal = made->show(identity.certificate, identity.key))
            return unusable("the client certificate", *refusal);
    return made;
}

}  // namespace defectd
