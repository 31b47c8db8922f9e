// Elementwise loops of the transformer, forward and backward. Matrices are row-major, sizes in elements.
#pragma once
#include <stdint.h>

// y[i] = gelu(x[i]), the erf form (Hendrycks & Gimpel 2016).
void nk_gelu(const float *x, float *y, int64_t n);
// d[i] *= gelu'(x[i]): the gradient of y becomes that of x in place. x and d must not overlap.
void nk_gelu_backward(const float *x, float *d, int64_t n);

// x (rows,cols) += bias (cols).
void nk_add_bias(float *x, const float *bias, int64_t rows, int64_t cols);
// dbias (cols) += column sums of dy (rows,cols).
void nk_bias_backward(const float *dy, float *dbias, int64_t rows, int64_t cols);
// x (rows,cols) = x + bias (cols) + residual (rows,cols).
void nk_add_bias_residual(float *x, const float *bias, const float *residual, int64_t rows, int64_t cols);
// y[i] += scale * x[i].
void nk_axpy(float *y, const float *x, float scale, int64_t n);
// y[i] += x[i].
void nk_add(float *y, const float *x, int64_t n);

// y = (x - mean) * rstd * gamma + beta by row; mean and rstd (rows) are kept for the backward pass.
void nk_layer_norm(const float *x, const float *gamma, const float *beta, float *y, float *mean, float *rstd,
                   int64_t rows, int64_t cols, float eps);
// dx is overwritten and may not be dy; dgamma and dbeta (cols) are added to.
void nk_layer_norm_backward(const float *x, const float *gamma, const float *mean, const float *rstd, const float *dy,
                            float *dx, float *dgamma, float *dbeta, int64_t rows, int64_t cols);

// Softmax of scale * x by row, in place.
void nk_softmax(float *x, float scale, int64_t rows, int64_t cols);
// dx = scale * p * (dp - sum(p * dp)) by row, written over dp.
void nk_softmax_backward(const float *p, float *dp, float scale, int64_t rows, int64_t cols);

// Zeroes elements with probability p and scales the rest by 1/(1-p); the mask depends on seed and index alone, counted
// from `first`, so the backward pass is the same call on the gradient.
void nk_dropout(float *x, int64_t first, int64_t n, float p, uint64_t seed);

// fp16 to fp32 and back (round to nearest even).
void nk_half_to_float(const uint16_t *x, float *y, int64_t n);
void nk_float_to_half(const float *x, uint16_t *y, int64_t n);

// Sum of squares, in double.
double nk_square_sum(const float *x, int64_t n);
float nk_dot(const float *a, const float *b, int64_t n);
// y (rows) = matrix (rows,cols) * x (cols): the vector scan.
void nk_scan(const float *matrix, const float *x, float *y, int64_t rows, int64_t cols);

// One AdamW step (Loshchilov & Hutter 2019) over n parameters. correction1 = 1 - beta1^t, correction2 = 1 - beta2^t.
void nk_adamw(float *w, float *m, float *v, const float *g, int64_t n, float lr, float beta1, float beta2, float eps,
              float decay, float correction1, float correction2, float gradient_scale);
// One AdaBelief step (Zhuang et al. 2020): the second moment is of the gradient's surprise g - m.
void nk_adabelief(float *w, float *m, float *s, const float *g, int64_t n, float lr, float beta1, float beta2,
                  float eps, float decay, float correction1, float correction2, float gradient_scale);
