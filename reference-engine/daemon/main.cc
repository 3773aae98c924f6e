// plimsolld: the reference engine.
#include "reference-engine/daemon/program.h"

int main(int argc, char** argv) { return plimsoll::engine::run_engine(argc, argv); }
