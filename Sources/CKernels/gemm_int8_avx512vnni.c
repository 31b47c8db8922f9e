// The parts of nk_gemm_int8_packed for AVX512-VNNI (see gemm_int8_parts.h for the layouts). Compiled without any
// flags: the target attribute below lets these functions use the instructions, and gemm_int8.c calls them only where
// they exist.
#if defined(__x86_64__)
#include "gemm_int8_parts.h"
#include <immintrin.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni"))), apply_to = function)

#define INLINE static inline __attribute__((always_inline))

INLINE __mmask16 first16(int64_t n) { return n >= 16 ? 0xffff : n <= 0 ? 0 : (__mmask16)((1u << n) - 1); }

static void quantize(int64_t m, int64_t k, const float *x, int64_t ld, int64_t groups, uint8_t *codes,
                     Int8Row *rows) {
  for (int64_t i = 0; i < m; i++, x += ld, codes += 4 * groups) {
    __m512 low = _mm512_setzero_ps(), high = low;
    for (int64_t p = 0; p < k; p += 16) {
      __m512 v = _mm512_maskz_loadu_ps(first16(k - p), x + p);
      low = _mm512_min_ps(low, v);
      high = _mm512_max_ps(high, v);
    }
    float inverse;
    rows[i] = int8_row(_mm512_reduce_min_ps(low), _mm512_reduce_max_ps(high), &inverse);
    __m512 factor = _mm512_set1_ps(inverse);
    __m512i zero = _mm512_set1_epi32(rows[i].zero);
    for (int64_t p = 0; p < 4 * groups; p += 16) {
      __mmask16 there = first16(k - p);
      __m512i code = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_maskz_loadu_ps(there, x + p), factor));
      code = _mm512_max_epi32(_mm512_maskz_add_epi32(there, code, zero), _mm512_setzero_si512());
      _mm_mask_storeu_epi8(codes + p, first16(4 * groups - p), _mm512_cvtusepi32_epi8(code));
    }
  }
}

// rows and vectors are constants at every call, so that the sums stay in registers.
INLINE void tile_of(int rows, int vectors, int n, int64_t groups, const uint8_t *a, const Int8Row *row,
                    const int8_t *w, const float *scales, const int32_t *sums, float *c, int64_t ldc) {
  __m512i sum[INT8_MR][INT8_NR / 16];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[i][v] = _mm512_setzero_si512();
  }
#pragma clang loop unroll(disable)
  for (int64_t p = 0; p < groups; p++, a += 4, w += 4 * INT8_NR) {
    __m512i output[INT8_NR / 16];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) output[v] = _mm512_loadu_si512(w + v * 64);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      int32_t four;
      memcpy(&four, a + i * 4 * groups, 4);
      __m512i codes = _mm512_set1_epi32(four);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[i][v] = _mm512_dpbusd_epi32(sum[i][v], codes, output[v]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      __mmask16 mask = v == vectors - 1 ? first16(n - v * 16) : 0xffff;
      __m512i shift = _mm512_mullo_epi32(_mm512_set1_epi32(row[i].zero), _mm512_loadu_si512(sums + v * 16));
      __m512 scale = _mm512_mul_ps(_mm512_set1_ps(row[i].scale), _mm512_loadu_ps(scales + v * 16));
      __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum[i][v], shift));
      _mm512_mask_storeu_ps(c + i * ldc + v * 16, mask, _mm512_mul_ps(value, scale));
    }
  }
}

// One function a size, as an edge tile of 8 x 48 would waste most of its work.
#define PARAMETERS                                                                                              \
  int n, int64_t groups, const uint8_t *a, const Int8Row *row, const int8_t *w, const float *scales,            \
      const int32_t *sums, float *c, int64_t ldc
typedef void TileFunction(PARAMETERS);
#define TILE(R, V) \
  static void tile_##R##_##V(PARAMETERS) { tile_of(R, V, n, groups, a, row, w, scales, sums, c, ldc); }
#define TILES(R) TILE(R, 1) TILE(R, 2) TILE(R, 3)
TILES(1) TILES(2) TILES(3) TILES(4) TILES(5) TILES(6) TILES(7) TILES(8)
#define NAMES(R) {tile_##R##_1, tile_##R##_2, tile_##R##_3}
static TileFunction *const tiles[INT8_MR][INT8_NR / 16] = {NAMES(1), NAMES(2), NAMES(3), NAMES(4),
                                                           NAMES(5), NAMES(6), NAMES(7), NAMES(8)};

static void tile(int m, int n, int64_t groups, const uint8_t *a, const Int8Row *rows, const int8_t *w,
                 const float *scales, const int32_t *sums, float *c, int64_t ldc) {
  tiles[m - 1][(n - 1) / 16](n, groups, a, rows, w, scales, sums, c, ldc);
}

const Int8Parts int8_avx512vnni = {quantize, tile};

#pragma clang attribute pop
#endif
