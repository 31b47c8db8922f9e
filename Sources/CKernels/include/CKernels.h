// The few numeric loops that C does ten times faster than portable Swift. Each has a plain Swift twin in the tests.
// Every function is thread safe; the variant for the CPU is chosen at run time.
#pragma once
#include <stdint.h>
#include "attention.h"
#include "elementwise.h"
#include "gemm.h"
#include "gemm_int8.h"
#include "scan_int8.h"
