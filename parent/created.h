/* SPDX-License-Identifier: ISC */
/*
 * Neighbours that programs created, as they were described: a reload brings
 * them again beside those of the file, until they are deleted, the file has
 * them itself, or the daemon ends.
 */
#ifndef PARENT_CREATED_H
#define PARENT_CREATED_H

#include "base/wbuf.h"
#include "config.h"
#include "create_words.h"

enum { CREATED_MAX = 4096 };

struct created;

struct created *created_new(void);
void	created_free(struct created *cr);
bool	created_full(const struct created *cr);
/* It is in c, which is in force, and was not before; block is copied. */
void	created_add(struct created *cr, const struct config *c,
	    const struct create_words *words, const void *block, size_t len);
/* Forgets those that c has not, or has from the file. */
void	created_settle(struct created *cr, const struct config *c);
/* All of them, for the parsing child; nothing when there are none. */
void	created_text(const struct created *cr, struct wbuf *w);
/* Definitions of the programs that a block names, without which it is wrong. */
void	created_programs(const struct create_words *words, struct wbuf *w);

#endif
