#pragma once
#if __has_include(<cblas.h>)
#include <cblas.h>
#elif __has_include(<openblas/cblas.h>)
#include <openblas/cblas.h>
#else
#error "OpenBLAS headers not found: run 'make deps' (installs libopenblas-dev)"
#endif
