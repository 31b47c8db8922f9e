// Matrix products with bf16 factors and fp32 sums: C (M,N) = beta * C + op(A) (M,K) * op(B) (K,N).
//
// All matrices are row-major fp32 in memory; lda, ldb and ldc are row strides in elements. A and B are rounded
// (to nearest, ties to even) to bf16 while they are packed; products are summed in fp32. Each function runs on the
// calling thread only and may be called from several threads at once on different outputs.
// On a CPU without AVX512-BF16 the same layouts run through plain C: right, but slow; use BLAS there instead.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// 1 if this CPU and system run the functions below at full speed (AVX512 F, BW, VL and BF16, or AMX), else 0.
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

#ifdef __cplusplus
}
#endif
