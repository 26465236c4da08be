#include "silence.hpp"

#include <algorithm>

namespace defectd {

silence silence_on(const defect_key& key, const report& current)
{
    if (!current.covers.test(static_cast<std::size_t>(key.type)))
        return silence::unspoken;
    if (std::binary_search(current.present_orders.begin(), current.present_orders.end(), key.order_id))
        return silence::order_present;
    return current.complete ? silence::absent : silence::unspoken;
}

}  // namespace defectd
