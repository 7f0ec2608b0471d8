/* SPDX-License-Identifier: ISC */
/*
 * Neighbours' keys, RFC 2385 and RFC 5925.  They live here alone: not in the
 * image, not in an engine.  Memory that held one is cleared.
 */
#ifndef PARENT_KEY_H
#define PARENT_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/conf.h"
#include "config/conf_parse.h"

enum { KEY_SET_MAX = CONF_NEIGHBORS_MAX * 4, KEY_ERROR = 160 };

struct key_set;

struct key_set *key_set_new(void);
void	key_set_free(struct key_set *s);
/* False when there is no room, or the key makes no sense. */
bool	key_set_add(struct key_set *s, const struct conf_key *k);
size_t	key_set_count(const struct key_set *s);
const struct conf_key *key_set_all(const struct key_set *s);
bool	key_set_has(const struct key_set *s, uint32_t neighbor);
/* Whether both hold the same keys, in the same order, for this neighbour. */
bool	key_set_same(const struct key_set *a, uint32_t na,
	    const struct key_set *b, uint32_t nb);

/* Whether this kernel signs with TCP-AO. */
bool	key_kernel_has_ao(void);

/*
 * Puts the keys of a neighbour on a socket that is not connected, for its
 * address or range.  0, or -1 with errno and why.
 */
int	key_apply(const struct key_set *s, const struct conf_neighbor *n,
	    int fd, bool listening, char why[KEY_ERROR]);
/* Takes them away; a key that is not there does not matter. */
void	key_remove(const struct key_set *s, const struct conf_neighbor *n,
	    int fd);

#endif
