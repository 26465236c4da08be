#include "demo/shown_request.hpp"

#include <doctest/doctest.h>

namespace defectd {

TEST_SUITE("app/shown_request")
{
    TEST_CASE("JSON is shown with a member per line, and no value changes its look")
    {
        CHECK(indented_json(
                  R"({"type":"a","data":{"rate":0.00857,"list":[1,{"b":null}],"none":{},"empty":[]}})") ==
              R"({
  "type": "a",
  "data": {
    "rate": 0.00857,
    "list": [
      1,
      {
        "b": null
      }
    ],
    "none": {},
    "empty": []
  }
})");
        CHECK(indented_json("7") == "7");
        CHECK(indented_json("[ ]") == "[]");
    }

    TEST_CASE("what a string holds is text, brackets and escaped quotes too")
    {
        CHECK(indented_json(R"(["{,}:[]","a\"b, c","ends with \\", 1])") == R"([
  "{,}:[]",
  "a\"b, c",
  "ends with \\",
  1
])");
    }

    TEST_CASE("a request is shown with its request line, its headers and its body behind a margin")
    {
        server_request request;
        request.method = "POST";
        request.target = "/hook";
        request.headers = {{"webhook-id", "evt_1"}, {"content-type", "application/json"}};
        request.body = R"({"a":1})";
        CHECK(shown_request(request, "  ") == "  POST /hook\n"
                                              "  webhook-id: evt_1\n"
                                              "  content-type: application/json\n"
                                              "\n"
                                              "  {\n"
                                              "    \"a\": 1\n"
                                              "  }\n");
    }
}

}  // namespace defectd
