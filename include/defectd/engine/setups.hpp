// The subscribers of a configuration as the store knows them.  Pure.
#ifndef DEFECTD_ENGINE_SETUPS_HPP
#define DEFECTD_ENGINE_SETUPS_HPP

#include <span>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

[[nodiscard]] std::vector<subscriber_setup> setups_of(std::span<const subscriber_config> subscribers);

}  // namespace defectd

#endif
