// The blocking of nk_gemm_bf16, after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication"
// (2008): B blocks live in L2/L3, A blocks in L2, one B panel in L1, one C tile in registers.
#include "gemm.h"
#include "gemm_parts.h"
#include <pthread.h>
#include <stdlib.h>

enum {
  KC = 384,   // depth of a block: a B panel of 48 columns is 36 KiB; a multiple of twice every unit
  MC = 256,   // rows of an A block: 192 KiB
  NC = 1536,  // columns of a B block: 1.1 MiB
  A_WORDS = MC * (KC / 2),
  B_WORDS = NC * (KC / 2),
};

static int64_t min64(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t round_up(int64_t n, int64_t unit) { return (n + unit - 1) / unit * unit; }

// Blocks of equal, even depth, none deeper than KC. Depends on K alone, as packed weights are laid out by it.
static int64_t block_depth(const GemmParts *cpu, int64_t K) {
  int64_t blocks = (K + KC - 1) / KC;
  return round_up((K + blocks - 1) / blocks, 2 * cpu->unit);
}

static int64_t pairs_of(const GemmParts *cpu, int64_t depth) { return round_up((depth + 1) / 2, cpu->unit); }

static pthread_key_t scratch_key;
static pthread_once_t scratch_once = PTHREAD_ONCE_INIT;
static void make_scratch_key(void) { pthread_key_create(&scratch_key, free); }

// One buffer a thread, kept until the thread ends: a fresh one each call would cost hundreds of page faults.
static uint32_t *scratch(void) {
  pthread_once(&scratch_once, make_scratch_key);
  void *buffer = pthread_getspecific(scratch_key);
  if (!buffer) {
    if (posix_memalign(&buffer, 4096, sizeof(uint32_t) * (A_WORDS + B_WORDS)) != 0) abort();
    pthread_setspecific(scratch_key, buffer);
  }
  return buffer;
}

int nk_has_bf16(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bf16");
#else
  return 0;
#endif
}

static const GemmParts *parts(void) {
#if defined(__x86_64__)
  if (gemm_has_amx()) return &gemm_amx;
  if (nk_has_bf16()) return &gemm_avx512bf16;
#endif
  return &gemm_portable;
}

// C (m,n) = beta * C + packed A block * packed B block, both `pairs` deep.
static void multiply_blocks(const GemmParts *cpu, int64_t m, int64_t n, int64_t pairs, const uint32_t *a,
                            const uint32_t *b, float beta, float *C, int64_t ldc) {
  if (cpu->begin) cpu->begin();
  for (int64_t j = 0; j < n; j += cpu->columns) {
    int columns = (int)min64(cpu->columns, n - j);
    for (int64_t i = 0; i < m; i += cpu->rows) {
      int rows = (int)min64(cpu->rows, m - i);
      cpu->tile(rows, columns, pairs, a + i * pairs, b + j * pairs, beta, C + i * ldc + j, ldc);
    }
  }
  if (cpu->end) cpu->end();
}

static void multiply_columns(const GemmParts *cpu, int transA, int64_t M, int64_t n, int64_t depth, const float *A,
                             int64_t lda, const uint32_t *b, float beta, float *C, int64_t ldc) {
  uint32_t *a = scratch();
  for (int64_t i = 0; i < M; i += MC) {
    int64_t m = min64(MC, M - i);
    cpu->pack_a(!transA, m, depth, transA ? A + i : A + i * lda, lda, a);
    multiply_blocks(cpu, m, n, pairs_of(cpu, depth), a, b, beta, C + i * ldc, ldc);
  }
}

void nk_gemm_bf16(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                  const float *B, int64_t ldb, float beta, float *C, int64_t ldc) {
  const GemmParts *cpu = parts();
  uint32_t *b = scratch() + A_WORDS;
  int64_t step = block_depth(cpu, K);
  for (int64_t j = 0; j < N; j += NC) {
    int64_t n = min64(NC, N - j);
    for (int64_t k = 0; k < K; k += step) {
      int64_t depth = min64(step, K - k);
      cpu->pack_b(transB, n, depth, transB ? B + j * ldb + k : B + k * ldb + j, ldb, b);
      multiply_columns(cpu, transA, M, n, depth, transA ? A + k * lda : A + k, lda, b, k == 0 ? beta : 1, C + j, ldc);
    }
  }
}

int64_t nk_packed_bytes_bf16(int64_t N, int64_t K) {
  const GemmParts *cpu = parts();
  return round_up(N, cpu->columns) * pairs_of(cpu, K) * (int64_t)sizeof(uint32_t);
}

void nk_pack_b_bf16(int transB, int64_t N, int64_t K, const float *B, int64_t ldb, void *packed) {
  const GemmParts *cpu = parts();
  int64_t step = block_depth(cpu, K), width = round_up(N, cpu->columns);
  for (int64_t k = 0; k < K; k += step) {
    uint32_t *out = (uint32_t *)packed + k / 2 * width;
    cpu->pack_b(transB, N, min64(step, K - k), transB ? B + k : B + k * ldb, ldb, out);
  }
}

void nk_gemm_bf16_packed(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedB,
                         float beta, float *C, int64_t ldc) {
  const GemmParts *cpu = parts();
  int64_t step = block_depth(cpu, K), width = round_up(N, cpu->columns);
  for (int64_t k = 0; k < K; k += step) {
    const uint32_t *b = (const uint32_t *)packedB + k / 2 * width;
    multiply_columns(cpu, 0, M, N, min64(step, K - k), A + k, lda, b, k == 0 ? beta : 1, C, ldc);
  }
}
