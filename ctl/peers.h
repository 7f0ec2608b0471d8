/* SPDX-License-Identifier: ISC */
/* Records by neighbour id: the counters and names that others refer to. */
#ifndef CTL_PEERS_H
#define CTL_PEERS_H

#include <stddef.h>
#include <stdint.h>

struct peers {
	uint8_t	*v;		/* records, ascending by id */
	/* octets of one; it starts with a uint32_t id */
	size_t	 size;
	size_t	 n;
	size_t	 room;
	size_t	 last;		/* found last */
};

enum { PEERS_MAX = 1000000 };

void	peers_init(struct peers *p, size_t size);
void	peers_free(struct peers *p);
/* Copies the record; replaces one of the same id.  -1: too many. */
int	peers_add(struct peers *p, const void *record);
/* NULL when there is none; valid until the next add. */
const void *peers_find(struct peers *p, uint32_t id);

#endif
