// sched_setaffinity, which glibc shows only under _GNU_SOURCE: by its system call.
#pragma once
#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>

static inline long affinity_get(void *mask, unsigned long size) { return syscall(SYS_sched_getaffinity, 0, size, mask); }
static inline long affinity_set(const void *mask, unsigned long size) {
  return syscall(SYS_sched_setaffinity, 0, size, mask);
}
#else
static inline long affinity_get(void *mask, unsigned long size) { return -1; }
static inline long affinity_set(const void *mask, unsigned long size) { return -1; }
#endif
