// The parts of nk_gemm_bf16 for AMX (see gemm_parts.h for the layouts): tile registers of 16 rows of 64 bytes, four of
// them sums, so that a micro-kernel is 32 x 32 outputs. A panels are stored row after row, B panels pair after pair: a
// tile of A is 16 rows of 16 pairs, one of B 16 pairs of 16 columns (Intel 64 and IA-32 SDM, volume 1, chapter 18).
#if defined(__x86_64__)
#include "gemm_parts.h"
#include <immintrin.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SIDE = 16, MR = 2 * SIDE, NR = 2 * SIDE };

#if defined(__linux__)
// Linux lets a process use the tile registers when it asks (Documentation/arch/x86/xstate.rst).
static int request_tiles(void) { return syscall(SYS_arch_prctl, 0x1023, 18) == 0; }
#else
static int request_tiles(void) { return 0; }
#endif

static int probe(void) {
  unsigned a, b, c, d;
  __asm__("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(7), "c"(0));
  int has_tiles = (d >> 22 & 1) && (d >> 24 & 1);  // AMX-BF16 and AMX-TILE
  return has_tiles && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bf16") && request_tiles();
}

int gemm_has_amx(void) {
  static _Atomic int known = -1;
  int answer = atomic_load_explicit(&known, memory_order_relaxed);
  if (answer < 0) {
    answer = probe();
    atomic_store_explicit(&known, answer, memory_order_relaxed);
  }
  return answer;
}

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512bf16,amx-tile,amx-bf16"))), \
                             apply_to = function)
#include "gemm_avx512_pack.h"

static int64_t padded(int64_t k) { return (k + 31) / 32 * SIDE; }

// Rows of A as they are, 32 elements at a time; columns through a transposition.
static void pack_a(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  int64_t pairs = padded(k);
  for (int64_t i = 0; i < width; i += SIDE) {
    int64_t lanes = width - i < SIDE ? width - i : SIDE;
    uint32_t *rows = out + i * pairs;
    for (int64_t p = 0; p < k; p += 32) {
      __m512i r[SIDE];
      if (paired) {
#pragma clang loop unroll(full)
        for (int l = 0; l < SIDE; l++) {
          const float *x = src + (i + l) * ld + p;
          __m512 low = _mm512_setzero_ps(), high = low;
          if (l < lanes) low = load(x, k - p), high = load(x + 16, k - p - 16);
          r[l] = (__m512i)_mm512_cvtne2ps_pbh(high, low);
        }
      } else {
        const __m512i zip = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6,
                                             21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
#pragma clang loop unroll(full)
        for (int q = 0; q < SIDE; q++) {
          const float *x = src + (p + 2 * q) * ld + i;
          __m512 low = _mm512_setzero_ps(), high = low;
          if (p + 2 * q < k) low = load(x, lanes);
          if (p + 2 * q + 1 < k) high = load(x + ld, lanes);
          r[q] = _mm512_permutexvar_epi16(zip, (__m512i)_mm512_cvtne2ps_pbh(high, low));
        }
        transpose(r);
      }
#pragma clang loop unroll(full)
      for (int l = 0; l < SIDE; l++) _mm512_storeu_si512(rows + l * pairs + p / 2, r[l]);
    }
  }
  // The second half of a panel that has one row block only.
  if ((width + SIDE - 1) / SIDE % 2) {
    int64_t first = (width + SIDE - 1) / SIDE * SIDE;
    memset(out + first * pairs, 0, (size_t)(SIDE * pairs) * sizeof *out);
  }
}

static void pack_b(int paired, int64_t width, int64_t k, const float *src, int64_t ld, uint32_t *out) {
  int64_t pairs = padded(k), panel = pairs * NR;
  for (int64_t j = 0; j < width; j += NR, out += panel)
    for (int64_t s = 0; s < NR; s += SIDE) {
      Strip to = {out + s, 0, NR, 1};
      int64_t lanes = width - j - s;
      if (paired) pack_rows(to, lanes, k, src + (j + s) * ld, ld);
      else pack_columns(to, lanes, k, src + j + s, ld);
      for (int64_t p = (k + 1) / 2; p < pairs; p++) put(to, p, _mm512_setzero_si512());
    }
}

typedef struct {
  uint8_t palette, start_row, reserved[14];
  uint16_t bytes[16];
  uint8_t rows[16];
} __attribute__((packed, aligned(64))) TileConfiguration;

static void begin(void) {
  TileConfiguration configuration = {.palette = 1};
  for (int i = 0; i < 8; i++) configuration.bytes[i] = 64, configuration.rows[i] = SIDE;
  _tile_loadconfig(&configuration);
}

static void end(void) { _tile_release(); }

// Sums are tiles 0 to 3, A is in 4 and 5, B in 6 and 7. Which halves are needed is a constant at every call.
#define MULTIPLY(TWO_ROWS, TWO_COLUMNS)                            \
  for (int64_t p = 0; p < pairs; p += SIDE) {                      \
    _tile_loadd(4, a + p, pairs * 4);                              \
    _tile_loadd(6, b + p * NR, NR * 4);                            \
    _tile_dpbf16ps(0, 4, 6);                                       \
    if (TWO_COLUMNS) {                                             \
      _tile_loadd(7, b + p * NR + SIDE, NR * 4);                   \
      _tile_dpbf16ps(1, 4, 7);                                     \
    }                                                              \
    if (TWO_ROWS) {                                                \
      _tile_loadd(5, a + SIDE * pairs + p, pairs * 4);             \
      _tile_dpbf16ps(2, 5, 6);                                     \
      if (TWO_COLUMNS) _tile_dpbf16ps(3, 5, 7);                    \
    }                                                              \
  }

static void tile(int m, int n, int64_t pairs, const uint32_t *a, const uint32_t *b, float beta, float *c,
                 int64_t ldc) {
  int whole = m == MR && n == NR;
  for (int i = 0; i < m; i++) __builtin_prefetch(c + i * ldc, 1), __builtin_prefetch(c + i * ldc + n - 1, 1);
  if (whole && beta == 1) {
    _tile_loadd(0, c, ldc * 4);
    _tile_loadd(1, c + SIDE, ldc * 4);
    _tile_loadd(2, c + SIDE * ldc, ldc * 4);
    _tile_loadd(3, c + SIDE * ldc + SIDE, ldc * 4);
  } else {
    _tile_zero(0), _tile_zero(1), _tile_zero(2), _tile_zero(3);
  }
  if (m > SIDE && n > SIDE) {
    MULTIPLY(1, 1)
  } else if (m > SIDE) {
    MULTIPLY(1, 0)
  } else if (n > SIDE) {
    MULTIPLY(0, 1)
  } else {
    MULTIPLY(0, 0)
  }
  if (whole && (beta == 0 || beta == 1)) {
    _tile_stored(0, c, ldc * 4);
    _tile_stored(1, c + SIDE, ldc * 4);
    _tile_stored(2, c + SIDE * ldc, ldc * 4);
    _tile_stored(3, c + SIDE * ldc + SIDE, ldc * 4);
    return;
  }
  float sum[MR * NR] __attribute__((aligned(64)));
  _tile_stored(0, sum, NR * 4);
  if (n > SIDE) _tile_stored(1, sum + SIDE, NR * 4);
  if (m > SIDE) _tile_stored(2, sum + SIDE * NR, NR * 4);
  if (m > SIDE && n > SIDE) _tile_stored(3, sum + SIDE * NR + SIDE, NR * 4);
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j += SIDE) {
      __mmask16 mask = first16(n - j);
      __m512 old = beta == 0 ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(mask, c + i * ldc + j);
      __m512 new = _mm512_fmadd_ps(_mm512_set1_ps(beta), old, _mm512_load_ps(sum + i * NR + j));
      _mm512_mask_storeu_ps(c + i * ldc + j, mask, new);
    }
}

const GemmParts gemm_amx = {
  .rows = MR, .columns = NR, .per_word = 2, .unit = SIDE, .pack_a = pack_a, .pack_b = pack_b, .tile = tile,
  .begin = begin, .end = end};

#pragma clang attribute pop
#endif
