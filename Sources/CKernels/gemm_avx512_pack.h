// How AVX-512 packs factors into pairs of bf16 (gemm_parts.h): included by the kernels of CPUs that have it, inside the
// pragma that lets their functions use the instructions.
#pragma once
#include "avx512_words.h"
#include "gemm_parts.h"

// Where word (p, lane) of a strip of 16 lanes goes: to low[p * stride + lane], and for A, whose panels are 8 wide,
// the upper eight lanes to high[p * stride + lane - 8] (null where there is no second panel).
typedef struct {
  uint32_t *low, *high;
  int64_t stride;
  int whole;
} Strip;

INLINE void put(Strip to, int64_t p, __m512i words) {
  if (to.whole) {
    _mm512_storeu_si512(to.low + p * to.stride, words);
  } else {
    _mm256_storeu_si256((__m256i *)(to.low + p * to.stride), _mm512_castsi512_si256(words));
    if (to.high) _mm256_storeu_si256((__m256i *)(to.high + p * to.stride), _mm512_extracti64x4_epi64(words, 1));
  }
}

// A strip whose lanes are rows of src: pairs are neighbours in memory, so convert rows and transpose.
INLINE void pack_rows(Strip to, int64_t lanes, int64_t k, const float *src, int64_t ld) {
  for (int64_t p = 0; p < k; p += 32) {
    __m512i r[16];
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      const float *x = src + i * ld + p;
      __m512 low = _mm512_setzero_ps(), high = low;
      if (i < lanes) low = load(x, k - p), high = load(x + 16, k - p - 16);
      r[i] = (__m512i)_mm512_cvtne2ps_pbh(high, low);
    }
    transpose(r);
    int64_t pairs = (k - p + 1) / 2;
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++)
      if (i < pairs) put(to, p / 2 + i, r[i]);
  }
}

// A strip whose lanes are columns of src: pairs are a row apart, so interleave two rows.
INLINE void pack_columns(Strip to, int64_t lanes, int64_t k, const float *src, int64_t ld) {
  const __m512i zip = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21,
                                       5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  for (int64_t p = 0; p < k; p += 2) {
    __m512 low = load(src + p * ld, lanes);
    __m512 high = p + 1 < k ? load(src + (p + 1) * ld, lanes) : _mm512_setzero_ps();
    put(to, p / 2, _mm512_permutexvar_epi16(zip, (__m512i)_mm512_cvtne2ps_pbh(high, low)));
  }
}
