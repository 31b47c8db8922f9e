// The parts of nk_gemm_fp32 for any CPU.
#include "gemm_fp32_vectors.h"

const GemmParts gemm_fp32_portable = {
  .rows = MR, .columns = NR, .per_word = 1, .unit = 1, .pack_a = pack_a, .pack_b = pack_b, .tile = tile};
