// Beast's and Asio's TLS code, compiled once for the whole program (BOOST_*_SEPARATE_COMPILATION).
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
