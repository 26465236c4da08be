#include "yaml/tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <optional>
#include <sstream>
#include <utility>

#include "yaml/text.hpp"

namespace defectd {
namespace {

/// Ends the parse from inside a callback; the fault is already noted.
struct give_up {};

/// Takes yaml-cpp's events and builds the tree.  A value whose parts are still to come is on the stack.
class tree_builder final : public YAML::EventHandler {
public:
    explicit tree_builder(yaml_text& text) : text_(text) {}

    [[nodiscard]] yaml_document take() { return std::move(document_); }

    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (std::exchange(started_, true))
            break_off(mark,
                      "a second document; a file contains only one, remove the `---` and everything after "
                      "it");
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        yaml_node node = node_at(mark, yaml_kind::null);
        if (!stack_.empty() && stack_.back().key && !begins_with_null(text_.from(mark.line, mark.column)))
            node.at = stack_.back().key->at;  // yaml-cpp gives an empty value the place of what follows it
        refuse_anchor(anchor, node);
        add(std::move(node));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        yaml_node node = node_at(mark, yaml_kind::null);
        refuse(node, "an alias (`*name`); write the value out");
        add(std::move(node));
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        // yaml-cpp accepts a quote that is not closed and takes the rest of the file for the value.
        if (tag == "!" && opens_endless_quote(text_.from(mark.line, mark.column)))
            break_off(mark, "a quote that is not closed; add the closing quote");
        yaml_node node = node_at(mark, yaml_kind::scalar);
        node.plain = tag == "?";
        node.text = value;
        refuse_properties(tag, anchor, node);
        add(std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(yaml_kind::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(yaml_kind::map, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct map_key {
        std::string text;
        yaml_position at;
        bool usable = true;
    };
    struct open_node {
        yaml_node node;
        std::optional<map_key> key;  ///< of a map: read, its value not yet
    };

    [[nodiscard]] yaml_position at(const YAML::Mark& mark) { return text_.position(mark.line, mark.column); }

    /// Reports a fault after which nothing that follows can be understood.
    [[noreturn]] void break_off(const YAML::Mark& mark, std::string what)
    {
        document_.faults.push_back({at(mark), std::move(what)});
        document_.readable = false;
        throw give_up{};
    }

    /// Reports a fault of one value; the rest of the file is still read.
    void refuse(yaml_node& node, std::string what)
    {
        document_.faults.push_back({node.at, std::move(what)});
        node.kind = yaml_kind::refused;
    }

    void refuse_anchor(YAML::anchor_t anchor, yaml_node& node)
    {
        if (anchor != YAML::NullAnchor)
            refuse(node, "an anchor (`&name`); remove it, and write the value out where it is needed");
    }

    /// yaml-cpp marks a plain scalar with the tag "?" and a quoted one with "!"; every other tag was written.
    void refuse_properties(const std::string& tag, YAML::anchor_t anchor, yaml_node& node)
    {
        if (anchor != YAML::NullAnchor)
            refuse_anchor(anchor, node);
        else if (!tag.empty() && tag != "?" && tag != "!")
            refuse(node, "a tag (`!…`); remove it, the key determines the type of its value");
    }

    [[nodiscard]] yaml_node node_at(const YAML::Mark& mark, yaml_kind kind)
    {
        yaml_node node;
        node.kind = kind;
        node.at = at(mark);
        return node;
    }

    void open(yaml_kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor)
    {
        if (stack_.size() == max_yaml_depth)
            break_off(mark,
                      fmt::format("nested deeper than {} levels; no setting needs that", max_yaml_depth));
        yaml_node node = node_at(mark, kind);
        refuse_properties(tag, anchor, node);
        node.kind = kind;  // its end comes in any case, and what it holds must find its place until then
        stack_.push_back({std::move(node), std::nullopt});
    }

    void close()
    {
        yaml_node node = std::move(stack_.back().node);
        stack_.pop_back();
        add(std::move(node));
    }

    /// Puts a finished value into the list or mapping around it; one outside any is the root.
    void add(yaml_node node)
    {
        if (++nodes_ > max_yaml_nodes) {
            document_.faults.push_back(
                {node.at, fmt::format("more than {} values in one file; split it into conf.d/*.yaml",
                                      max_yaml_nodes)});
            document_.readable = false;
            throw give_up{};
        }
        if (stack_.empty())
            document_.root = std::move(node);
        else if (stack_.back().node.kind == yaml_kind::list)
            stack_.back().node.items.push_back(std::move(node));
        else
            add_to_map(stack_.back(), std::move(node));
    }

    /// yaml-cpp gives keys and values in turn.  A key that is not a string is refused, and its value is dropped.
    void add_to_map(open_node& map, yaml_node node)
    {
        if (!map.key) {
            const bool is_word = node.kind == yaml_kind::scalar;
            if (!is_word && node.kind != yaml_kind::refused)
                refuse(node, "a key that is not a string; write `key: value`");
            map.key = map_key{std::move(node.text), node.at, is_word};
            return;
        }
        if (map.key->usable)
            map.node.entries.push_back({std::move(map.key->text), map.key->at, std::move(node)});
        map.key.reset();
    }

    yaml_text& text_;
    yaml_document document_;
    std::vector<open_node> stack_;
    std::size_t nodes_ = 0;
    bool started_ = false;
};

/// Returns the result for text that cannot be read at all.
yaml_document unreadable(yaml_fault fault)
{
    yaml_document document;
    document.faults.push_back(std::move(fault));
    document.readable = false;
    return document;
}

void parse_into(tree_builder& builder, std::string_view text)
{
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
}

}  // namespace

yaml_document read_yaml(std::string_view text)
{
    if (text.size() > max_yaml_bytes)
        return unreadable({{}, "larger than 1 MiB; no configuration needs that"});
    // Some editors write a byte order mark; it is not part of the first key.
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    yaml_text raw(text);
    if (auto fault = raw.bad_character())
        return unreadable(std::move(*fault));
    tree_builder builder(raw);
    try {
        parse_into(builder, text);
    } catch (const give_up&) {  // the fault has been noted already
    } catch (const YAML::Exception& error) {
        return unreadable({raw.position(error.mark.line, error.mark.column), "not YAML: " + error.msg});
    }
    return builder.take();
}

}  // namespace defectd
