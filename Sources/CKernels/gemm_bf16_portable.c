// The parts of nk_gemm_bf16 in plain C, for CPUs without AVX512-BF16 (see gemm_parts.h for the layouts).
#include "gemm_parts.h"
#include <string.h>

enum { GEMM_MR = 8, GEMM_NR = 48 };

// Nearest bf16, ties to even; a NaN stays a (quiet) NaN.
static uint32_t bf16(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  if ((bits & 0x7fffffff) > 0x7f800000) return bits >> 16 | 0x40;
  return (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

static float from_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static void pack(int panel, int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  int64_t along = paired ? 1 : ld, across = paired ? ld : 1;
  for (int64_t first = 0; first < width; first += panel)
    for (int64_t p = 0; p < k; p += 2)
      for (int64_t i = first; i < first + panel; i++) {
        const float *x = src + i * across + p * along;
        uint32_t low = i < width ? bf16(x[0]) : 0;
        uint32_t high = i < width && p + 1 < k ? bf16(x[along]) : 0;
        *out++ = high << 16 | low;
      }
}

static void pack_a(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  pack(GEMM_MR, paired, width, k, src, ld, out);
}

static void pack_b(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  pack(GEMM_NR, paired, width, k, src, ld, out);
}

static void tile(int m, int n, int64_t pairs, const uint32_t *a, const uint32_t *b, float beta, float *c,
                 int64_t ldc) {
  for (int i = 0; i < m; i++) {
    float sum[GEMM_NR] = {0};
    for (int64_t p = 0; p < pairs; p++) {
      float low = from_bits(a[p * GEMM_MR + i] << 16), high = from_bits(a[p * GEMM_MR + i] & 0xffff0000);
      for (int j = 0; j < n; j++) {
        uint32_t word = b[p * GEMM_NR + j];
        sum[j] += high * from_bits(word & 0xffff0000) + low * from_bits(word << 16);
      }
    }
    for (int j = 0; j < n; j++) c[i * ldc + j] = beta == 0 ? sum[j] : beta * c[i * ldc + j] + sum[j];
  }
}

const GemmParts gemm_bf16_portable = {
  .rows = GEMM_MR, .columns = GEMM_NR, .per_word = 2, .unit = 1, .pack_a = pack_a, .pack_b = pack_b, .tile = tile};
