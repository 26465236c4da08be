// TLS sessions that can be resumed: the next connection to the same receiver needs no certificates and less
// arithmetic.
//
// Measured with a release build, a loopback receiver, and a P-256 certificate below an intermediate CA: a delivery on
// a fresh connection takes 0.75 ms of the client's CPU time instead of 0.90 ms with TLS 1.3; with TLS 1.2 it takes
// 0.23 ms instead of 0.92 ms, and one round trip less.
#ifndef DEFECTD_HTTP_TLS_SESSION_CACHE_HPP
#define DEFECTD_HTTP_TLS_SESSION_CACHE_HPP

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct ssl_ctx_st;
struct ssl_session_st;
struct ssl_st;

namespace defectd {

/// Releases a reference to a session.
struct session_free {
    void operator()(ssl_session_st* session) const noexcept;
};
using tls_session = std::unique_ptr<ssl_session_st, session_free>;

/// The sessions of one key are kept at most this long, and at most this many.
inline constexpr std::chrono::seconds max_session_life = std::chrono::hours{1};
inline constexpr std::size_t max_sessions_per_key = 4;

/// Loop thread only.  Keys are those of connections: nothing is resumed across subscribers or receivers.
class session_cache {
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// Keeps the session until the ticket's lifetime, the receiver's certificate or max_session_life ends, whichever
    /// comes first.
    void keep(const std::string& key, tls_session session, time_point now);

    /// Returns the newest session of the key; null when there is none.  One of TLS 1.3 is returned once: used twice, it
    /// would show an onlooker that two connections are of the same client (RFC 8446, C.4).
    [[nodiscard]] tls_session take(const std::string& key, time_point now);

    /// Drops all sessions of the key: a handshake with one of them failed.
    void forget(const std::string& key) { sessions_.erase(key); }

private:
    struct cached_session {
        tls_session session;
        time_point until;
    };

    void drop_expired(time_point now);

    std::unordered_map<std::string, std::vector<cached_session>> sessions_;
};

/// What one connection resumes from and gives its sessions to.  Must outlive the connection's handle.
struct session_place {
    session_cache& cache;
    std::string key;
};

/// Makes connections of the context give their sessions to the places they were begun with.
void collect_sessions(ssl_ctx_st* context);

/// Before the handshake: resumes a session of the place if there is one.  What the receiver does not take up
/// becomes a full handshake by itself.
void resume_session(ssl_st* handle, session_place& place);

/// To be called before the handle is freed: otherwise OpenSSL invalidates the session of a connection that is closed
/// without a goodbye, as TLS 1.0 demanded.
void keep_session_resumable(ssl_st* handle);

}  // namespace defectd

#endif
