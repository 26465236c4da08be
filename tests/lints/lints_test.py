"""Each lint finds what it is there for, and lets the lawful neighbours of it pass."""

import subprocess
import tempfile
import unittest
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "script"


def findings(lint, files):
    """What the lint says about a tree of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        run = subprocess.run([SCRIPTS / f"lint-{lint}", folder], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1) or bool(run.stdout) != bool(run.returncode):
        raise AssertionError(f"lint-{lint} ended with {run.returncode}: {run.stdout}{run.stderr}")
    return run.stdout.splitlines()


class LintCase(unittest.TestCase):
    def assert_found(self, lint, files, where):
        found = findings(lint, files)
        self.assertTrue(any(line.startswith(where + ":") for line in found), f"{where} is not in {found} of {files}")
        self.assertEqual(len(found), 1, found)

    def assert_clean(self, lint, files):
        self.assertEqual(findings(lint, files), [], files)


class Coroutines(LintCase):
    FORBIDDEN = {
        "a braced aggregate as argument": "auto x = co_await f({.a = s});",
        "a named aggregate as argument": "auto x = co_await f(params{s});",
        "an aggregate beside the await": "auto x = co_await (f(params{s}) || g());",
        "an aggregate of awaits": "params p{co_await x(), co_await y()};",
        "a returned aggregate of awaits": "co_return params{co_await x()};",
        "a list as argument": "co_await f({a, b});",
        "a lambda with a copy": "co_await f([s] { return s; });",
        "a lambda with everything copied": "co_await f([=](int i) mutable { return s + i; });",
        "a lambda with a new member": "co_await f([s = std::move(s)]() -> int { return 1; });",
        "a lambda that copies a second name": "co_await f([&a, b] { return b; });",
        "a lambda with a copy beside the await": "co_spawn(co_await this_coro::executor, [s] { g(s); }, token);",
        "a choice after the await": "auto x = co_await c() ? a(s) : b(s);",
        "a choice as argument": "co_await f(c ? a : b);",
        "an aggregate in a condition": "if (co_await f({.a = s}))\n    g();",
        "an aggregate in a lambda's body": "auto l = [&]() -> task<void> { co_await f({s}); };",
        "an aggregate after a digit separator": "const int n = 1'000; co_await f(p{n, '1'});",
        "an aggregate in a return": "co_return co_await f(p{1});",
    }
    LAWFUL = {
        "a named value": "params p{.a = s};\nauto x = co_await f(std::move(p));",
        "a class with a constructor": "co_await f(std::string{\"a ? {b}\"});",
        "a duration": "co_await clock.wait(std::chrono::seconds{5});",
        "a lambda by reference": "co_await f([&] { return s; });",
        "a lambda with one reference": "co_await f([&s](int i) { return p{s, i}; });",
        "a lambda of the object": "co_await f([this] { return c_ ? 1 : 2; });",
        "a lambda without captures": "co_await f([](int) { return q{1}; });",
        "an aggregate returned without an await": "co_await f();\nco_return params{s};",
        "a loop over an awaited value": "for (auto& x : co_await f()) {\n    g(x ? 1 : 2);\n}",
        "a block after an awaiting condition": "if (const auto x = co_await f(); x) {\n    p q{1};\n} else {\n    g(x);\n}",
        "a structured binding": "const auto [a, b] = co_await f();\nconst auto& [c, d] = co_await g();",
        "an index": "v[i] = co_await f(w[j]);",
        "a comment": "co_await f();  // {not, a} ? value",
        "a case": "switch (x) {\ncase a: co_await f(); break;\ndefault: co_await g();\n}",
        "the next statement": "co_await f();\nconst auto x = c ? p{1} : p{2};",
    }

    def test_each_forbidden_form_is_found(self):
        for name, body in self.FORBIDDEN.items():
            with self.subTest(name):
                text = f"task<void> t::run(int a) const\n{{\n{body}\n}}\n"
                self.assert_found("coroutines", {"daemon/http/a.cpp": text}, "daemon/http/a.cpp:3")

    def test_each_lawful_form_passes(self):
        for name, body in self.LAWFUL.items():
            with self.subTest(name):
                text = f"t::t(int a) : a_{{a}}, b_(a)\n{{}}\ntask<void> run(int a)\n{{\n{body}\n}}\n"
                self.assert_clean("coroutines", {"daemon/http/a.cpp": text})


class Layers(LintCase):
    def test_an_include_up_or_sideways_is_found(self):
        for path, header in [("daemon/base/a.cpp", "defectd/defect/nouns.hpp"),
                             ("daemon/event/a.cpp", "defectd/webhook/url.hpp"),
                             ("daemon/report/a.cpp", "defectd/store/store.hpp"),
                             ("include/defectd/runtime/a.hpp", "defectd/dispatch/x.hpp"),
                             ("daemon/app/a.cpp", "defectd/nowhere/x.hpp")]:
            with self.subTest(path=path, header=header):
                self.assert_found("layers", {path: f'// x\n#include "{header}"\n'}, path + ":2")

    def test_a_private_header_of_another_module_is_found(self):
        files = {"daemon/store/rows.hpp": "", "daemon/dispatch/a.cpp": '#include "../store/rows.hpp"\n'}
        self.assert_found("layers", files, "daemon/dispatch/a.cpp:1")
        files = {"daemon/store/rows.hpp": "", "include/defectd/store/a.hpp": '#include "rows.hpp"\n'}
        self.assert_found("layers", files, "include/defectd/store/a.hpp:1")

    def test_a_library_outside_its_module_is_found(self):
        for path, header in [("daemon/app/a.cpp", "boost/beast.hpp"), ("daemon/dispatch/a.cpp", "boost/asio/ssl.hpp"),
                             ("daemon/http/a.cpp", "boost/asio/impl/src.hpp"), ("daemon/app/a.cpp", "sqlite3.h"),
                             ("daemon/dispatch/a.cpp", "libpq-fe.h"), ("daemon/app/a.cpp", "yaml-cpp/yaml.h"),
                             ("daemon/source/a.cpp", "iconv.h"), ("daemon/source/a.cpp", "zlib.h"),
                             ("daemon/admin/a.cpp", "CLI/CLI.hpp"),
                             ("daemon/config/a.cpp", "boost/asio/post.hpp"), ("daemon/store/a.cpp", "mutex"),
                             ("daemon/defect/a.cpp", "fstream"), ("daemon/app/a.cpp", "doctest/doctest.h"),
                             ("include/defectd/store/a.hpp", "sqlite3.h")]:
            with self.subTest(path=path, header=header):
                self.assert_found("layers", {path: f"#include <{header}>\n"}, path + ":1")

    def test_a_library_precompiled_for_a_module_that_may_not_include_it_is_found(self):
        for module, header in [("config", "boost/asio/post.hpp"), ("dispatch", "boost/beast/http.hpp"),
                               ("base", "thread"), ("store", "yaml-cpp/yaml.h")]:
            with self.subTest(module=module, header=header):
                text = f"set(headers\n    <string> <{header}>)\n" \
                       f"defectd_precompile(a\n    FOR defectd_http defectd_{module}\n    HEADERS ${{headers}})\n"
                found = findings("layers", {"cmake/precompiled.cmake": text})
                self.assertTrue(any(f"precompiled.cmake:3: for {module}: <{header}>" in line for line in found), found)

    def test_headers_precompiled_for_no_module_are_found(self):
        self.assert_found("layers", {"cmake/precompiled.cmake": "defectd_precompile(a FOR defectd_other HEADERS <string>)\n"},
                          "cmake/precompiled.cmake:1")

    def test_what_points_down_or_stays_at_home_passes(self):
        self.assert_clean("layers", {
            "cmake/precompiled.cmake": "set(low <string>)\ndefectd_precompile(low\n    FOR defectd_base\n    HEADERS ${low})\n"
                                       "defectd_precompile(high FOR defectd_http base_test HEADERS ${low} <boost/beast.hpp>)\n",
            "daemon/store/sqlite/a.cpp": '#include "sqlite/rows.hpp"\n#include "rows.hpp"\n#include <sqlite3.h>\n'
                                         '#include "defectd/store/store.hpp"\n#include "defectd/event/event.hpp"\n',
            "daemon/store/sqlite/rows.hpp": "/* #include <yaml-cpp/yaml.h> */\n",
            "include/defectd/runtime/a.hpp": "#include <boost/asio/post.hpp>\n#include <mutex>\n",
            "daemon/main.cpp": '#include "defectd/app/main.hpp"\n'})


class Calls(LintCase):
    def test_what_reads_the_world_is_found(self):
        for path, call in [("daemon/dispatch/a.cpp", "auto t = std::chrono::system_clock::now();"),
                           ("daemon/store/a.cpp", "auto t = steady_clock::now();"),
                           ("daemon/app/a.cpp", "auto t = ::time(nullptr);"), ("daemon/source/a.cpp", "::getenv(\"A\");"),
                           ("daemon/webhook/a.cpp", "std::random_device d;"), ("daemon/base/a.cpp", "int i = rand();"),
                           ("daemon/dispatch/a.cpp", "co_spawn(e, f(), asio::detached);"),
                           ("daemon/app/a.cpp", "std::this_thread::sleep_for(1s);")]:
            with self.subTest(call):
                self.assert_found("calls", {path: "\n" + call}, path + ":2")

    def test_the_modules_that_may_and_the_tests_pass(self):
        self.assert_clean("calls", {
            "daemon/runtime/a.cpp": "auto t = std::chrono::system_clock::now(); std::random_device d;",
            "daemon/app/a.cpp": "std::getenv(\"STATE_DIRECTORY\");",
            "daemon/dispatch/a.cpp": "// never system_clock::now()\nlog(\"rand() getenv\"); operand(); due_time(x);",
            "tests/unit/dispatch/a_test.cpp": "auto t = std::chrono::system_clock::now();"})


class Words(LintCase):
    def test_an_empty_name_is_found(self):
        for text in ["struct delivery_info {", "class retry_manager final : x {", "enum class data_kind {",
                     "using error_handler = int;"]:
            with self.subTest(text):
                self.assert_found("words", {"daemon/dispatch/a.cpp": "\n" + text}, "daemon/dispatch/a.cpp:2")
        self.assert_found("words", {"include/defectd/base/string_utils.hpp": ""}, "include/defectd/base/string_utils.hpp:1")

    def test_a_name_that_has_a_plainer_one_is_found(self):
        for text in ["int told = 0;", "void tell_all();", "int most_rows;", "use(facts.of);", "clock& time_;", "lane& on;",
                     "rounds_at_hand * slots;"]:
            with self.subTest(text):
                self.assert_found("words", {"tests/unit/base/a.cpp": "\n" + text}, "tests/unit/base/a.cpp:2")
        self.assert_clean("words", {"daemon/base/a.cpp": 'names.of(word); bool world_readable; f("told"); // told'})

    def test_fleeting_text_is_found(self):
        for text in ["// see issue 12", "// fixed in #7", "// TODO: more", 'path = "/root/reports"', "// cp /home/ann/x"]:
            with self.subTest(text):
                self.assert_found("words", {"daemon/dispatch/a.cpp": "\n" + text}, "daemon/dispatch/a.cpp:2")

    def test_private_phrases_are_found_in_comments_texts_and_documents(self):
        for path, text in [("daemon/dispatch/a.cpp", "// sent by hand"), ("daemon/dispatch/a.cpp", "/// sent by\n/// hand"),
                           ("daemon/dispatch/a.cpp", 'log("sent by "\n    "hand today");'), ("docs/a.md", "sent by\nhand"),
                           ("tests/a.py", "x = 1  # sent by hand"), ("tests/a.py", '"""Sent by hand."""'),
                           ("script/a", "# sent by hand"), ("daemon/dispatch/a.cpp", "// this is no report")]:
            with self.subTest(text):
                self.assert_found("words", {path: "\n" + text}, f"{path}:2")

    def test_a_phrase_in_code_or_across_it_passes(self):
        self.assert_clean("words", {
            "daemon/dispatch/a.cpp": '// there is no report; it is no longer sent by\nint hand; f("nobody"); char c = \'"\'; // by',
            "tests/a.py": 'nobody = str(anew, "nobody")', "docs/a.md": "`by hand`\n```\nby hand\n```\n"})

    def test_what_only_looks_so_passes(self):
        self.assert_clean("words", {
            "daemon/dispatch/a.cpp": 'struct metadata {}; struct byte_source; // the data\nauto color = "#123"; x("&#39;")',
            "docs/a.md": "GCC bug 107288 /home/me/reports [2](#2-install) `/srv/reports` $HOME/work/x\n"})


class Sizes(LintCase):
    def test_a_long_file_function_and_line_are_found(self):
        self.assert_found("sizes", {"daemon/base/a.cpp": "int a;\n" * 501}, "daemon/base/a.cpp:1")
        body = "int f(int a)\n{\n" + "    a += 1;\n" * 69 + "}\n"
        self.assert_found("sizes", {"daemon/base/a.cpp": "int b;\n" + body}, "daemon/base/a.cpp:3")
        self.assert_found("sizes", {"include/defectd/base/a.hpp": "// " + "a" * 118 + "\n"}, "include/defectd/base/a.hpp:1")

    def test_what_fits_passes(self):
        one = "int f(int a)\n{\n    if (a) {\n" + "        a += 1;\n" * 66 + "    }\n}\n"
        self.assert_clean("sizes", {"daemon/base/a.cpp": "namespace a {\n" + one * 7 + "}\n"})


class Documents(LintCase):
    def test_a_dead_name_is_found(self):
        for text in ["see `daemon/gone.cpp`", "[a](docs/gone.md)", "`GONE.md`"]:
            with self.subTest(text):
                self.assert_found("documents", {"ARCHITECTURE.md": "\n" + text}, "ARCHITECTURE.md:2")

    def test_living_names_pass(self):
        self.assert_clean("documents", {
            "README.md": "[a](docs/a.md#b) `daemon/base/` `docs/a.md` [c](https://example.com/x) `tests/*`",
            "docs/a.md": "[back](../README.md)", "daemon/base/a.cpp": ""})

    def test_an_unlisted_catch_is_found(self):
        self.assert_found("documents", {"daemon/base/a.cpp": "void f()\ntry {\n} catch (...) {\n}\n"}, "daemon/base/a.cpp:3")

    def test_a_listed_catch_passes(self):
        self.assert_clean("documents", {"ARCHITECTURE.md": "`daemon/base/a.cpp`",
                                        "daemon/base/a.cpp": "void f()\ntry {\n} catch (...) {\n}\n",
                                        "daemon/base/b.cpp": "// catch (nothing)\n"})


class Tests(LintCase):
    PAGE = "### base\n\n| sources | tests |\n|---|---|\n| `a*` | `a_test.cpp` |\n"

    def test_a_source_without_a_test_is_found(self):
        self.assert_found("tests", {"daemon/base/b.cpp": "", "tests/unit/event/b_test.cpp": ""}, "daemon/base/b.cpp:1")

    def test_a_test_that_does_not_exist_is_found(self):
        self.assert_found("tests", {"daemon/base/ab.cpp": "", "tests/README.md": self.PAGE}, "tests/README.md:5")

    def test_a_row_without_a_source_is_found(self):
        self.assert_found("tests", {"tests/unit/base/a_test.cpp": "", "tests/README.md": self.PAGE}, "tests/README.md:5")

    def test_named_and_mirrored_sources_pass(self):
        self.assert_clean("tests", {"daemon/main.cpp": "", "daemon/base/sub/c.cpp": "", "tests/unit/base/c_test.cpp": "",
                                    "daemon/base/ab.cpp": "", "tests/unit/base/a_test.cpp": "",
                                    "tests/README.md": self.PAGE})


if __name__ == "__main__":
    unittest.main()
