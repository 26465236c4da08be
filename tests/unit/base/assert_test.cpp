#include "defectd/base/assert.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

namespace {

struct ending {
    int status = 0;
    std::string last_words;  ///< what it wrote to stderr
};

/// How a process ends whose assertion fails.
ending end_of_failed_assertion()
{
    std::array<int, 2> pipe_ends{};
    REQUIRE(::pipe(pipe_ends.data()) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::dup2(pipe_ends[1], STDERR_FILENO);
        std::signal(SIGABRT, SIG_DFL);  // doctest's own report would go to stdout
        const int two = 2;
        DEFECTD_ASSERT(two + two == 5);
        ::_exit(0);
    }
    ::close(pipe_ends[1]);
    ending end;
    std::array<char, 512> piece{};
    for (ssize_t got = 0; (got = ::read(pipe_ends[0], piece.data(), piece.size())) > 0;)
        end.last_words.append(piece.data(), static_cast<std::size_t>(got));
    ::close(pipe_ends[0]);
    ::waitpid(child, &end.status, 0);
    return end;
}

}  // namespace

TEST_SUITE("base/assert")
{
    TEST_CASE("the condition of an assertion is evaluated once")
    {
        int evaluated = 0;
        DEFECTD_ASSERT(++evaluated == 1);
        CHECK(evaluated == 1);
    }

    TEST_CASE("a failed assertion aborts in every build and prints where")
    {
        const ending end = end_of_failed_assertion();
        CHECK(WIFSIGNALED(end.status));
        CHECK(WTERMSIG(end.status) == SIGABRT);
        CHECK(end.last_words.find("assertion two + two == 5 failed at ") != std::string::npos);
        CHECK(end.last_words.find("assert_test.cpp:") != std::string::npos);
        CHECK(end.last_words.find("report it") != std::string::npos);
    }
}
