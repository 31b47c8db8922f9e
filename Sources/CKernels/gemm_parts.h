// What gemm.c needs from a CPU: two packers and a micro-kernel. Private to CKernels.
//
// Packed factors are uint32 words, each a pair of bf16: element 2p in the low half, 2p + 1 in the high half, where
// p counts pairs along K. A is cut into panels of `rows` rows, B into panels of `columns` columns; a panel is `pairs`
// words deep for each of them, in whatever order `tile` reads. What is missing in the last panel, and between K and
// the next multiple of 2 * unit, is zeros.
#pragma once
#include <stdint.h>

typedef struct {
  // Size of a tile; those of B's blocks divide the widths of our encoders (384, 1152, 1536) where they can.
  int rows, columns;
  // Pairs along K come in multiples of this.
  int unit;
  // Packs `width` rows of op(A), `k` long. paired = 1: element (i, p) is at src[i * ld + p]; 0: at src[p * ld + i].
  void (*pack_a)(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out);
  // The same for `width` columns of op(B).
  void (*pack_b)(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out);
  // C (m,n) = beta * C + A panel * B panel over `pairs` pairs; m <= rows, n <= columns.
  void (*tile)(int m, int n, int64_t pairs, const uint32_t *a, const uint32_t *b, float beta, float *c, int64_t ldc);
  // Called before and after the tiles of a block, on the same thread; null where nothing is to be done.
  void (*begin)(void);
  void (*end)(void);
} GemmParts;

extern const GemmParts gemm_portable;
#if defined(__x86_64__)
extern const GemmParts gemm_avx512bf16;
extern const GemmParts gemm_amx;
// 1 if this CPU has AMX with bf16 and the system lets this process use it.
int gemm_has_amx(void);
#endif
