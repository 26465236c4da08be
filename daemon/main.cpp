#include "defectd/app/command_line.hpp"

int main(int argc, char** argv)
{
    return defectd::run_command_line(argc, argv);
}
