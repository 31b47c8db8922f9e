// The blocking of nk_gemm_int8_packed: a block of quantised rows stays in L2 while the weight panels pass by.
#include "gemm_int8.h"
#include "gemm_int8_parts.h"
#include "scratch.h"
#include <math.h>

enum { MC = 320 };  // rows of a block: 120 KiB at K = 384, 480 KiB at K = 1536

static int64_t min64(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t padded(int64_t N) { return (N + INT8_NR - 1) / INT8_NR * INT8_NR; }
static int64_t group_count(int64_t K) { return (K + 3) / 4; }

typedef struct {
  Int8Row rows[MC];
  uint8_t codes[];
} Scratch;

int nk_has_int8(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
#else
  return 0;
#endif
}

static const Int8Parts *parts(void) {
#if defined(__x86_64__)
  if (nk_has_int8()) return &int8_avx512vnni;
#endif
  return &int8_portable;
}

// The packed form: panels, then the scales and sums of the outputs.
typedef struct {
  int8_t *panels;
  float *scales;
  int32_t *sums;
} Packed;

static Packed open_packed(const void *packed, int64_t N, int64_t K) {
  int8_t *panels = (int8_t *)packed;
  float *scales = (float *)(panels + padded(N) * 4 * group_count(K));
  return (Packed){panels, scales, (int32_t *)(scales + padded(N))};
}

int64_t nk_packed_bytes_int8(int64_t N, int64_t K) { return padded(N) * (8 + 4 * group_count(K)); }

void nk_pack_w_int8(int64_t N, int64_t K, const float *W, int64_t ldw, void *packed) {
  Packed to = open_packed(packed, N, K);
  int64_t groups = group_count(K);
  for (int64_t j = 0; j < padded(N); j++) {
    const float *row = W + j * ldw;
    float largest = 0;
    for (int64_t k = 0; j < N && k < K; k++) largest = fmaxf(largest, fabsf(row[k]));
    float inverse = largest > 0 ? 127.0f / largest : 0;
    int32_t sum = 0;
    int8_t *out = to.panels + j / INT8_NR * INT8_NR * 4 * groups + j % INT8_NR * 4;
    for (int64_t k = 0; k < 4 * groups; k++) {
      int32_t code = j < N && k < K ? (int32_t)rintf(row[k] * inverse) : 0;
      out[k / 4 * INT8_NR * 4 + k % 4] = (int8_t)code;
      sum += code;
    }
    to.scales[j] = largest / 127.0f;
    to.sums[j] = sum;
  }
}

static void multiply(const Int8Parts *cpu, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                     const void *packedW, float *C, int64_t ldc) {
  Packed w = open_packed(packedW, N, K);
  int64_t groups = group_count(K);
  Scratch *a = scratch_for(SCRATCH_INT8, sizeof(Scratch) + (size_t)(MC * 4 * groups));
  for (int64_t first = 0; first < M; first += MC) {
    int64_t m = min64(MC, M - first);
    cpu->quantize(m, K, A + first * lda, lda, groups, a->codes, a->rows);
    for (int64_t j = 0; j < N; j += INT8_NR)
      for (int64_t i = 0; i < m; i += INT8_MR)
        cpu->tile((int)min64(INT8_MR, m - i), (int)min64(INT8_NR, N - j), groups, a->codes + i * 4 * groups,
                  a->rows + i, w.panels + j * 4 * groups, w.scales + j, w.sums + j, C + (first + i) * ldc + j, ldc);
  }
}

void nk_gemm_int8_packed(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedW, float *C,
                         int64_t ldc) {
  multiply(parts(), M, N, K, A, lda, packedW, C, ldc);
}

void nk_gemm_int8_packed_plain(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedW,
                               float *C, int64_t ldc) {
  multiply(&int8_portable, M, N, K, A, lda, packedW, C, ldc);
}
