/* SPDX-License-Identifier: ISC */
/*
 * What the parent opens and makes in the file system: the configuration, the
 * engines' executables, their empty root, the directory of the socket.
 */
#ifndef PARENT_FILES_H
#define PARENT_FILES_H

#include <stddef.h>

/* A file to be read by the parsing child; never blocks.  -1 with errno. */
int	files_open_config(const char *path);
/*
 * O_PATH descriptor of an executable named name, beside our own or in
 * LIBEXECDIR; -1 with why.
 */
int	files_open_program(const char *name, char *why, size_t size);
/* An empty directory of root's for chroot; -1 with why. */
int	files_open_root(char *why, size_t size);
/* The directory of path, made when it is the default one.  0, or -1. */
int	files_make_run_dir(const char *path);

#endif
