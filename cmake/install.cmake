# What `cmake --install` puts where. The installed tree can be moved.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# --- The command ----------------------------------------------------------------------------------
install(TARGETS newscut_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.[1-8])
foreach(page ${pages})
  string(REGEX MATCH "[1-8]$" section ${page})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

install(FILES ${PROJECT_BINARY_DIR}/completions/newscut
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${PROJECT_BINARY_DIR}/completions/_newscut
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${PROJECT_BINARY_DIR}/completions/newscut.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# --- The library: find_package(newscut), pkg-config newscut ---------------------------------------

install(TARGETS newscut EXPORT newscut_targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/include/newscut DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/newscut)
install(EXPORT newscut_targets FILE newscutTargets.cmake NAMESPACE newscut:: DESTINATION ${config_dir})
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/newscutConfig.cmake.in ${PROJECT_BINARY_DIR}/newscutConfig.cmake
  INSTALL_DESTINATION ${config_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/newscutConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/newscutConfig.cmake ${PROJECT_BINARY_DIR}/newscutConfigVersion.cmake
  DESTINATION ${config_dir})

file(RELATIVE_PATH prefix_from_pkgconfig /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" prefix_from_pkgconfig ${prefix_from_pkgconfig})
configure_file(${PROJECT_SOURCE_DIR}/cmake/newscut.pc.in ${PROJECT_BINARY_DIR}/newscut.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/newscut.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
