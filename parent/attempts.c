/* SPDX-License-Identifier: ISC */
/*
 * Counts attempts per neighbour.  One is used up when another is asked for, or
 * when its session has ended.
 */
#include <stdlib.h>

#include "attempts.h"
#include "base/log.h"

struct count {
	uint32_t	connects;	/* asked for */
	uint32_t	ends;		/* of established sessions */
	bool		established;
	bool		spent;
};

struct attempts {
	uint32_t	 most;
	size_t		 n;
	struct count	*v;		/* by neighbour id */
};

struct attempts *
attempts_new(uint32_t most)
{
	struct attempts *a = xcalloc(1, sizeof(*a));

	a->most = most;
	return a;
}

void
attempts_free(struct attempts *a)
{
	if (a == NULL)
		return;
	free(a->v);
	free(a);
}

static struct count *
get(struct attempts *a, uint32_t id)
{
	size_t n;

	if (a->most == 0 || id > UINT16_MAX)
		return NULL;
	if (id >= a->n) {
		n = (size_t)id + 64;
		a->v = xreallocarray(a->v, n, sizeof(*a->v));
		for (; a->n < n; a->n++)
			a->v[a->n] = (struct count){ .connects = 0 };
	}
	return &a->v[id];
}

bool
attempts_connect(struct attempts *a, uint32_t neighbor)
{
	struct count *c = get(a, neighbor);

	if (c == NULL)
		return true;
	if (c->connects >= a->most) {
		c->spent = true;
		return false;
	}
	c->connects++;
	return true;
}

void
attempts_state(struct attempts *a, uint32_t neighbor, bool established)
{
	struct count *c = get(a, neighbor);

	if (c == NULL)
		return;
	if (c->established && !established) {
		c->ends++;
		if (c->ends >= a->most || c->connects >= a->most)
			c->spent = true;
	}
	c->established = established;
}

bool
attempts_spent(const struct attempts *a, const struct config *c)
{
	uint32_t id;
	size_t i;

	if (a->most == 0 || c->nneighbors == 0)
		return false;
	for (i = 0; i < c->nneighbors; i++) {
		id = c->neighbors[i].id;
		if (id >= a->n || !a->v[id].spent)
			return false;
	}
	return true;
}
