// Matrix products with 8-bit factors for inference: C (M,N) = A (M,K) * W (N,K)^T, fp32 in and out.
//
// The weights W are quantised once, symmetrically, with a scale for each of their rows (an output); A is quantised at
// every call with a scale and a zero point for each of its rows (a token). Products are summed exactly, in 32 bits, so
// the result is the same on every CPU, bit for bit. lda, ldw and ldc are row strides in elements; K < 60,000.
// Each function runs on the calling thread only and may be called from several threads at once on different outputs.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// 1 if this CPU and system run the functions below at full speed (AVX512 F, BW, VL and VNNI), else 0.
int nk_has_int8(void);

// Quantises W into nk_packed_bytes_int8(N, K) bytes, about N * K, at any 64-byte aligned address. The packed form is
// the same on every CPU.
int64_t nk_packed_bytes_int8(int64_t N, int64_t K);
void nk_pack_w_int8(int64_t N, int64_t K, const float *W, int64_t ldw, void *packed);
void nk_gemm_int8_packed(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedW, float *C,
                         int64_t ldc);

// The plain C twin of nk_gemm_int8_packed, which is what runs where nk_has_int8() is 0; for tests.
void nk_gemm_int8_packed_plain(int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const void *packedW,
                               float *C, int64_t ldc);

#ifdef __cplusplus
}
#endif
