#include "defectd/engine/collector.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "defectd/source/path_pattern.hpp"
#include "taken_scope.hpp"
#include "unreadable_folder.hpp"

namespace defectd {
namespace {

/// Files that went away are remembered this long: a folder may only be unmounted.
constexpr duration absent_memory = std::chrono::days{7};

/// From this size on, what a report took is given back to the system at once: an idle daemon stays small.
constexpr std::uint64_t worth_trimming = 256U << 10U;

std::map<scope, std::vector<found_file>> by_scope(std::vector<found_file> files)
{
    std::map<scope, std::vector<found_file>> groups;
    for (found_file& file : files)
        groups[file.of].push_back(std::move(file));
    return groups;
}

collected_file nothing_to_release(const scope& of)
{
    collected_file refused;
    refused.of = of;
    refused.end = collected_file::ending::refused;
    refused.reason = "nothing_to_release";
    refused.message = "the quarantined report lies there no more; put it back, or wait for the next one";
    return refused;
}

std::string text_of(const scope& of)
{
    return fmt::format("{}/{}/{}", of.account, of.marketplace_id, name_of(of.channel));
}

}  // namespace

collector::collector(const asio::any_io_executor& loop, source_config source, cycle_surroundings world,
                     scope_owners& owners)
    : source_(std::move(source)), world_(std::move(world)), owners_(owners), one_at_a_time_(loop)
{
    file_source_surroundings surroundings{world_.time, world_.log, world_.reading,
                                          [this](const file_mark& mark) { return known_.contains(mark); }};
    files_ = make_file_source(loop, source_, std::move(surroundings));
}

task<void> collector::run()
{
    co_await load_known();
    const collect_request as_scheduled{.shows_events = false};
    for (;;) {
        source_look look = co_await files_->next();
        const turnstile::pass inside = co_await one_at_a_time_.enter();
        const bool was_large = std::ranges::any_of(
            look.ready, [](const found_file& file) { return file.mark.size > worth_trimming; });
        collected_list collected = co_await collect_look(std::move(look), as_scheduled);
        collected = {};
        if (was_large)
            ::malloc_trim(0);
    }
}

task<std::vector<collected_file>> collector::collect_now(collect_request request)
{
    const turnstile::pass inside = co_await one_at_a_time_.enter();
    co_await load_known();
    const bool wants_known = request.dry_run || request.accept;
    auto known = report_source::known_files::leave_out;
    if (wants_known)
        known = report_source::known_files::include;
    source_look look = co_await files_->look(known);
    collected_list collected = co_await collect_look(std::move(look), request);
    for (const collected_file& each : collected)
        co_await world_.common.unwritten.write_out(each.of);
    co_return collected;
}

task<void> collector::load_known()
{
    if (known_loaded_)
        co_return;
    auto load = [this](store& kept) {
        // Nobody ever spoke for its scope: the source is new, or was given another account or channel since, and its
        // newest file is a baseline again.
        const auto only = scope_of(source_, {});
        const bool begins = only && kept.load_scope_record(*only).record.source.empty();
        return begins ? std::vector<file_mark>() : kept.seen_files(source_.name);
    };
    const std::vector<file_mark> seen = co_await world_.kept.run(load);
    for (const file_mark& mark : seen)
        known_.emplace(mark, world_.time.now());
    known_loaded_ = true;
}

task<std::vector<collected_file>> collector::collect_look(source_look look, collect_request request)
{
    collected_list collected;
    for (auto& [of, files] : by_scope(std::move(look.ready)))
        co_await collect_scope(std::move(files), request, collected);
    if (!look.unreadable.empty())
        co_await refuse_folder(look.unreadable.front(), request, collected);
    if (look.scanned)
        co_await forget_absent(std::move(look.present));
    co_return collected;
}

task<void> collector::collect_scope(file_list files, collect_request request, collected_list& into)
{
    const scope of = files.front().of;
    std::string other = owners_.other_than(source_.name, of);
    if (!other.empty()) {
        co_await leave_alone(std::move(files), std::move(other), request, into);
        co_return;
    }
    if (!request.dry_run)
        owners_.claim(of, source_.name);
    auto load = [&of](store& kept) { return kept.load_scope_record(of).record; };
    const scope_record record = co_await world_.kept.run(load);
    if (!record.state.has_baseline) {
        co_await collect_baseline(std::move(files), request, into);
        co_return;
    }
    const bool releases = request.accept && record.state.quarantined_since;
    const std::size_t before = into.size();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const bool is_newest = i + 1 == files.size();
        const bool is_last_applied = files[i].stamp == record.last_applied;
        const bool is_work = known_.contains(files[i].mark)
                                 ? (request.dry_run && is_newest) || (releases && is_last_applied)
                                 : is_newest || !request.dry_run;
        if (is_work)
            co_await collect_file(std::move(files[i]), request, into);
    }
    if (releases && into.size() == before)
        into.push_back(nothing_to_release(of));
}

task<void> collector::collect_baseline(file_list files, collect_request request, collected_list& into)
{
    bool has_baseline = false;
    for (found_file& file : files | std::views::reverse) {
        if (!has_baseline) {
            co_await collect_file(std::move(file), request, into);
            has_baseline = into.back().end == collected_file::ending::baseline;
        } else if (!request.dry_run) {
            co_await ignore_file(file.mark);
        }
    }
}

task<void> collector::collect_file(found_file file, collect_request request, collected_list& into)
{
    const file_mark mark = file.mark;
    collected_file collected = co_await run_cycle(world_, source_, std::move(file), request);
    if (collected.is_done)
        known_[mark] = world_.time.now();
    if (collected.reason == "changed_meanwhile")
        files_->look_soon();
    if (!request.dry_run)
        tell(collected);
    into.push_back(std::move(collected));
}

task<void> collector::leave_alone(file_list files, std::string other, collect_request request,
                                  collected_list& into)
{
    for (found_file& file : files) {
        const file_mark mark = file.mark;
        collected_file refused = taken_scope(file, other);
        if (!request.dry_run) {
            co_await tell_taken_scope(world_, source_.name, std::move(file), refused);
            known_[mark] = world_.time.now();  // until a restart: the configuration may be mended by then
            tell(refused);
        }
        into.push_back(std::move(refused));
    }
}

task<void> collector::refuse_folder(std::string problem, collect_request request, collected_list& into)
{
    const auto only = scope_of(source_, {});
    if (!only)
        co_return;  // the path names the scope, and may name others that are well
    collected_file refused = unreadable_folder(*only, problem);
    if (!request.dry_run) {
        co_await tell_unreadable_folder(world_, source_.name, refused);
        tell(refused);
    }
    into.push_back(std::move(refused));
}

task<void> collector::ignore_file(file_mark mark)
{
    auto remember = [this, mark](store& kept) {
        kept.remember_files(source_.name, {&mark, 1}, {});
        return true;
    };
    co_await world_.kept.run(remember);
    known_[mark] = world_.time.now();
}

task<void> collector::forget_absent(std::vector<file_mark> present)
{
    const timestamp now = world_.time.now();
    for (const file_mark& mark : present)
        if (const auto known = known_.find(mark); known != known_.end())
            known->second = now;
    std::vector<file_mark> gone;
    for (const auto& [mark, last_seen] : known_)
        if (last_seen + absent_memory < now)
            gone.push_back(mark);
    if (gone.empty())
        co_return;
    auto forget = [this, &gone](store& kept) {
        kept.remember_files(source_.name, {}, gone);
        return true;
    };
    co_await world_.kept.run(forget);
    for (const file_mark& mark : gone)
        known_.erase(mark);
}

void collector::tell(const collected_file& collected) const
{
    const std::string of = text_of(collected.of);
    for (const report_warning& warning : collected.warnings)
        world_.log.warning(warning.message, {{"source", source_.name},
                                             {"file", collected.path},
                                             {"code", warning.code},
                                             {"count", std::to_string(warning.count)},
                                             {"first_line", std::to_string(warning.first_line)}});
    const bool is_news = collected.told > 0;
    switch (collected.end) {
    case collected_file::ending::refused:
        world_.log.write(is_news ? log_level::warning : log_level::debug,
                         "a report was refused; what is known stays as it is",
                         {{"source", source_.name},
                          {"scope", of},
                          {"file", collected.path},
                          {"line", std::to_string(collected.line)},
                          {"reason", collected.reason},
                          {"problem", collected.message}});
        break;
    case collected_file::ending::ignored:
        world_.log.debug("a file was left alone",
                         {{"source", source_.name}, {"file", collected.path}, {"reason", collected.reason}});
        break;
    case collected_file::ending::baseline:
    case collected_file::ending::applied:
    case collected_file::ending::quarantined:
        world_.log.info("a report was collected",
                        {{"source", source_.name},
                         {"scope", of},
                         {"file", collected.path},
                         {"outcome", std::string(name_of(collected.end))},
                         {"rows", std::to_string(collected.rows)},
                         {"events", std::to_string(collected.told)},
                         {"pending_clears", std::to_string(collected.pending_clears)}});
        break;
    }
}

}  // namespace defectd
