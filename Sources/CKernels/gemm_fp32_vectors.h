// The parts of nk_gemm_fp32 in vectors of eight that the compiler lowers to what the including file's target has (see
// gemm_parts.h for the layouts). A panel is stored k after k. 6 x 16 outputs fill 12 of the 16 registers of AVX2.
#include "gemm_parts.h"
#include <string.h>

enum { MR = 6, NR = 16, LANES = 8 };
typedef float Lanes __attribute__((vector_size(4 * LANES)));

static inline __attribute__((always_inline)) void pack(int panel, int along, int64_t width, int64_t k,
                                                       const float *src, int64_t ld, float *out) {
  int64_t step = along ? 1 : ld, across = along ? ld : 1;
  for (int64_t first = 0; first < width; first += panel)
    for (int64_t p = 0; p < k; p++, out += panel) {
      const float *x = src + first * across + p * step;
      if (!along && width - first >= panel)
        memcpy(out, x, sizeof(float) * (size_t)panel);
      else
        for (int i = 0; i < panel; i++) out[i] = first + i < width ? x[i * across] : 0;
    }
}

static void pack_a(int along, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  pack(MR, along, width, k, src, ld, (float *)out);
}

static void pack_b(int along, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  pack(NR, along, width, k, src, ld, (float *)out);
}

static void tile(int m, int n, int64_t words, const uint32_t *packed_a, const uint32_t *packed_b, float beta, float *c,
                 int64_t ldc) {
  const float *a = (const float *)packed_a, *b = (const float *)packed_b;
  Lanes sum[MR][NR / LANES] = {0};
#pragma clang loop unroll(disable)
  for (int64_t p = 0; p < words; p++, a += MR, b += NR) {
    Lanes column[NR / LANES];
    memcpy(column, b, sizeof column);
#pragma clang loop unroll(full)
    for (int i = 0; i < MR; i++) {
#pragma clang loop unroll(full)
      for (int v = 0; v < NR / LANES; v++) sum[i][v] += a[i] * column[v];
    }
  }
  if (beta == 0 && n == NR) {
#pragma clang loop unroll(full)
    for (int i = 0; i < MR; i++)
      if (i < m) memcpy(c + i * ldc, sum[i], sizeof sum[i]);
    return;
  }
  float all[MR][NR];
  memcpy(all, sum, sizeof all);
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) c[i * ldc + j] = beta == 0 ? all[i][j] : beta * c[i * ldc + j] + all[i][j];
}
