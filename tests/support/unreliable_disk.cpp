#include "support/unreliable_disk.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <new>

namespace defectd {
namespace {

/// What SQLite holds for an open file; the real one lies right after it.
struct shim_file {
    sqlite3_file base;
    unreliable_disk* disk;
    std::string* path;  // owned; null for temporary files, which no power cut concerns
};

shim_file& shim_of(sqlite3_file* file)
{
    return *reinterpret_cast<shim_file*>(file);
}

sqlite3_file* real_of(sqlite3_file* file)
{
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<shim_file*>(file) + 1);
}

int close_file(sqlite3_file* file)
{
    delete shim_of(file).path;
    return real_of(file)->pMethods->xClose(real_of(file));
}

int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset)
{
    return real_of(file)->pMethods->xRead(real_of(file), into, amount, offset);
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset)
{
    shim_file& shim = shim_of(file);
    if (const int code = shim.disk->answer(disk_operation::write))
        return code;
    if (shim.path != nullptr) {
        if (!shim.disk->has_room_for(*shim.path, static_cast<std::uint64_t>(offset + amount)))
            return SQLITE_FULL;
        shim.disk->remember_before(*shim.path);
    }
    return real_of(file)->pMethods->xWrite(real_of(file), from, amount, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size)
{
    shim_file& shim = shim_of(file);
    if (!shim.disk->has_power())
        return SQLITE_IOERR_TRUNCATE;
    if (shim.path != nullptr)
        shim.disk->remember_before(*shim.path);
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

int sync_file(sqlite3_file* file, int)
{
    shim_file& shim = shim_of(file);
    if (const int code = shim.disk->answer(disk_operation::sync))
        return code;
    if (shim.path != nullptr)
        shim.disk->forget_changes(*shim.path);
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

int lock_file(sqlite3_file* file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

int unlock_file(sqlite3_file* file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

int check_reserved(sqlite3_file* file, int* reserved)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), reserved);
}

int control_file(sqlite3_file* file, int operation, void* argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

int sector_size(sqlite3_file* file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

int device_characteristics(sqlite3_file* file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

/// Version 1: without shared memory, as an exclusively locked log needs none.
constexpr sqlite3_io_methods shim_methods{1,
                                          close_file,
                                          read_file,
                                          write_file,
                                          truncate_file,
                                          sync_file,
                                          file_size,
                                          lock_file,
                                          unlock_file,
                                          check_reserved,
                                          control_file,
                                          sector_size,
                                          device_characteristics,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr};

sqlite3_vfs* real_vfs()
{
    return sqlite3_vfs_find("unix");
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* given)
{
    auto* const disk = static_cast<unreliable_disk*>(vfs->pAppData);
    auto* const shim = new (file) shim_file{.base = {.pMethods = nullptr}, .disk = disk, .path = nullptr};
    const int code = real_vfs()->xOpen(real_vfs(), path, real_of(file), flags, given);
    if (code != SQLITE_OK)
        return code;
    shim->base.pMethods = &shim_methods;
    if (path != nullptr) {
        shim->path = new std::string(path);
        disk->know(path);
    }
    return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* path, int sync_folder)
{
    auto* const disk = static_cast<unreliable_disk*>(vfs->pAppData);
    if (!disk->has_power())
        return SQLITE_IOERR_DELETE;
    disk->forget_changes(path);
    return real_vfs()->xDelete(real_vfs(), path, sync_folder);
}

std::uint64_t size_of(const std::string& path)
{
    std::error_code gone;
    const std::uintmax_t size = std::filesystem::file_size(path, gone);
    return gone ? 0 : size;
}

std::string content_of(const std::string& path)
{
    std::string content(std::filesystem::file_size(path), '\0');
    std::ifstream(path, std::ios::binary).read(content.data(), static_cast<std::streamsize>(content.size()));
    return content;
}

}  // namespace

unreliable_disk::unreliable_disk() : vfs_(std::make_unique<sqlite3_vfs>(*real_vfs()))
{
    vfs_->iVersion = 2;
    vfs_->zName = name();
    vfs_->pAppData = this;
    vfs_->szOsFile = static_cast<int>(sizeof(shim_file)) + real_vfs()->szOsFile;
    vfs_->xOpen = open_file;
    vfs_->xDelete = remove_file;
    sqlite3_vfs_register(vfs_.get(), 0);
}

unreliable_disk::~unreliable_disk()
{
    sqlite3_vfs_unregister(vfs_.get());
}

void unreliable_disk::fail(disk_operation which, int nth, int code)
{
    struck_ = false;
    faults_.push_back({.which = which, .at = counts_[static_cast<int>(which)] + nth, .code = code});
}

void unreliable_disk::lose_power(int nth)
{
    struck_ = false;
    power_ends_at_ = writes() + syncs() + nth;
}

int unreliable_disk::answer(disk_operation which)
{
    const int count = ++counts_[static_cast<int>(which)];
    if (power_ends_at_ != 0 && writes() + syncs() >= power_ends_at_) {
        struck_ = true;
        has_power_ = false;
    }
    if (!has_power_)
        return which == disk_operation::sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
    for (const fault& each : faults_)
        if (each.which == which && each.at == count) {
            struck_ = true;
            return each.code;
        }
    return SQLITE_OK;
}

std::uint64_t unreliable_disk::room() const
{
    std::uint64_t used = 0;
    for (const std::string& path : known_)
        used += size_of(path);
    return used < capacity_ ? capacity_ - used : 0;
}

bool unreliable_disk::has_room_for(const std::string& path, std::uint64_t end) const
{
    const std::uint64_t size = size_of(path);
    return end <= size || end - size <= room();
}

void unreliable_disk::remember_before(const std::string& path)
{
    if (!unsynced_.contains(path))
        unsynced_.emplace(path, content_of(path));
}

void unreliable_disk::power_back()
{
    for (const auto& [path, content] : unsynced_)
        std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
    unsynced_.clear();
    faults_.clear();
    power_ends_at_ = 0;
    has_power_ = true;
}

}  // namespace defectd
