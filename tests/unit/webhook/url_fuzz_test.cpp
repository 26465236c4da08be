// Replays the fuzzer's seeds, whole and bent, in every build; clang's libFuzzer goes further.
#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

void feed(const std::string& text)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

std::vector<std::string> seeds()
{
    std::vector<std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(DEFECTD_FUZZ_SEEDS "/url")) {
        std::ifstream file(entry.path(), std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return texts;
}

/// Changes, drops or doubles a few characters, mostly those that part a URL.
std::string bent(std::string text, std::mt19937& generator)
{
    constexpr std::string_view letters = ":/?#[]@.%\\ 0179afxAFX-_~\x01\x7F";
    for (unsigned n = generator() % 4 + 1; n > 0 && !text.empty(); --n) {
        const std::size_t at = generator() % text.size();
        const char letter = letters[generator() % letters.size()];
        switch (generator() % 3) {
        case 0: text[at] = letter; break;
        case 1: text.erase(at, 1); break;
        default: text.insert(at, 1, letter); break;
        }
    }
    return text;
}

}  // namespace

TEST_SUITE("webhook/url_fuzz")
{
    TEST_CASE("an accepted URL that is written and read again is the same")
    {
        std::mt19937 generator(20'261'123);
        const std::vector<std::string> texts = seeds();
        REQUIRE(texts.size() >= 20);
        for (const std::string& text : texts) {
            feed(text);
            for (int n = 0; n < 1000; ++n)
                feed(bent(text, generator));
        }
    }
}
