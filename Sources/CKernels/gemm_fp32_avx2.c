// The parts of nk_gemm_fp32 for AVX2 with FMA. Compiled without any flags: the target attribute lets these functions
// use the instructions, and gemm.c calls them only where they exist.
#if defined(__x86_64__)
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "gemm_fp32_vectors.h"
#pragma clang attribute pop

const GemmParts gemm_fp32_avx2 = {
  .rows = MR, .columns = NR, .per_word = 1, .unit = 1, .pack_a = pack_a, .pack_b = pack_b, .tile = tile};
#endif
