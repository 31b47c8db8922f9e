#include "scan_int8.h"
#include <math.h>

// As in elementwise.c: one source, compiled for several CPUs.
#if defined(__x86_64__) && defined(__linux__)
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

// Widened to 16 bits by the compiler, this reads as fast as memory delivers; VNNI instructions gain nothing.
NK_CLONES void nk_scan_int8(const int8_t *codes, const float *scales, const int8_t *query, float query_scale,
                            float *scores, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++, codes += cols) {
    int32_t sum = 0;
    for (int64_t c = 0; c < cols; c++) sum += codes[c] * query[c];
    scores[r] = (float)sum * (scales[r] * query_scale);
  }
}
