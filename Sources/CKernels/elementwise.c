#include "elementwise.h"
#include <math.h>
#include <string.h>

// One source, compiled for several CPUs; the loader picks at run time. No build flags, so that the package stays usable
// as a dependency.
#if defined(__x86_64__) && defined(__linux__)
#define NK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define NK_CLONES
#endif
#define NK_INLINE static inline __attribute__((always_inline))

#pragma clang fp contract(fast) reassociate(on)

// exp by 2^n * polynomial, relative error about 2e-7; branch-free so that it vectorises.
NK_INLINE float fast_exp(float x) {
  x = x < -87.0f ? -87.0f : (x > 88.0f ? 88.0f : x);
  float n = rintf(x * 1.44269504f);
  float r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  int32_t bits = ((int32_t)n + 127) << 23;
  float scale;
  memcpy(&scale, &bits, 4);
  return p * scale;
}

// Abramowitz & Stegun 7.1.26, absolute error 1.5e-7. Also returns exp(-x*x), which the derivative needs.
NK_INLINE float fast_erf(float x, float *gauss) {
  float a = fabsf(x);
  float t = 1.0f / (1.0f + 0.3275911f * a);
  float e = fast_exp(-a * a);
  float p = ((((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
  *gauss = e;
  return copysignf(1.0f - p * e, x);
}

NK_CLONES void nk_gelu(const float *x, float *y, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    float g;
    y[i] = 0.5f * x[i] * (1.0f + fast_erf(x[i] * 0.70710678f, &g));
  }
}

NK_CLONES void nk_gelu_backward(const float *restrict x, float *restrict d, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    float g;
    float phi = 0.5f * (1.0f + fast_erf(x[i] * 0.70710678f, &g));
    d[i] *= phi + x[i] * 0.39894228f * g;
  }
}

NK_CLONES void nk_add_bias(float *x, const float *bias, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < cols; c++) x[r * cols + c] += bias[c];
}

NK_CLONES void nk_bias_backward(const float *dy, float *dbias, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < cols; c++) dbias[c] += dy[r * cols + c];
}

NK_CLONES void nk_add_bias_residual(float *x, const float *bias, const float *residual, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < cols; c++) x[r * cols + c] += bias[c] + residual[r * cols + c];
}

NK_CLONES void nk_add(float *y, const float *x, int64_t n) {
  for (int64_t i = 0; i < n; i++) y[i] += x[i];
}

NK_CLONES void nk_axpy(float *y, const float *x, float scale, int64_t n) {
  for (int64_t i = 0; i < n; i++) y[i] += scale * x[i];
}

NK_CLONES void nk_layer_norm(const float *x, const float *gamma, const float *beta, float *y, float *mean, float *rstd,
                             int64_t rows, int64_t cols, float eps) {
  for (int64_t r = 0; r < rows; r++) {
    const float *xr = x + r * cols;
    float *yr = y + r * cols;
    float sum = 0;
    for (int64_t c = 0; c < cols; c++) sum += xr[c];
    float m = sum / (float)cols;
    float square = 0;
    for (int64_t c = 0; c < cols; c++) square += (xr[c] - m) * (xr[c] - m);
    float s = 1.0f / sqrtf(square / (float)cols + eps);
    for (int64_t c = 0; c < cols; c++) yr[c] = (xr[c] - m) * s * gamma[c] + beta[c];
    mean[r] = m;
    rstd[r] = s;
  }
}

NK_CLONES void nk_layer_norm_backward(const float *restrict x, const float *restrict gamma, const float *mean,
                                      const float *rstd, const float *restrict dy, float *restrict dx,
                                      float *restrict dgamma, float *restrict dbeta, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++) {
    const float *xr = x + r * cols, *dyr = dy + r * cols;
    float *dxr = dx + r * cols;
    float m = mean[r], s = rstd[r], a = 0, b = 0;
    for (int64_t c = 0; c < cols; c++) {
      float n = (xr[c] - m) * s, d = dyr[c] * gamma[c];
      a += d;
      b += d * n;
      dgamma[c] += dyr[c] * n;
      dbeta[c] += dyr[c];
    }
    a /= (float)cols;
    b /= (float)cols;
    for (int64_t c = 0; c < cols; c++) {
      float n = (xr[c] - m) * s;
      dxr[c] = s * (dyr[c] * gamma[c] - a - n * b);
    }
  }
}

NK_CLONES void nk_softmax(float *x, float scale, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++) {
    float *xr = x + r * cols;
    float top = xr[0];
    for (int64_t c = 1; c < cols; c++) top = xr[c] > top ? xr[c] : top;
    float sum = 0;
    for (int64_t c = 0; c < cols; c++) {
      float e = fast_exp(scale * (xr[c] - top));
      xr[c] = e;
      sum += e;
    }
    float inverse = 1.0f / sum;
    for (int64_t c = 0; c < cols; c++) xr[c] *= inverse;
  }
}

NK_CLONES void nk_softmax_backward(const float *p, float *dp, float scale, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++) {
    const float *pr = p + r * cols;
    float *dr = dp + r * cols;
    float sum = 0;
    for (int64_t c = 0; c < cols; c++) sum += pr[c] * dr[c];
    for (int64_t c = 0; c < cols; c++) dr[c] = scale * pr[c] * (dr[c] - sum);
  }
}

// A 32-bit integer hash (Wellons' lowbias32) of the index: good enough for a mask, and it vectorises.
NK_INLINE uint32_t mix(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352dU;
  x ^= x >> 15;
  x *= 0x846ca68bU;
  x ^= x >> 16;
  return x;
}

NK_CLONES void nk_dropout(float *x, int64_t first, int64_t n, float p, uint64_t seed) {
  if (p <= 0) return;
  uint32_t low = (uint32_t)seed, high = (uint32_t)(seed >> 32);
  uint32_t bar = (uint32_t)(p * 4294967295.0f);
  float keep = 1.0f / (1.0f - p);
  for (int64_t i = 0; i < n; i++) {
    uint32_t h = mix(((uint32_t)(first + i) ^ low) + high);
    x[i] = h < bar ? 0.0f : x[i] * keep;
  }
}

NK_CLONES void nk_half_to_float(const uint16_t *x, float *y, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    // Shift the fields into place and rescale: exact for normals and subnormals alike (the multiply renormalises).
    uint32_t h = x[i];
    uint32_t magnitude = (h & 0x7fffU) << 13;
    uint32_t special = magnitude >= 0x0f800000U ? 0x7f800000U : 0U;
    float f;
    memcpy(&f, &magnitude, 4);
    f *= 5.192296858534828e+33f; // 2^112
    uint32_t bits;
    memcpy(&bits, &f, 4);
    bits |= special | ((h & 0x8000U) << 16);
    memcpy(&y[i], &bits, 4);
  }
}

void nk_float_to_half(const float *x, uint16_t *y, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, &x[i], 4);
    uint32_t sign = (bits >> 16) & 0x8000U, magnitude = bits & 0x7fffffffU;
    if (magnitude >= 0x7f800000U) {
      y[i] = (uint16_t)(sign | 0x7c00U | (magnitude > 0x7f800000U ? 0x200U : 0U));
    } else if (magnitude >= 0x477ff000U) {
      y[i] = (uint16_t)(sign | 0x7c00U);
    } else if (magnitude < 0x38800000U) {
      float f;
      memcpy(&f, &magnitude, 4);
      f += 0.5f; // aligns the subnormal's bits at the foot of the mantissa, rounding to nearest even
      memcpy(&magnitude, &f, 4);
      y[i] = (uint16_t)(sign | (magnitude - 0x3f000000U));
    } else {
      uint32_t odd = (magnitude >> 13) & 1U;
      y[i] = (uint16_t)(sign | ((magnitude + 0xc8000fffU + odd) >> 13));
    }
  }
}

NK_CLONES double nk_square_sum(const float *x, int64_t n) {
  double total = 0;
  for (int64_t start = 0; start < n; start += 4096) {
    int64_t stop = start + 4096 < n ? start + 4096 : n;
    float part = 0;
    for (int64_t i = start; i < stop; i++) part += x[i] * x[i];
    total += part;
  }
  return total;
}

NK_CLONES float nk_dot(const float *a, const float *b, int64_t n) {
  float sum = 0;
  for (int64_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

NK_CLONES void nk_scan(const float *matrix, const float *x, float *y, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; r++) {
    const float *row = matrix + r * cols;
    float sum = 0;
    for (int64_t c = 0; c < cols; c++) sum += row[c] * x[c];
    y[r] = sum;
  }
}

NK_CLONES void nk_adamw(float *w, float *m, float *v, const float *g, int64_t n, float lr, float beta1, float beta2,
                        float eps, float decay, float correction1, float correction2, float gradient_scale) {
  float step = lr / correction1, root = 1.0f / sqrtf(correction2);
  for (int64_t i = 0; i < n; i++) {
    float gi = g[i] * gradient_scale;
    m[i] = beta1 * m[i] + (1.0f - beta1) * gi;
    v[i] = beta2 * v[i] + (1.0f - beta2) * gi * gi;
    w[i] = w[i] * (1.0f - lr * decay) - step * m[i] / (sqrtf(v[i]) * root + eps);
  }
}

NK_CLONES void nk_adabelief(float *w, float *m, float *s, const float *g, int64_t n, float lr, float beta1,
                            float beta2, float eps, float decay, float correction1, float correction2,
                            float gradient_scale) {
  float step = lr / correction1, root = 1.0f / sqrtf(correction2);
  for (int64_t i = 0; i < n; i++) {
    float gi = g[i] * gradient_scale;
    m[i] = beta1 * m[i] + (1.0f - beta1) * gi;
    float d = gi - m[i];
    s[i] = beta2 * s[i] + (1.0f - beta2) * d * d + eps;
    w[i] = w[i] * (1.0f - lr * decay) - step * m[i] / (sqrtf(s[i]) * root + eps);
  }
}
