// What gemm.c needs from a CPU: two packers and a micro-kernel. Private to CKernels.
//
// Packed factors are uint32 words, each a pair of bf16: element 2p in the low half, 2p + 1 in the high half, where
// p counts pairs along K (an odd K is filled up with a zero). A is cut into panels of GEMM_MR rows, stored [p][row];
// B into panels of GEMM_NR columns, stored [p][column]; missing rows and columns of the last panel are zeros.
#pragma once
#include <stdint.h>

// 8 x 48 outputs fill 24 of the 32 vector registers, which leaves 3 for B and some for A; 8 and 48 divide the
// widths of our encoders (384, 1152, 1536).
enum { GEMM_MR = 8, GEMM_NR = 48 };

typedef struct {
  // Packs `width` rows of op(A), `k` long. paired = 1: element (i, p) is at src[i * ld + p]; 0: at src[p * ld + i].
  void (*pack_a)(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out);
  // The same for `width` columns of op(B).
  void (*pack_b)(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out);
  // C (m,n) = beta * C + A panel * B panel over `pairs` pairs; m <= GEMM_MR, n <= GEMM_NR.
  void (*tile)(int m, int n, int64_t pairs, const uint32_t *a, const uint32_t *b, float beta, float *c, int64_t ldc);
} GemmParts;

extern const GemmParts gemm_portable;
#if defined(__x86_64__)
extern const GemmParts gemm_avx512bf16;
#endif
