// A fuzz target where there is no libFuzzer: `fuzz_NAME FOLDER MUTATIONS` runs it over each seed of the folder and over
// this many mutations of each, the same in every run.  The seed named last is the one that broke it.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using input = std::string;

void run(const input& bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

class mutator {
public:
    /// A few small changes, as a damaged file or a curious person would make them.
    [[nodiscard]] input mutated(input bytes)
    {
        for (std::size_t changes = 1 + below(4); changes > 0 && !bytes.empty(); --changes)
            change(bytes, below(bytes.size()));
        return bytes;
    }

private:
    void change(input& bytes, std::size_t at)
    {
        switch (below(5)) {
        case 0: bytes[at] = static_cast<char>(below(256)); break;
        case 1: bytes.insert(at, 1, static_cast<char>(below(256))); break;
        case 2: bytes.erase(at, 1 + below(8)); break;
        case 3: bytes.insert(at, bytes.substr(below(bytes.size()), 1 + below(32))); break;
        case 4: bytes.resize(at); break;
        }
    }

    std::size_t below(std::size_t bound)
    {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
    }

    std::mt19937 random_{20261127};
};

input read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int count, char** arguments)
{
    if (count != 3) {
        std::fputs("usage: fuzz_NAME FOLDER MUTATIONS\n", stderr);
        return 64;
    }
    const std::filesystem::directory_iterator folder(arguments[1]);
    const std::set<std::filesystem::path> seeds(begin(folder), end(folder));
    const unsigned long mutations = std::strtoul(arguments[2], nullptr, 10);
    for (const std::filesystem::path& path : seeds) {
        std::fprintf(stderr, "%s\n", path.filename().c_str());
        const input seed = read(path);
        mutator mutate;
        run(seed);
        for (unsigned long i = 0; i < mutations; ++i)
            run(mutate.mutated(seed));
    }
    return seeds.empty() ? 65 : 0;
}
