// The parts of nk_gemm_fp32 for AVX-512 (see gemm_parts.h for the layouts): a panel is stored k after k. Compiled
// without any flags: the target attribute below lets these functions use the instructions, and gemm.c calls them only
// where they exist.
#if defined(__x86_64__)
#include "gemm_parts.h"
#include <immintrin.h>

// As in gemm_avx512bf16.c: 24 of the 32 vector registers are sums.
enum { MR = 8, NR = 48 };

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)

#include "avx512_words.h"

// One strip of 16 lanes, `stride` apart along K: to `low`, or, for panels of 8, its upper half to `high` (null where
// there is no second panel).
INLINE void put(float *low, float *high, int64_t at, __m512 x) {
  if (!high) {
    _mm512_storeu_ps(low + at, x);
    return;
  }
  _mm256_storeu_ps(low + at, _mm512_castps512_ps256(x));
  _mm256_storeu_ps(high + at, _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(x), 1)));
}

INLINE void pack_strip(int along, int64_t lanes, int64_t k, const float *src, int64_t ld, float *low, float *high,
                       int64_t stride) {
  if (!along) {
    for (int64_t p = 0; p < k; p++) put(low, high, p * stride, load(src + p * ld, lanes));
    return;
  }
  for (int64_t p = 0; p < k; p += 16) {
    __m512i r[16];
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++)
      r[i] = i < lanes ? (__m512i)load(src + i * ld + p, k - p) : _mm512_setzero_si512();
    transpose(r);
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++)
      if (i < k - p) put(low, high, (p + i) * stride, (__m512)r[i]);
  }
}

// The second panel of an odd last one lies behind what is used, in room that MC rows of A always have.
static void pack_a(int along, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  float *panel = (float *)out;
  for (int64_t i = 0; i < width; i += 16, panel += 16 * k)
    pack_strip(along, width - i, k, along ? src + i * ld : src + i, ld, panel, panel + MR * k, MR);
}

static void pack_b(int along, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  float *panel = (float *)out;
  for (int64_t j = 0; j < width; j += NR, panel += NR * k)
    for (int64_t s = 0; s < NR; s += 16)
      pack_strip(along, width - j - s, k, along ? src + (j + s) * ld : src + j + s, ld, panel + s, 0, NR);
}

// rows and vectors are constants at every call, so that the sums stay in registers.
INLINE void tile_of(int rows, int vectors, int n, int64_t words, const float *a, const float *b, float beta, float *c,
                    int64_t ldc) {
  __m512 sum[MR][NR / 16];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      sum[i][v] = _mm512_setzero_ps();
      _mm_prefetch(c + i * ldc + v * 16, _MM_HINT_T0);
    }
  }
#pragma clang loop unroll(disable)
  for (int64_t p = 0; p < words; p++, a += MR, b += NR) {
    __m512 column[NR / 16];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) column[v] = _mm512_loadu_ps(b + v * 16);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      __m512 row = _mm512_set1_ps(a[i]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[i][v] = _mm512_fmadd_ps(row, column[v], sum[i][v]);
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
typedef void TileFunction(int n, int64_t words, const float *a, const float *b, float beta, float *c, int64_t ldc);
#define TILE(R, V)                                                                                                \
  static void tile_##R##_##V(int n, int64_t words, const float *a, const float *b, float beta, float *c,          \
                             int64_t ldc) {                                                                       \
    tile_of(R, V, n, words, a, b, beta, c, ldc);                                                                  \
  }
#define TILES(R) TILE(R, 1) TILE(R, 2) TILE(R, 3)
TILES(1) TILES(2) TILES(3) TILES(4) TILES(5) TILES(6) TILES(7) TILES(8)
#define NAMES(R) {tile_##R##_1, tile_##R##_2, tile_##R##_3}
static TileFunction *const tiles[MR][NR / 16] = {NAMES(1), NAMES(2), NAMES(3), NAMES(4),
                                                 NAMES(5), NAMES(6), NAMES(7), NAMES(8)};

static void tile(int m, int n, int64_t words, const uint32_t *a, const uint32_t *b, float beta, float *c,
                 int64_t ldc) {
  tiles[m - 1][(n - 1) / 16](n, words, (const float *)a, (const float *)b, beta, c, ldc);
}

const GemmParts gemm_fp32_avx512 = {
  .rows = MR, .columns = NR, .per_word = 1, .unit = 1, .pack_a = pack_a, .pack_b = pack_b, .tile = tile};

#pragma clang attribute pop
#endif
