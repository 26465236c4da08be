#include "receiver.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <charconv>
#include <string_view>

namespace defectd::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// The size of the first request in `text`, header and body; 0 while its header is not whole.
std::size_t request_size(std::string_view text)
{
    constexpr std::string_view length_name = "\r\nContent-Length: ";
    const auto blank = text.find("\r\n\r\n");
    if (blank == std::string_view::npos)
        return 0;
    const auto length_at = text.find(length_name);
    std::size_t length = 0;
    if (length_at < blank) {
        const char* const digits = text.data() + length_at + length_name.size();
        std::from_chars(digits, text.data() + blank, length);
    }
    return blank + 4 + length;
}

/// What all connections share.
struct reception {
    std::function<void()> on_first_byte;
    std::atomic<std::uint64_t> answered = 0;
};

/// One connection; keeps itself alive by the operation under way.
class peer : public std::enable_shared_from_this<peer> {
public:
    peer(tcp::socket socket, reception& shared) : socket_(std::move(socket)), shared_(shared)
    {
        socket_.set_option(tcp::no_delay(true));
    }

    void read()
    {
        socket_.async_read_some(asio::buffer(piece_),
                                [self = shared_from_this()](error_code error, std::size_t got) {
                                    if (!error)
                                        self->take(got);
                                });
    }

private:
    void take(std::size_t got)
    {
        if (received_.empty())
            shared_.on_first_byte();
        received_.append(piece_.data(), got);
        std::string answers;
        std::size_t size = request_size(received_);
        while (size != 0 && size <= received_.size()) {
            received_.erase(0, size);
            answers += answer;
            shared_.answered.fetch_add(1, std::memory_order_relaxed);
            size = request_size(received_);
        }
        error_code error;
        if (!answers.empty())
            asio::write(socket_, asio::buffer(answers), error);
        if (!error)
            read();
    }

    tcp::socket socket_;
    reception& shared_;
    std::array<char, 4096> piece_{};  // small, as there may be ten thousand of them
    std::string received_;
};

}  // namespace

struct receiver::loop {
    explicit loop(std::function<void()> on_first_byte)
        : shared{std::move(on_first_byte)}, acceptor(context, {asio::ip::address_v4::loopback(), 0})
    {
        accept();
    }

    void accept()
    {
        acceptor.async_accept([this](error_code error, tcp::socket socket) {
            if (error)
                return;
            std::make_shared<peer>(std::move(socket), shared)->read();
            accept();
        });
    }

    reception shared;
    asio::io_context context{1};
    tcp::acceptor acceptor;
};

receiver::receiver(std::function<void()> on_first_byte)
    : loop_(std::make_unique<loop>(std::move(on_first_byte))), port_(loop_->acceptor.local_endpoint().port()),
      thread_([this] { loop_->context.run(); })
{
}

receiver::~receiver()
{
    loop_->context.stop();
    thread_.join();
}

std::uint64_t receiver::answered() const noexcept
{
    return loop_->shared.answered.load(std::memory_order_relaxed);
}

}  // namespace defectd::bench
