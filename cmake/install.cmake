# What `cmake --install` puts where.  With the prefix /usr the configuration goes to /etc, else below the prefix.
# systemd looks into lib/ of /usr and of /usr/local, whatever the multiarch folder of the libraries is.
set(unit_directory lib/systemd/system)
set(sysusers_directory lib/sysusers.d)

configure_file(systemd/defectd.service.in systemd/defectd.service @ONLY)

if(TARGET defectd)
    install(TARGETS defectd RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(FILES "${PROJECT_BINARY_DIR}/systemd/defectd.service" DESTINATION "${unit_directory}")
install(FILES systemd/defectd.sysusers DESTINATION "${sysusers_directory}" RENAME defectd.conf)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs" FILES_MATCHING PATTERN "*.md" PATTERN "*.png")

# The configuration of an operator is never written over.
set(configuration "${CMAKE_INSTALL_FULL_SYSCONFDIR}/defectd/defectd.yaml")
install(CODE "
    if(NOT EXISTS \"\$ENV{DESTDIR}${configuration}\")
        file(INSTALL \"${PROJECT_SOURCE_DIR}/etc/defectd.yaml\"
             DESTINATION \"${CMAKE_INSTALL_FULL_SYSCONFDIR}/defectd\")
    endif()")
