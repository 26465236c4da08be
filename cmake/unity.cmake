# With CMAKE_UNITY_BUILD the files of a module are compiled as one: the templates they share are compiled once, which
# takes a third of the time.  The presets test and tsan do that; dev, release and tidy compile each file on its own.
if(CMAKE_UNITY_BUILD)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 0)
    # Both warn of a name in the unnamed namespace of another file, as if that was a header.
    target_compile_options(defectd_options INTERFACE -Wno-shadow -Wno-subobject-linkage)
endif()

# Files whose unnamed namespace has a name that another file of the module uses as well.
set(DEFECTD_COMPILED_ALONE
    daemon/admin/event_routes.cpp
    daemon/admin/process_routes.cpp
    daemon/admin/source_routes.cpp
    daemon/admin/subscriber_routes.cpp
    daemon/app/demo/demo_environment.cpp
    daemon/config/read/decode_words.cpp
    daemon/config/read/section.cpp
    daemon/config/read/subscriber.cpp
    daemon/config/sample.cpp
    daemon/config/schema/daemon.cpp
    daemon/config/schema/source.cpp
    daemon/config/schema/subscriber.cpp
    daemon/event/payload/slack.cpp
    daemon/event/payload/teams.cpp
    daemon/http/local_call.cpp
    daemon/http/server/session.cpp
    daemon/report/bytes/csv_reader.cpp
    daemon/report/cells/order_id.cpp
    daemon/report/languages/.*
    daemon/report/order_rows.cpp
    daemon/webhook/signing/ed25519_secret.cpp
    daemon/webhook/signing/text_secret.cpp
    daemon/webhook/tls_identity.cpp
    daemon/webhook/verification.cpp
    tests/unit/admin/query_test.cpp
    tests/unit/collect/source_plan_test.cpp
    tests/unit/dispatch/attempt_log_test.cpp
    tests/unit/dispatch/conclude_test.cpp
    tests/unit/dispatch/subscriber_queue_test.cpp
    tests/unit/event/payload/fold_test.cpp
    tests/unit/report/layout_test.cpp
    tests/unit/report/stray_quotes_test.cpp
    tests/unit/report/top_lines_test.cpp
    tests/unit/runtime/resolver_test.cpp
    tests/unit/runtime/task_group_test.cpp
    tests/unit/source/file_source_test.cpp
    tests/unit/store/state_lock_test.cpp
    tests/unit/store/state_watch_test.cpp
    tests/unit/webhook/health_test.cpp
    tests/unit/webhook/health_walk_test.cpp
    tests/unit/webhook/rate_limit_test.cpp
    tests/unit/webhook/retry_after_test.cpp
    tests/unit/webhook/signing/ed25519_secret_test.cpp
    tests/unit/webhook/signing/schemes_test.cpp
    tests/unit/webhook/signing/symmetric_secret_test.cpp
    tests/unit/webhook/signing/text_secret_test.cpp
    tests/unit/webhook/url_test.cpp
    tests/unit/webhook/validate_url_test.cpp
    tests/unit/webhook/verification_test.cpp)
list(JOIN DEFECTD_COMPILED_ALONE "|" compiled_alone)

# defectd_compile_alone(source ...): keeps those of the list above out of what is compiled as one.
function(defectd_compile_alone)
    foreach(source IN LISTS ARGN)
        cmake_path(ABSOLUTE_PATH source OUTPUT_VARIABLE path)
        cmake_path(RELATIVE_PATH path BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
        if(path MATCHES "^(${compiled_alone})$")
            set_source_files_properties("${source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
        endif()
    endforeach()
endfunction()
