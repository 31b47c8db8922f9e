// Matrix products, bf16 or fp32: C (M,N) = beta * C + op(A) (M,K) * op(B) (K,N).
//
// All matrices are row-major fp32 in memory; lda, ldb and ldc are row strides in elements. For bf16, A and B are
// rounded (to nearest, ties to even) while they are packed; products are summed in fp32 either way. Each function runs
// on the calling thread only and may be called from several threads at once on different outputs.
// On a CPU without the instructions the same layouts run through plain C: right, but slow; use BLAS there instead.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// 1 if this CPU and system run the bf16 functions at full speed (AVX512 F, BW, VL and BF16, or AMX), else 0.
int nk_has_bf16(void);

// transA, transB: 0 = as stored, 1 = transposed, as in cblas_sgemm. beta = 0 overwrites C without reading it.
void nk_gemm_bf16(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                  const float *B, int64_t ldb, float beta, float *C, int64_t ldc);

// Weights that are used many times: pack op(B) (K,N) once into nk_packed_bytes_bf16(N, K) bytes at any 64-byte
// aligned address, then multiply by it. The packed form is that of this CPU, about 2 * N * K bytes; never store it.
int64_t nk_packed_bytes_bf16(int64_t N, int64_t K);
void nk_pack_b_bf16(int transB, int64_t N, int64_t K, const float *B, int64_t ldb, void *packed);
void nk_gemm_bf16_packed(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedB,
                         float beta, float *C, int64_t ldc);

// 1 if this CPU runs the fp32 functions at full speed (AVX2 with FMA, or AVX512F), else 0.
int nk_has_fp32(void);

// The same three in fp32; a packed matrix takes about 4 * N * K bytes.
void nk_gemm_fp32(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                  const float *B, int64_t ldb, float beta, float *C, int64_t ldc);
int64_t nk_packed_bytes_fp32(int64_t N, int64_t K);
void nk_pack_b_fp32(int transB, int64_t N, int64_t K, const float *B, int64_t ldb, void *packed);
void nk_gemm_fp32_packed(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedB,
                         float beta, float *C, int64_t ldc);

// For tests: nk_gemm_fp32 by one of the nk_fp32_kernels() kernels that this CPU has: 0 plain, 1 AVX2, 2 AVX-512.
int nk_fp32_kernels(void);
void nk_gemm_fp32_by(int kernel, int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda,
                     const float *B, int64_t ldb, float beta, float *C, int64_t ldc);

#ifdef __cplusplus
}
#endif
