#include "scan_int8.h"
#include <math.h>

// As in elementwise.c: one source, compiled for several CPUs.
#if defined(__x86_64__) && defined(__linux__)
#include <immintrin.h>
#define NK_AVX2 __attribute__((target("avx2")))
#define NK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define NK_CLONES
#endif

NK_CLONES void nk_quantize_rows(const float *x, int8_t *codes, float *scales, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++, x += cols, codes += cols) {
    float largest = 0;
    for (int64_t c = 0; c < cols; c++) {
      float size = fabsf(x[c]);
      largest = size > largest ? size : largest;
    }
    float inverse = largest > 0 ? 127.0f / largest : 0;
    scales[r] = largest / 127.0f;
    for (int64_t c = 0; c < cols; c++) codes[c] = (int8_t)rintf(x[c] * inverse);
  }
}

static int32_t dot_plain(const int8_t *x, const int8_t *y, int64_t n) {
  int32_t sum = 0;
  for (int64_t i = 0; i < n; i++) sum += x[i] * y[i];
  return sum;
}

// Widened to 16 bits by the compiler.
NK_CLONES static void scan_plain(const int8_t *codes, const float *scales, const int8_t *query, float query_scale,
                                 float *scores, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++, codes += cols)
    scores[r] = (float)dot_plain(codes, query, cols) * (scales[r] * query_scale);
}

#ifdef NK_AVX2
// |x| times y with the sign of x, so that one instruction multiplies 32 pairs and adds them by two: at most 2 * 127 * 127,
// which 16 bits hold.
NK_AVX2 static __m256i products(const int8_t *x, const int8_t *y) {
  __m256i a = _mm256_loadu_si256((const __m256i *)x), b = _mm256_loadu_si256((const __m256i *)y);
  __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(a), _mm256_sign_epi8(b, a));
  return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
}

NK_AVX2 static int32_t sum_of(__m256i x) {
  __m128i y = _mm_add_epi32(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
  y = _mm_add_epi32(y, _mm_shuffle_epi32(y, 0x4e));
  return _mm_cvtsi128_si32(_mm_add_epi32(y, _mm_shuffle_epi32(y, 0xb1)));
}

NK_AVX2 static void scan_avx2(const int8_t *codes, const float *scales, const int8_t *query, float query_scale,
                              float *scores, int64_t rows, int64_t cols) {
  int64_t most = cols & ~(int64_t)63;
  for (int64_t r = 0; r < rows; r++, codes += cols) {
    __m256i even = _mm256_setzero_si256(), odd = even;
    for (int64_t i = 0; i < most; i += 64) {
      even = _mm256_add_epi32(even, products(codes + i, query + i));
      odd = _mm256_add_epi32(odd, products(codes + i + 32, query + i + 32));
    }
    int32_t sum = sum_of(_mm256_add_epi32(even, odd)) + dot_plain(codes + most, query + most, cols - most);
    scores[r] = (float)sum * (scales[r] * query_scale);
  }
}
#endif

void nk_scan_int8(const int8_t *codes, const float *scales, const int8_t *query, float query_scale, float *scores,
                  int64_t rows, int64_t cols) {
#ifdef NK_AVX2
  if (__builtin_cpu_supports("avx2")) return scan_avx2(codes, scales, query, query_scale, scores, rows, cols);
#endif
  scan_plain(codes, scales, query, query_scale, scores, rows, cols);
}
