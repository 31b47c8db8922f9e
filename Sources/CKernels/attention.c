#include "attention.h"

int nk_has_attention(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f");
#else
  return 0;
#endif
}

#if !defined(__x86_64__)
void nk_attention(int64_t length, int64_t heads, float scale, const float *qkv, float *p, float *context) {
  (void)length, (void)heads, (void)scale, (void)qkv, (void)p, (void)context;
  __builtin_trap();
}
void nk_attention_backward(int64_t length, int64_t heads, float scale, const float *qkv, const float *p,
                           const float *dcontext, float *dqkv) {
  (void)length, (void)heads, (void)scale, (void)qkv, (void)p, (void)dcontext, (void)dqkv;
  __builtin_trap();
}
#endif
