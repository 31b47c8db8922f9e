// Vector search in 8 bits: a vector is kept as whole numbers of -127 to 127 and the scale that they were divided by.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// x (rows,cols) -> codes (rows,cols), scales (rows): x is about codes * scale, and the largest of a row is 127.
void nk_quantize_rows(const float *x, int8_t *codes, float *scales, int64_t rows, int64_t cols);

// scores (rows) = codes * scales (rows,cols) * query * query_scale (cols); cols < 130,000. Summed exactly, so the
// scores are the same on every CPU, bit for bit.
void nk_scan_int8(const int8_t *codes, const float *scales, const int8_t *query, float query_scale, float *scores,
                  int64_t rows, int64_t cols);

#ifdef __cplusplus
}
#endif
