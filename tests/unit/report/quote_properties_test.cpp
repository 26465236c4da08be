#include "reading.hpp"

#include <random>
#include <set>

#include "bytes/csv_reader.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/quote_properties");

using table = std::vector<std::vector<std::string>>;

/// The same in every run.
class dice {
public:
    explicit dice(unsigned seed) : engine_(seed) {}

    /// 0 … sides - 1.
    std::size_t roll(std::size_t sides) { return engine_() % sides; }

    template <class Choices>
    const auto& one_of(const Choices& choices)
    {
        return choices[roll(std::size(choices))];
    }

private:
    std::minstd_rand engine_;
};

/// The columns of a report in some order; those but the id and the date hold free text.
const std::vector<std::string> layouts[] = {
    {"Order ID", "Order Date", "Negative feedback", "Comments"},
    {"Order ID", "Comments", "Order Date", "Negative feedback"},
    {"Comments", "Order ID", "Order Date", "Negative feedback"},
    {"Order Date", "Negative feedback", "Comments", "Order ID"},
    {"Order ID", "Order Date", "Negative feedback", "Comments", "Response"},
};

std::string order_id(std::size_t row)
{
    return "114-0000000-" + std::to_string(1'000'000 + row);
}

/// A word that no other row has.
std::string token(std::size_t row, std::size_t column)
{
    return "w" + std::to_string(100 + row) + "c" + std::to_string(column);
}

std::string with_quotes(std::string text, dice& random)
{
    const std::size_t quotes = random.roll(4);
    for (std::size_t i = 0; i < quotes; ++i) {
        const std::size_t places[] = {0, text.size(), random.roll(text.size() + 1)};
        text.insert(random.one_of(places), random.roll(4) == 0 ? "\"\"" : "\"");
    }
    return text;
}

/// Rows of orders that all have a defect, with stray quotes in the texts.
table stray_table(dice& random, const std::vector<std::string>& names)
{
    table rows;
    const std::size_t count = 1 + random.roll(8);
    for (std::size_t row = 0; row < count; ++row) {
        std::vector<std::string>& cells = rows.emplace_back();
        for (std::size_t column = 0; column < names.size(); ++column) {
            const std::string& name = names[column];
            const bool is_quoted = random.roll(3) == 0;
            if (name == "Order ID")
                cells.push_back(order_id(row));
            else if (name == "Order Date")
                cells.push_back("2026-10-20");
            else if (is_quoted)
                cells.push_back(with_quotes(token(row, column), random));
            else
                cells.push_back(token(row, column));
        }
    }
    return rows;
}

std::string joined(const table& rows, const std::string& separator, const std::string& line_end)
{
    std::string text;
    for (const auto& cells : rows) {
        for (std::size_t column = 0; column < cells.size(); ++column)
            text += (column == 0 ? "" : separator) + cells[column];
        text += line_end;
    }
    return text;
}

std::size_t row_of(const std::string& id)
{
    return std::stoul(id.substr(12)) - 1'000'000;
}

/// Whether every token in the value is one of the row's own.
bool is_own(const observation& each)
{
    const std::string own = "w" + std::to_string(100 + row_of(each.key.order_id)) + "c";
    std::string value = each.value;
    std::erase(value, '"');  // may stand within a token
    for (std::size_t at = value.find('w'); at != std::string::npos; at = value.find('w', at + 1))
        if (value.compare(at, own.size(), own) != 0)
            return false;
    return value.find("114-") == std::string::npos;
}

TEST_CASE("a TAB file gives every order with its own text, whatever quotes are in the texts")
{
    for (unsigned seed = 0; seed < 4000; ++seed) {
        CAPTURE(seed);
        dice random(seed);
        const auto& names = random.one_of(layouts);
        const table rows = stray_table(random, names);
        const std::string ends[] = {"\n", "\r\n", "\r"};
        const std::string& end = random.one_of(ends);
        const std::string text = joined({names}, "\t", end) + joined(rows, "\t", end);
        CAPTURE(text);
        const auto all = good(text, rules_for(us), 1 + random.roll(100));
        REQUIRE(all.read.defects.size() == rows.size());
        REQUIRE(all.read.complete);
        for (const observation& each : all.read.defects)
            REQUIRE(is_own(each));
    }
}

TEST_CASE("a file with another separator gives every order, or no absence in it counts")
{
    int read_whole = 0;
    int doubted = 0;
    int rejected = 0;
    for (unsigned seed = 0; seed < 12'000; ++seed) {
        CAPTURE(seed);
        dice random(seed);
        const auto& names = random.one_of(layouts);
        const table rows = stray_table(random, names);
        const std::string separators[] = {",", ";"};
        const std::string& separator = random.one_of(separators);
        const std::string text = joined({names}, separator, "\n") + joined(rows, separator, "\n");
        CAPTURE(text);
        const auto all = read_text(text, rules_for(us), 1 + random.roll(100));
        if (all.has_error()) {
            ++rejected;
            continue;
        }
        for (const observation& each : all->read.defects)
            REQUIRE(is_own(each));
        REQUIRE((all->read.defects.size() == rows.size() || !all->read.complete));
        ++(all->read.complete ? read_whole : doubted);
    }
    CHECK(read_whole > 100);
    CHECK(doubted > 100);
    CHECK(rejected > 100);
}

/// Quotes as RFC 4180 has it: where it must, or everywhere.
std::string written(const std::string& cell, char separator, bool always)
{
    const std::string special = std::string("\"\r\n ") + separator;
    if (!always && cell.find_first_of(special) == std::string::npos)
        return cell;
    std::string text = "\"";
    for (const char c : cell)
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

std::string random_text(dice& random, char separator)
{
    const std::string parts[] = {"\"", "\"\"", "\n", "\r\n", "\r",
                                 "x",  "late", " ",  "é",    std::string(1, separator)};
    std::string text;
    const std::size_t count = random.roll(7);
    for (std::size_t i = 0; i < count; ++i)
        text += random.one_of(parts);
    return text;
}

/// Keeps every row as it was given.
class stored_rows final : public csv_rows {
public:
    void take(const csv_row& row) override
    {
        rows.emplace_back(row.cells.begin(), row.cells.end());
        is_doubtful = is_doubtful || row.is_doubtful;
    }
    bool is_row(cells_of_row cells) override { return cells.size() == 4 && cells[1] == "2026-10-20"; }

    table rows;
    bool is_doubtful = false;
};

TEST_CASE("a well-quoted file is read exactly as it was written")
{
    for (unsigned seed = 0; seed < 5000; ++seed) {
        CAPTURE(seed);
        dice random(seed);
        const char separators[] = {',', ';', '\t'};
        const char separator = random.one_of(separators);
        const bool always = separator == '\t' || random.roll(2) == 0;
        const std::string ends[] = {"\n", "\r\n", "\r"};
        const std::string& end = random.one_of(ends);
        table rows;
        std::string text;
        for (std::size_t row = 0; row < 4; ++row) {
            rows.push_back({order_id(row), "2026-10-20", "a" + random_text(random, separator) + "z", "X"});
            for (std::size_t column = 0; column < 4; ++column)
                text += (column == 0 ? "" : std::string(1, separator)) +
                        written(rows[row][column], separator, always);
            text += end;
        }
        CAPTURE(text);
        stored_rows found;
        csv_reader reader({separator, 4, 0, 1}, found, 2);
        const std::size_t piece = 1 + random.roll(20);
        for (std::size_t at = 0; at < text.size(); at += piece)
            REQUIRE(reader.feed(std::string_view(text).substr(at, piece)) == csv_fault::none);
        REQUIRE(reader.finish() == csv_fault::none);
        if (found.is_doubtful)  // a text with as many separators as a row has
            continue;
        std::erase_if(found.rows, [](const auto& cells) { return cells.size() == 1 && cells[0].empty(); });
        REQUIRE(found.rows == rows);
    }
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
