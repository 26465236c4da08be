#include "bytes/gunzip.hpp"

#include <fmt/format.h>
#define ZLIB_CONST  // next_in is not written to
#include <zlib.h>

#include <algorithm>
#include <new>
#include <utility>

#include "defectd/base/text.hpp"

namespace defectd {
namespace {

constexpr std::string_view gzip_magic = "\x1f\x8b";
constexpr int gzip_only = 16 + MAX_WBITS;  // zlib: 16 more than the window size means gzip and nothing else
constexpr std::size_t out_size = std::size_t{64} << 10U;

/// Returns the rejection of gzip that cannot be inflated.
/// @param what  "is damaged"
rejection damaged(std::string_view what)
{
    return {rejection_code::gzip, fmt::format("the gzip file {}; download or copy the report again", what)};
}

}  // namespace

rejection too_many_bytes(std::uint64_t max)
{
    return {rejection_code::too_large,
            fmt::format("the report is larger than {} after decompression; check that it is a report, or "
                        "raise limits.report_bytes",
                        size_to_text(max))};
}

void inflated_bytes::stream_end::operator()(z_stream_s* stream) const noexcept
{
    inflateEnd(stream);
    delete stream;
}

inflated_bytes::inflated_bytes(hashed_bytes& from, std::uint64_t max) : from_(from), max_(max) {}
inflated_bytes::~inflated_bytes() = default;

result<std::string_view, rejection> inflated_bytes::next()
{
    if (form_ == form::unknown)
        find_form();
    if (form_ == form::plain)
        return plain_piece();
    return inflated_piece();
}

void inflated_bytes::find_form()
{
    // The first two bytes decide; they may come in two pieces.
    waiting_ = from_.next();
    if (waiting_.size() < gzip_magic.size()) {
        first_ = waiting_;
        while (first_.size() < gzip_magic.size() && !waiting_.empty()) {
            waiting_ = from_.next();
            first_ += waiting_;
        }
        waiting_ = first_;
    }
    form_ = waiting_.starts_with(gzip_magic) ? form::gzip : form::plain;
    if (form_ == form::plain)
        return;
    stream_.reset(new z_stream_s{});
    out_.resize(out_size);
    if (inflateInit2(stream_.get(), gzip_only) != Z_OK)
        throw std::bad_alloc();
}

result<std::string_view, rejection> inflated_bytes::plain_piece()
{
    // The first piece was read to find out the form.
    const std::string_view piece = waiting_.empty() ? from_.next() : std::exchange(waiting_, {});
    if (from_.cut())
        return too_many_bytes(max_);
    return piece;
}

/// Reads on when everything was used.  Returns whether there is more input.
bool inflated_bytes::refill()
{
    if (waiting_.empty())
        waiting_ = from_.next();
    return !waiting_.empty();
}

/// Called after a member.  Returns true when another begins, false at the end or before anything else.  Zeros in
/// between pad a tape block.
bool inflated_bytes::next_member()
{
    while (refill() && waiting_.front() == '\0')
        waiting_.remove_prefix(std::min(waiting_.find_first_not_of('\0'), waiting_.size()));
    if (waiting_.empty() || waiting_.front() != gzip_magic.front())
        return false;
    inflateReset(stream_.get());
    return true;
}

result<std::string_view, rejection> inflated_bytes::inflated_piece()
{
    for (;;) {
        // Ends and faults, each after the text before it.
        if (damaged_)
            return damaged("is damaged");
        if (!in_member_)
            in_member_ = next_member();
        if (!in_member_ && waiting_.empty() && !from_.cut())
            return std::string_view{};
        if (from_.cut())
            return too_many_bytes(max_);
        if (!in_member_)
            return damaged("is followed by bytes that are not gzip");
        if (!refill())
            return from_.cut() ? too_many_bytes(max_) : damaged("ends in the middle");

        // Inflate as much as fits.
        stream_->next_in = reinterpret_cast<const Bytef*>(waiting_.data());
        stream_->avail_in = static_cast<uInt>(waiting_.size());
        stream_->next_out = reinterpret_cast<Bytef*>(out_.data());
        stream_->avail_out = static_cast<uInt>(out_.size());
        const int answer = inflate(stream_.get(), Z_NO_FLUSH);
        waiting_.remove_prefix(waiting_.size() - stream_->avail_in);
        if (answer == Z_MEM_ERROR)
            throw std::bad_alloc();
        // Reported after the text before it, so that the sizes of the pieces do not matter.
        damaged_ = answer != Z_OK && answer != Z_STREAM_END && answer != Z_BUF_ERROR;
        in_member_ = answer != Z_STREAM_END;

        const std::size_t made = out_.size() - stream_->avail_out;
        given_ += made;
        if (given_ > max_)
            return too_many_bytes(max_);
        if (made != 0)
            return std::string_view(out_.data(), made);
    }
}

}  // namespace defectd
