// When root works in the state directory of another user, it leaves no file there that this user cannot open.
#ifndef DEFECTD_STORE_FOLDER_OWNER_HPP
#define DEFECTD_STORE_FOLDER_OWNER_HPP

#include <string>

namespace defectd {

/// As root, gives an open regular file of root's to the owner of `folder`; otherwise, and where that fails, does
/// nothing.
/// A file with a second name is skipped: the folder's owner could have linked another of root's files into it.
void give_to_folder_owner(int descriptor, const std::string& folder);

/// The same for the file `folder`/`name`, which is created (0600, empty) when it is missing.
/// @pre no part of this process has the file open: closing it here would end fcntl(2) locks on it
void make_for_folder_owner(const std::string& folder, const std::string& name);

}  // namespace defectd

#endif
