// The parts of nk_gemm_int8_packed in plain C, for CPUs without AVX512-VNNI (see gemm_int8_parts.h for the layouts).
#include "gemm_int8_parts.h"

static void quantize(int64_t m, int64_t k, const float *x, int64_t ld, int64_t groups, uint8_t *codes,
                     Int8Row *rows) {
  for (int64_t i = 0; i < m; i++, x += ld, codes += 4 * groups) {
    float low = 0, high = 0, inverse;
    for (int64_t p = 0; p < k; p++) {
      if (x[p] < low) low = x[p];
      if (x[p] > high) high = x[p];
    }
    rows[i] = int8_row(low, high, &inverse);
    for (int64_t p = 0; p < 4 * groups; p++) {
      int32_t code = p < k ? (int32_t)__builtin_rintf(x[p] * inverse) + rows[i].zero : 0;
      codes[p] = (uint8_t)(code < 0 ? 0 : code > 255 ? 255 : code);
    }
  }
}

static void tile(int m, int n, int64_t groups, const uint8_t *a, const Int8Row *rows, const int8_t *w,
                 const float *scales, const int32_t *sums, float *c, int64_t ldc) {
  for (int i = 0; i < m; i++, a += 4 * groups) {
    int32_t sum[INT8_NR] = {0};
    for (int64_t p = 0; p < groups; p++)
      for (int j = 0; j < n; j++)
        for (int q = 0; q < 4; q++) sum[j] += a[4 * p + q] * w[(p * INT8_NR + j) * 4 + q];
    for (int j = 0; j < n; j++) c[i * ldc + j] = (float)(sum[j] - rows[i].zero * sums[j]) * (rows[i].scale * scales[j]);
  }
}

const Int8Parts int8_portable = {quantize, tile};
