// The blocking of the matrix products, after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication"
// (2008): B blocks live in L2/L3, A blocks in L2, one B panel in L1 or L2, one C tile in registers.
#include "gemm.h"
#include "gemm_parts.h"
#include "scratch.h"

enum {
  KC = 384,   // depth of a block: a B panel of 48 columns is 36 KiB in bf16; a multiple of per_word * unit, always
  MC = 256,   // rows of an A block: 192 KiB in bf16, twice that in fp32
  NC = 1536,  // columns of a B block: 1.1 MiB in bf16
  A_WORDS = (MC + 8) * KC,  // the last panel may be wider than what is left of MC
  B_WORDS = NC * KC,
};

static int64_t min64(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t round_up(int64_t n, int64_t unit) { return (n + unit - 1) / unit * unit; }

// Blocks of equal depth, none deeper than KC. Depends on K alone, as packed weights are laid out by it.
static int64_t block_depth(const GemmParts *cpu, int64_t K) {
  int64_t blocks = (K + KC - 1) / KC;
  return round_up((K + blocks - 1) / blocks, cpu->per_word * cpu->unit);
}

static int64_t words_of(const GemmParts *cpu, int64_t depth) {
  return round_up((depth + cpu->per_word - 1) / cpu->per_word, cpu->unit);
}

static uint32_t *scratch(void) { return scratch_for(SCRATCH_GEMM, sizeof(uint32_t) * (A_WORDS + B_WORDS)); }

int nk_has_bf16(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bf16");
#else
  return 0;
#endif
}

static const GemmParts *bf16_parts(void) {
#if defined(__x86_64__)
  if (gemm_has_amx()) return &gemm_amx;
  if (nk_has_bf16()) return &gemm_avx512bf16;
#endif
  return &gemm_bf16_portable;
}

int nk_fp32_kernels(void) {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 1;
  return __builtin_cpu_supports("avx512f") ? 3 : 2;
#else
  return 1;
#endif
}

int nk_has_fp32(void) { return nk_fp32_kernels() > 1; }

static const GemmParts *fp32_kernel(int kernel) {
#if defined(__x86_64__)
  if (kernel == 2) return &gemm_fp32_avx512;
  if (kernel == 1) return &gemm_fp32_avx2;
#endif
  return &gemm_fp32_portable;
}

static const GemmParts *fp32_parts(void) { return fp32_kernel(nk_fp32_kernels() - 1); }

// C (m,n) = beta * C + packed A block * packed B block, both `words` deep.
static void multiply_blocks(const GemmParts *cpu, int64_t m, int64_t n, int64_t words, const uint32_t *a,
                            const uint32_t *b, float beta, float *C, int64_t ldc) {
  if (cpu->begin) cpu->begin();
  for (int64_t j = 0; j < n; j += cpu->columns) {
    int columns = (int)min64(cpu->columns, n - j);
    for (int64_t i = 0; i < m; i += cpu->rows) {
      int rows = (int)min64(cpu->rows, m - i);
      cpu->tile(rows, columns, words, a + i * words, b + j * words, beta, C + i * ldc + j, ldc);
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
    multiply_blocks(cpu, m, n, words_of(cpu, depth), a, b, beta, C + i * ldc, ldc);
  }
}

static void multiply(const GemmParts *cpu, int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A,
                     int64_t lda, const float *B, int64_t ldb, float beta, float *C, int64_t ldc) {
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

static int64_t packed_bytes(const GemmParts *cpu, int64_t N, int64_t K) {
  return round_up(N, cpu->columns) * words_of(cpu, K) * (int64_t)sizeof(uint32_t);
}

static void pack(const GemmParts *cpu, int transB, int64_t N, int64_t K, const float *B, int64_t ldb, void *packed) {
  int64_t step = block_depth(cpu, K), width = round_up(N, cpu->columns);
  for (int64_t k = 0; k < K; k += step) {
    uint32_t *out = (uint32_t *)packed + k / cpu->per_word * width;
    cpu->pack_b(transB, N, min64(step, K - k), transB ? B + k : B + k * ldb, ldb, out);
  }
}

static void multiply_packed(const GemmParts *cpu, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                            const void *packedB, float beta, float *C, int64_t ldc) {
  int64_t step = block_depth(cpu, K), width = round_up(N, cpu->columns);
  for (int64_t k = 0; k < K; k += step) {
    const uint32_t *b = (const uint32_t *)packedB + k / cpu->per_word * width;
    multiply_columns(cpu, 0, M, N, min64(step, K - k), A + k, lda, b, k == 0 ? beta : 1, C, ldc);
  }
}

void nk_gemm_bf16(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                  const float *B, int64_t ldb, float beta, float *C, int64_t ldc) {
  multiply(bf16_parts(), transA, transB, M, N, K, A, lda, B, ldb, beta, C, ldc);
}

int64_t nk_packed_bytes_bf16(int64_t N, int64_t K) { return packed_bytes(bf16_parts(), N, K); }

void nk_pack_b_bf16(int transB, int64_t N, int64_t K, const float *B, int64_t ldb, void *packed) {
  pack(bf16_parts(), transB, N, K, B, ldb, packed);
}

void nk_gemm_bf16_packed(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedB,
                         float beta, float *C, int64_t ldc) {
  multiply_packed(bf16_parts(), M, N, K, A, lda, packedB, beta, C, ldc);
}

void nk_gemm_fp32(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                  const float *B, int64_t ldb, float beta, float *C, int64_t ldc) {
  multiply(fp32_parts(), transA, transB, M, N, K, A, lda, B, ldb, beta, C, ldc);
}

void nk_gemm_fp32_by(int kernel, int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                     const float *B, int64_t ldb, float beta, float *C, int64_t ldc) {
  multiply(fp32_kernel(kernel), transA, transB, M, N, K, A, lda, B, ldb, beta, C, ldc);
}

int64_t nk_packed_bytes_fp32(int64_t N, int64_t K) { return packed_bytes(fp32_parts(), N, K); }

void nk_pack_b_fp32(int transB, int64_t N, int64_t K, const float *B, int64_t ldb, void *packed) {
  pack(fp32_parts(), transB, N, K, B, ldb, packed);
}

void nk_gemm_fp32_packed(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedB,
                         float beta, float *C, int64_t ldc) {
  multiply_packed(fp32_parts(), M, N, K, A, lda, packedB, beta, C, ldc);
}
