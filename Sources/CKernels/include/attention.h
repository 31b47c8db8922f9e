// Attention within one sequence, fp32, heads of 32 numbers (Vaswani et al. 2017, section 3.2): products of matrices so
// small that a general one spends its time on preparing. For CPUs with AVX-512; elsewhere use BLAS by head.
//
// length tokens; qkv has rows of 3 * heads * 32 numbers, a token's queries, keys and values; context and its gradient
// rows of heads * 32. Each function runs on the calling thread only and may be called from several threads at once.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// 1 if this CPU has what the functions below need (AVX512F); they may not be called where it is 0.
int nk_has_attention(void);
enum { NK_ATTENTION_HEAD = 32 };

// p (heads,length,length) = softmax(scale * q k^T) by row, context = p v. p may be null, for inference.
void nk_attention(int64_t length, int64_t heads, float scale, const float *qkv, float *p, float *context);
// dqkv, overwritten, from dcontext and the p of the forward pass.
void nk_attention_backward(int64_t length, int64_t heads, float scale, const float *qkv, const float *p,
                           const float *dcontext, float *dqkv);

#ifdef __cplusplus
}
#endif
