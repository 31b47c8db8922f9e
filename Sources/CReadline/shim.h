#pragma once
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
#include <readline/readline.h>
#include <readline/history.h>

/* readline's globals are not concurrency safe as Swift sees them: set them through functions. */
static inline void neuraldb_readline_set_name(const char *name) { rl_readline_name = name; }
static inline void neuraldb_readline_set_bracketed_paste(int on) {
  rl_variable_bind("enable-bracketed-paste", on ? "on" : "off");
}

/* Inside a function, since Swift links no variable of a header. */
static volatile sig_atomic_t *neuraldb_interrupted(void) {
  static volatile sig_atomic_t flag;
  return &flag;
}

static void neuraldb_note_interrupt(int signal) {
  (void)signal;
  *neuraldb_interrupted() = 1;
}

/* Reads a byte; a Ctrl-C empties the line and ends it. */
static int neuraldb_getc(FILE *input) {
  for (;;) {
    unsigned char byte;
    ssize_t count = read(fileno(input), &byte, 1);
    if (count == 1) return byte;
    if (count == 0 || errno != EINTR) return EOF;
    rl_check_signals(); /* readline passes the signal on to the handler above. */
    if (*neuraldb_interrupted()) {
      rl_replace_line("", 0);
      return '\n';
    }
  }
}

/* A line typed at the terminal, to be freed; empty after Ctrl-C; NULL at the end. */
static inline char *neuraldb_readline(const char *prompt) {
  struct sigaction handler = {0}, old;
  *neuraldb_interrupted() = 0;
  handler.sa_handler = neuraldb_note_interrupt; /* No SA_RESTART: the read must return. */
  sigaction(SIGINT, &handler, &old);
  rl_getc_function = neuraldb_getc;
  char *line = readline(prompt);
  sigaction(SIGINT, &old, NULL);
  return line;
}
