// What gemm_int8.c needs from a CPU: a quantiser of activations and a micro-kernel. Private to CKernels.
//
// Quantised activations lie row after row, filled up with zeros to whole groups of four along K. Packed weights are
// cut into panels of INT8_NR outputs, stored [group][output][4]; missing outputs and numbers are zeros.
#pragma once
#include <stdint.h>

// 8 x 48 sums fill 24 of the 32 vector registers; 8 and 48 divide the widths of our encoders (384, 1152, 1536).
enum { INT8_MR = 8, INT8_NR = 48 };

// x = scale * (code - zero)
typedef struct {
  float scale;
  int32_t zero;
} Int8Row;

typedef struct {
  // x (m,k) -> codes (m, 4 * groups), rows (m).
  void (*quantize)(int64_t m, int64_t k, const float *x, int64_t ld, int64_t groups, uint8_t *codes, Int8Row *rows);
  // C (m,n) = activations * weight panel, scaled back; m <= INT8_MR, n <= INT8_NR. sums: of each output's weights.
  void (*tile)(int m, int n, int64_t groups, const uint8_t *a, const Int8Row *rows, const int8_t *w,
               const float *scales, const int32_t *sums, float *c, int64_t ldc);
} Int8Parts;

// The row's parameters from its extremes; zero lies within, so that padding and silent neurons are exact.
static inline Int8Row int8_row(float low, float high, float *inverse) {
  if (low > 0) low = 0;
  if (high < 0) high = 0;
  float range = high - low;
  *inverse = range > 0 ? 255.0f / range : 0;
  Int8Row row = {range / 255.0f, (int32_t)__builtin_rintf(-low * *inverse)};
  return row;
}

extern const Int8Parts int8_portable;
#if defined(__x86_64__)
extern const Int8Parts int8_avx512vnni;
#endif
