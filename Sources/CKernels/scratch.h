// A buffer for each thread and use, kept until the thread ends: a fresh one each call would cost hundreds of page
// faults. Private to CKernels.
#pragma once
#include <stddef.h>

enum { SCRATCH_GEMM, SCRATCH_INT8, SCRATCH_ATTENTION, SCRATCH_USES };

// At least `bytes`, aligned to a page; what it held before is lost when it has to grow. Ends the process where there
// is no memory.
void *scratch_for(int use, size_t bytes);
