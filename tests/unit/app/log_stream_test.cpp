#include "log_stream.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <string>

#include "support/temporary_folder.hpp"

namespace defectd {
namespace {

struct pipe_of_two {
    pipe_of_two() { REQUIRE(::pipe(ends.data()) == 0); }
    ~pipe_of_two()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    std::string read_some() const
    {
        std::string bytes(1U << 20U, '\0');
        bytes.resize(static_cast<std::size_t>(::read(ends[0], bytes.data(), bytes.size())));
        return bytes;
    }
    std::array<int, 2> ends{};
};

/// How many lines were taken before the first that was not.
int fill(line_stream& stream)
{
    const std::string line(4095, 'x');  // with its end, a page of a pipe
    for (int taken = 0;; ++taken)
        if (!stream.write(line))
            return taken;
}

}  // namespace

TEST_SUITE("app/log_stream")
{
    TEST_CASE("a pipe without a reader takes what it holds, and then the line is dropped at once")
    {
        const pipe_of_two pipe;
        line_stream stream(pipe.ends[1]);
        CHECK(fill(stream) > 10);
        CHECK_FALSE(stream.write("lost"));
        static_cast<void>(pipe.read_some());
        CHECK(stream.write("heard"));
        CHECK(pipe.read_some() == "heard\n");
    }

    TEST_CASE("a process that shares the pipe still waits for it, as before")
    {
        const pipe_of_two pipe;
        const line_stream stream(pipe.ends[1]);
        CHECK((::fcntl(pipe.ends[1], F_GETFL) & O_NONBLOCK) == 0);
    }

    TEST_CASE("a stream socket without a reader drops too, and a line that was cut is ended before the next")
    {
        std::array<int, 2> ends{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
        line_stream stream(ends[1]);
        CHECK(fill(stream) > 10);
        std::string bytes(4U << 20U, '\0');
        while (::recv(ends[0], bytes.data(), bytes.size(), MSG_DONTWAIT) > 0) {
        }
        CHECK(stream.write("heard"));
        bytes.resize(static_cast<std::size_t>(::recv(ends[0], bytes.data(), bytes.size(), MSG_DONTWAIT)));
        CHECK((bytes == "heard\n" || bytes == "\nheard\n"));
        ::close(ends[0]);
        ::close(ends[1]);
    }

    TEST_CASE("a disk without room costs the line and nothing else")
    {
        const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
        REQUIRE(full >= 0);
        line_stream stream(full);
        CHECK_FALSE(stream.write("lost"));
        ::close(full);
    }

    TEST_CASE(
        "a journal that does not read drops, one that reads gets every field, one that is not there is told")
    {
        const temporary_folder folder;
        const std::string path = folder.file("journal");
        journal_stream journal(path);
        const std::array<std::string, 2> fields{"MESSAGE=all well", "DEFECTD_TEXT=a\nb"};
        CHECK(journal.write(fields) == journal_stream::outcome::no_journal);

        const int reader = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        ::sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::bind(reader, reinterpret_cast<const ::sockaddr*>(&address), sizeof address) == 0);
        auto outcome = journal.write(fields);
        for (int sent = 0; sent < 100'000 && outcome == journal_stream::outcome::taken; ++sent)
            outcome = journal.write(fields);
        CHECK(outcome == journal_stream::outcome::dropped);
        std::string record(1000, '\0');
        record.resize(static_cast<std::size_t>(::recv(reader, record.data(), record.size(), 0)));
        const std::string length("\3\0\0\0\0\0\0\0", 8);
        CHECK(record == "MESSAGE=all well\nDEFECTD_TEXT\n" + length + "a\nb\n");
        ::close(reader);
    }
}

}  // namespace defectd
