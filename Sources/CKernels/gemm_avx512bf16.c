// The parts of nk_gemm_bf16 for AVX512-BF16 (see gemm_parts.h for the layouts). Compiled without any flags: the
// target attribute below lets these functions use the instructions, and gemm.c calls them only where they exist.
#if defined(__x86_64__)
#include "gemm_parts.h"
#include <immintrin.h>

// 8 x 48 outputs fill 24 of the 32 vector registers, which leaves 3 for B and some for A; 8 and 48 divide the
// widths of our encoders (384, 1152, 1536).
enum { GEMM_MR = 8, GEMM_NR = 48 };

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512bf16"))), apply_to = function)

#include "gemm_avx512_pack.h"

static void pack_a(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  int64_t panel = (k + 1) / 2 * GEMM_MR;
  for (int64_t i = 0; i < width; i += 16, out += 2 * panel) {
    Strip to = {out, width - i > GEMM_MR ? out + panel : 0, GEMM_MR, 0};
    if (paired) pack_rows(to, width - i, k, src + i * ld, ld);
    else pack_columns(to, width - i, k, src + i, ld);
  }
}

static void pack_b(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  int64_t panel = (k + 1) / 2 * GEMM_NR;
  for (int64_t j = 0; j < width; j += GEMM_NR, out += panel)
    for (int64_t s = 0; s < GEMM_NR; s += 16) {
      Strip to = {out + s, 0, GEMM_NR, 1};
      int64_t lanes = width - j - s;
      if (paired) pack_rows(to, lanes, k, src + (j + s) * ld, ld);
      else pack_columns(to, lanes, k, src + j + s, ld);
    }
}

// rows and vectors are constants at every call, so that the sums stay in registers.
INLINE void tile_of(int rows, int vectors, int n, int64_t pairs, const uint32_t *a, const uint32_t *b, float beta,
                    float *c, int64_t ldc) {
  __m512 sum[GEMM_MR][GEMM_NR / 16];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      sum[i][v] = _mm512_setzero_ps();
      _mm_prefetch(c + i * ldc + v * 16, _MM_HINT_T0);
    }
  }
#pragma clang loop unroll(disable)
  for (int64_t p = 0; p < pairs; p++, a += GEMM_MR, b += GEMM_NR) {
    __m512bh column[GEMM_NR / 16];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) column[v] = (__m512bh)_mm512_loadu_si512(b + v * 16);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      __m512bh row = (__m512bh)_mm512_set1_epi32((int)a[i]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[i][v] = _mm512_dpbf16_ps(sum[i][v], row, column[v]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      float *to = c + i * ldc + v * 16;
      __mmask16 mask = v == vectors - 1 ? first16(n - v * 16) : 0xffff;
      __m512 old = beta == 0 ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(mask, to);
      _mm512_mask_storeu_ps(to, mask, _mm512_fmadd_ps(_mm512_set1_ps(beta), old, sum[i][v]));
    }
  }
}

// One function a size, as an edge tile of 8 x 48 would waste most of its work.
typedef void TileFunction(int n, int64_t pairs, const uint32_t *a, const uint32_t *b, float beta, float *c,
                          int64_t ldc);
#define TILE(R, V)                                                                                             \
  static void tile_##R##_##V(int n, int64_t pairs, const uint32_t *a, const uint32_t *b, float beta, float *c, \
                             int64_t ldc) {                                                                    \
    tile_of(R, V, n, pairs, a, b, beta, c, ldc);                                                               \
  }
#define TILES(R) TILE(R, 1) TILE(R, 2) TILE(R, 3)
TILES(1) TILES(2) TILES(3) TILES(4) TILES(5) TILES(6) TILES(7) TILES(8)
#define NAMES(R) {tile_##R##_1, tile_##R##_2, tile_##R##_3}
static TileFunction *const tiles[GEMM_MR][GEMM_NR / 16] = {NAMES(1), NAMES(2), NAMES(3), NAMES(4),
                                                           NAMES(5), NAMES(6), NAMES(7), NAMES(8)};

static void tile(int m, int n, int64_t pairs, const uint32_t *a, const uint32_t *b, float beta, float *c,
                 int64_t ldc) {
  tiles[m - 1][(n - 1) / 16](n, pairs, a, b, beta, c, ldc);
}

const GemmParts gemm_avx512bf16 = {
  .rows = GEMM_MR, .columns = GEMM_NR, .per_word = 2, .unit = 1, .pack_a = pack_a, .pack_b = pack_b, .tile = tile};

#pragma clang attribute pop
#endif
