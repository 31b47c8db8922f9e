#include "scratch.h"
#include <pthread.h>
#include <stdlib.h>

typedef struct {
  void *start[SCRATCH_USES];
  size_t bytes[SCRATCH_USES];
} Buffers;

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void release(void *value) {
  Buffers *buffers = value;
  for (int i = 0; i < SCRATCH_USES; i++) free(buffers->start[i]);
  free(buffers);
}

static void make_key(void) { pthread_key_create(&key, release); }

void *scratch_for(int use, size_t bytes) {
  pthread_once(&once, make_key);
  Buffers *buffers = pthread_getspecific(key);
  if (!buffers) {
    buffers = calloc(1, sizeof *buffers);
    if (!buffers) abort();
    pthread_setspecific(key, buffers);
  }
  if (buffers->bytes[use] < bytes) {
    free(buffers->start[use]);
    if (posix_memalign(&buffers->start[use], 4096, bytes) != 0) abort();
    buffers->bytes[use] = bytes;
  }
  return buffers->start[use];
}
