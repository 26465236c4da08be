#include "tls/session_cache.hpp"

#include <openssl/ssl.h>

#include <algorithm>

#include "defectd/base/assert.hpp"
#include "tls/peer_certificate.hpp"

namespace defectd {
namespace {

using time_point = session_cache::time_point;

[[nodiscard]] bool is_tls_1_3(const SSL_SESSION* session)
{
    return ::SSL_SESSION_get_protocol_version(session) == TLS1_3_VERSION;
}

/// Returns how long the session may be offered: not beyond its ticket, the certificate, or max_session_life.
[[nodiscard]] std::chrono::seconds life_of(SSL_SESSION* session)
{
    std::chrono::seconds life = std::min(max_session_life, life_left(::SSL_SESSION_get0_peer(session)));
    const auto ticket = std::chrono::seconds{::SSL_SESSION_get_ticket_lifetime_hint(session)};
    // A lifetime of zero means "do not use" in TLS 1.3, and "unspecified" in older versions.
    if (is_tls_1_3(session) || ticket.count() > 0)
        life = std::min(life, ticket);
    return life;
}

/// Returns the index under which a handle stores the address of its place.
[[nodiscard]] int place_index()
{
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    DEFECTD_ASSERT(index >= 0);
    return index;
}

/// OpenSSL's callback for a new session.  Returns 1 to take ownership of the session, else 0.
int on_new_session(SSL* handle, SSL_SESSION* session)
{
    const auto* const place = static_cast<session_place*>(::SSL_get_ex_data(handle, place_index()));
    if (place == nullptr || ::SSL_SESSION_is_resumable(session) == 0)
        return 0;
    place->cache.keep(place->key, tls_session(session), std::chrono::steady_clock::now());
    return 1;
}

}  // namespace

void session_free::operator()(SSL_SESSION* session) const noexcept
{
    ::SSL_SESSION_free(session);
}

void session_cache::keep(const std::string& key, tls_session session, time_point now)
{
    const std::chrono::seconds life = life_of(session.get());
    if (life.count() == 0)
        return;
    // A new key is the moment to drop what expired, so that keys of removed receivers do not add up.
    if (!sessions_.contains(key))
        drop_expired(now);
    auto& sessions = sessions_[key];
    if (sessions.size() == max_sessions_per_key)
        sessions.erase(sessions.begin());
    sessions.push_back({std::move(session), now + life});
}

tls_session session_cache::take(const std::string& key, time_point now)
{
    const auto found = sessions_.find(key);
    if (found == sessions_.end())
        return nullptr;
    auto& sessions = found->second;
    std::erase_if(sessions, [now](const cached_session& each) { return each.until <= now; });
    if (sessions.empty())
        return nullptr;
    SSL_SESSION* const newest = sessions.back().session.get();
    // A ticket of TLS 1.3 is used once (RFC 8446, C.4), a session of TLS 1.2 repeatedly.
    if (!is_tls_1_3(newest)) {
        ::SSL_SESSION_up_ref(newest);
        return tls_session(newest);
    }
    tls_session only = std::move(sessions.back().session);
    sessions.pop_back();
    return only;
}

void session_cache::drop_expired(time_point now)
{
    const auto is_expired = [now](const cached_session& each) { return each.until <= now; };
    std::erase_if(sessions_, [&](const auto& each) {
        return std::all_of(each.second.begin(), each.second.end(), is_expired);
    });
}

void collect_sessions(SSL_CTX* context)
{
    ::SSL_CTX_set_timeout(context, max_session_life.count());
    // OpenSSL's own cache knows no pools: it could resume a session of another subscriber.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    ::SSL_CTX_sess_set_new_cb(context, &on_new_session);
}

void resume_session(SSL* handle, session_place& place)
{
    ::SSL_set_ex_data(handle, place_index(), &place);
    const tls_session session = place.cache.take(place.key, std::chrono::steady_clock::now());
    if (session)
        ::SSL_set_session(handle, session.get());
}

void keep_session_resumable(SSL* handle)
{
    ::SSL_set_shutdown(handle, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

}  // namespace defectd
