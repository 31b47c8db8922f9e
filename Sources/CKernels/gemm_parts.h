// What gemm.c needs from a CPU: two packers and a micro-kernel. Private to CKernels.
//
// Packed factors are 32-bit words: for fp32 an element, for bf16 a pair, element 2p in the low half, 2p + 1 in the
// high half, where p counts pairs along K. A is cut into panels of `rows` rows, B into panels of `columns` columns; a
// panel is `words` words deep for each of them, in whatever order `tile` reads. What is missing in the last panel, and
// between K and the next multiple of per_word * unit, is zeros.
#pragma once
#include <stdint.h>

typedef struct {
  // Size of a tile, rows of 32, or at most 8; columns divide the widths of our encoders (384, 1152, 1536).
  int rows, columns;
  // Elements along K in a word: 1 for fp32, 2 for bf16.
  int per_word;
  // Words along K come in multiples of this.
  int unit;
  // Packs `width` rows of op(A), `k` long. along = 1: element (i, p) is at src[i * ld + p]; 0: at src[p * ld + i].
  void (*pack_a)(int along, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out);
  // The same for `width` columns of op(B).
  void (*pack_b)(int along, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out);
  // C (m,n) = beta * C + A panel * B panel over `words` words; m <= rows, n <= columns.
  void (*tile)(int m, int n, int64_t words, const uint32_t *a, const uint32_t *b, float beta, float *c, int64_t ldc);
  // Called before and after the tiles of a block, on the same thread; null where nothing is to be done.
  void (*begin)(void);
  void (*end)(void);
} GemmParts;

extern const GemmParts gemm_bf16_portable, gemm_fp32_portable;
#if defined(__x86_64__)
extern const GemmParts gemm_avx512bf16, gemm_amx, gemm_fp32_avx2, gemm_fp32_avx512;
// 1 if this CPU has AMX with bf16 and the system lets this process use it.
int gemm_has_amx(void);
#endif
