// nk_attention for AVX-512 (attention.h). Two micro-kernels do all products: `scores`, rows of 32 times columns of 32,
// and `blend`, sums of rows of 32. Compiled without any flags: the target attribute lets these functions use the
// instructions, and callers ask nk_has_attention() first.
#if defined(__x86_64__)
#include "attention.h"
#include "scratch.h"
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)

#include "avx512_exp.h"

enum { D = NK_ATTENTION_HEAD, MR = 8 };

// Keys (length,D), rows ld apart, as panels of 16 keys: [panel][D][16], missing keys zero.
static void pack_keys(int64_t length, const float *keys, int64_t ld, float *panels) {
  for (int64_t j = 0; j < length; j += 16)
    for (int half = 0; half < D; half += 16, panels += 256) {
      __m512i r[16];
#pragma clang loop unroll(full)
      for (int i = 0; i < 16; i++)
        r[i] = j + i < length ? _mm512_loadu_si512(keys + (j + i) * ld + half) : _mm512_setzero_si512();
      transpose(r);
#pragma clang loop unroll(full)
      for (int i = 0; i < 16; i++) _mm512_storeu_si512(panels + i * 16, r[i]);
    }
}

// s (rows, 16 * vectors), rows lds apart = a (rows,D) * panels; rows and vectors are constants at every call.
INLINE void scores_of(int rows, int vectors, const float *a, int64_t lda, const float *panels, float *s, int64_t lds) {
  __m512 sum[MR][3];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[i][v] = _mm512_setzero_ps();
  }
#pragma clang loop unroll(disable)
  for (int d = 0; d < D; d++) {
    __m512 column[3];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) column[v] = _mm512_loadu_ps(panels + v * 16 * D + d * 16);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      __m512 x = _mm512_set1_ps(a[i * lda + d]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[i][v] = _mm512_fmadd_ps(x, column[v], sum[i][v]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) _mm512_storeu_ps(s + i * lds + v * 16, sum[i][v]);
  }
}

INLINE void scores(int rows, int64_t length, const float *a, int64_t lda, const float *panels, float *s, int64_t lds) {
  for (int64_t j = 0; j < length; j += 48, panels += 48 * D, s += 48) {
    if (length - j > 32) scores_of(rows, 3, a, lda, panels, s, lds);
    else if (length - j > 16) scores_of(rows, 2, a, lda, panels, s, lds);
    else scores_of(rows, 1, a, lda, panels, s, lds);
  }
}

// y (rows,D) = sum over k of a[i * across + k * along] * b (count,D)
INLINE void blend(int rows, int64_t count, const float *a, int64_t across, int64_t along, const float *b, int64_t ldb,
                  float *y, int64_t ldy) {
  __m512 sum[MR][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sum[i][0] = sum[i][1] = _mm512_setzero_ps();
#pragma clang loop unroll(disable)
  for (int64_t k = 0; k < count; k++) {
    __m512 low = _mm512_loadu_ps(b + k * ldb), high = _mm512_loadu_ps(b + k * ldb + 16);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      __m512 x = _mm512_set1_ps(a[i * across + k * along]);
      sum[i][0] = _mm512_fmadd_ps(x, low, sum[i][0]);
      sum[i][1] = _mm512_fmadd_ps(x, high, sum[i][1]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    _mm512_storeu_ps(y + i * ldy, sum[i][0]);
    _mm512_storeu_ps(y + i * ldy + 16, sum[i][1]);
  }
}

// Softmax of scale * s, in place; to p too where it is not null.
INLINE void softmax_row(int64_t length, float scale, float *s, float *p) {
  const __m512 lowest = _mm512_set1_ps(-3.0e38f);
  __m512 top = lowest;
  for (int64_t j = 0; j < length; j += 16)
    top = _mm512_max_ps(top, _mm512_mask_loadu_ps(lowest, first16(length - j), s + j));
  const __m512 highest = _mm512_set1_ps(_mm512_reduce_max_ps(top)), factor = _mm512_set1_ps(scale);
  __m512 sum = _mm512_setzero_ps();
  for (int64_t j = 0; j < length; j += 16) {
    __m512 e = exp16(_mm512_mul_ps(factor, _mm512_sub_ps(_mm512_loadu_ps(s + j), highest)));
    e = _mm512_maskz_mov_ps(first16(length - j), e);
    _mm512_storeu_ps(s + j, e);
    sum = _mm512_add_ps(sum, e);
  }
  const __m512 inverse = _mm512_set1_ps(1.0f / _mm512_reduce_add_ps(sum));
  for (int64_t j = 0; j < length; j += 16) {
    __m512 e = _mm512_mul_ps(inverse, _mm512_loadu_ps(s + j));
    _mm512_storeu_ps(s + j, e);
    if (p) _mm512_mask_storeu_ps(p + j, first16(length - j), e);
  }
}

// dp becomes scale * p * (dp - sum(p * dp)).
INLINE void softmax_row_backward(int64_t length, float scale, const float *p, float *dp) {
  __m512 sum = _mm512_setzero_ps();
  for (int64_t j = 0; j < length; j += 16)
    sum = _mm512_fmadd_ps(load(p + j, length - j), _mm512_loadu_ps(dp + j), sum);
  const __m512 along = _mm512_set1_ps(_mm512_reduce_add_ps(sum)), factor = _mm512_set1_ps(scale);
  for (int64_t j = 0; j < length; j += 16) {
    __m512 d = _mm512_sub_ps(_mm512_loadu_ps(dp + j), along);
    _mm512_storeu_ps(dp + j, _mm512_mul_ps(factor, _mm512_mul_ps(load(p + j, length - j), d)));
  }
}

typedef struct {
  int64_t length, wide, padded;
  float scale;
  float *panels, *square;
} Job;

static Job job_of(int64_t length, int64_t heads, float scale) {
  Job job = {.length = length, .wide = 3 * heads * D, .padded = (length + 15) / 16 * 16, .scale = scale};
  job.panels = scratch_for(SCRATCH_ATTENTION, sizeof(float) * (size_t)(job.padded * (D + job.padded)));
  job.square = job.panels + job.padded * D;
  return job;
}

INLINE void forward_rows(int rows, const Job *job, const float *q, const float *v, float *p, float *y, int64_t ldy) {
  scores(rows, job->length, q, job->wide, job->panels, job->square, job->padded);
  for (int i = 0; i < rows; i++)
    softmax_row(job->length, job->scale, job->square + i * job->padded, p ? p + i * job->length : 0);
  blend(rows, job->length, job->square, job->padded, 1, v, job->wide, y, ldy);
}

// dq, and ds kept in the job's square from row `first` on.
INLINE void backward_rows(int rows, const Job *job, int64_t first, const float *dy, int64_t ldy, const float *k,
                          const float *p, float *dq) {
  float *ds = job->square + first * job->padded;
  scores(rows, job->length, dy, ldy, job->panels, ds, job->padded);
  for (int i = 0; i < rows; i++)
    softmax_row_backward(job->length, job->scale, p + i * job->length, ds + i * job->padded);
  blend(rows, job->length, ds, job->padded, 1, k, job->wide, dq, job->wide);
}

// Keys' and values' gradients of `rows` tokens from `first` on: sums down the columns of ds and p.
INLINE void backward_columns(int rows, const Job *job, int64_t first, const float *q, const float *p, const float *dy,
                             int64_t ldy, float *dk, float *dv) {
  blend(rows, job->length, job->square + first, 1, job->padded, q, job->wide, dk, job->wide);
  blend(rows, job->length, p + first, 1, job->length, dy, ldy, dv, job->wide);
}

// CALL with a constant number of rows, for blocks of nearly equal size: 17 rows as 6, 6 and 5.
#define BY_ROWS(LENGTH, CALL)                                               \
  for (int64_t first = 0, blocks = ((LENGTH) + MR - 1) / MR; blocks > 0; blocks--) { \
    int64_t rows = ((LENGTH) - first + blocks - 1) / blocks;                \
    switch (rows) {                                                         \
      case 1: CALL(1) break;                                                \
      case 2: CALL(2) break;                                                \
      case 3: CALL(3) break;                                                \
      case 4: CALL(4) break;                                                \
      case 5: CALL(5) break;                                                \
      case 6: CALL(6) break;                                                \
      case 7: CALL(7) break;                                                \
      default: CALL(8) break;                                               \
    }                                                                       \
    first += rows;                                                          \
  }

void nk_attention(int64_t length, int64_t heads, float scale, const float *qkv, float *p, float *context) {
  const Job job = job_of(length, heads, scale);
  const int64_t ldy = heads * D;
  for (int64_t head = 0; head < heads; head++) {
    const float *q = qkv + head * D;
    pack_keys(length, q + ldy, job.wide, job.panels);
    float *kept = p ? p + head * length * length : 0, *y = context + head * D;
#define FORWARD(R) \
  forward_rows(R, &job, q + first * job.wide, q + 2 * ldy, kept ? kept + first * length : 0, y + first * ldy, ldy);
    BY_ROWS(length, FORWARD)
  }
}

void nk_attention_backward(int64_t length, int64_t heads, float scale, const float *qkv, const float *p,
                           const float *dcontext, float *dqkv) {
  const Job job = job_of(length, heads, scale);
  const int64_t ldy = heads * D;
  for (int64_t head = 0; head < heads; head++, p += length * length) {
    const float *q = qkv + head * D, *dy = dcontext + head * D;
    float *dq = dqkv + head * D;
    pack_keys(length, q + 2 * ldy, job.wide, job.panels);
#define ROWS(R) \
  backward_rows(R, &job, first, dy + first * ldy, ldy, q + ldy, p + first * length, dq + first * job.wide);
    BY_ROWS(length, ROWS)
    float *dk = dq + ldy, *dv = dq + 2 * ldy;
#define COLUMNS(R) \
  backward_columns(R, &job, first, q, p, dy, ldy, dk + first * job.wide, dv + first * job.wide);
    BY_ROWS(length, COLUMNS)
  }
}

#pragma clang attribute pop
#endif
