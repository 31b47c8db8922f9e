#pragma once
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

/* readline's globals are not concurrency safe as Swift sees them: set them through functions. */
static inline void neuraldb_readline_set_name(const char *name) { rl_readline_name = name; }
static inline void neuraldb_readline_set_bracketed_paste(int on) {
  rl_variable_bind("enable-bracketed-paste", on ? "on" : "off");
}
