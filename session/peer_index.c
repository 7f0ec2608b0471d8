/* SPDX-License-Identifier: ISC */
/*
 * A hash of masked address and length.  A range is found by asking for each
 * length that some range has, the narrowest first.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "peer.h"
#include "peer_index.h"

enum { BUCKETS = 4096, LENGTHS = 129 };		/* a power of two; 0 to 128 */

struct peer_index {
	struct hash_key		key;
	LIST_HEAD(, peer)	buckets[BUCKETS];
	uint32_t		peers;
	/* neighbours of that length */
	uint32_t		v4[LENGTHS];
	uint32_t		v6[LENGTHS];
};

static uint32_t *
lengths(struct peer_index *x, uint8_t af)
{
	return af == ADDR_V4 ? x->v4 : x->v6;
}

/* The scope is not in it: a link-local neighbour may be without. */
static uint32_t
bucket_of(const struct peer_index *x, const struct addr *a, unsigned plen)
{
	uint8_t k[2 + sizeof(a->b)] = { a->af, (uint8_t)plen };
	unsigned whole = plen / 8;

	memcpy(k + 2, a->b, whole);
	if (plen % 8 != 0)
		k[2 + whole] = (uint8_t)(a->b[whole] & 0xff00 >> plen % 8);
	return (uint32_t)hash_bytes(&x->key, k, sizeof(k)) & (BUCKETS - 1);
}

void
peer_index_add(struct engine *e, struct peer *p)
{
	struct peer_index *x = e->index;
	unsigned plen = p->conf.remote_plen;

	if (x == NULL) {
		x = e->index = xcalloc(1, sizeof(*x));
		hash_key_random(&x->key);
	}
	LIST_INSERT_HEAD(&x->buckets[bucket_of(x, &p->conf.remote, plen)], p,
	    by_addr);
	lengths(x, p->conf.remote.af)[plen]++;
	x->peers++;
}

void
peer_index_remove(struct engine *e, struct peer *p)
{
	struct peer_index *x = e->index;

	LIST_REMOVE(p, by_addr);
	lengths(x, p->conf.remote.af)[p->conf.remote_plen]--;
	if (--x->peers > 0)
		return;
	free(x);
	e->index = NULL;
}

struct peer *
peer_by_id(const struct engine *e, uint32_t id)
{
	return id < e->npeers ? e->peers[id] : NULL;
}

/* A length that is whole is that of a neighbour by itself. */
static struct peer *
of_length(const struct peer_index *x, const struct addr *remote,
    unsigned plen, const struct addr *local)
{
	struct peer *p, *any = NULL;

	LIST_FOREACH(p, &x->buckets[bucket_of(x, remote, plen)], by_addr) {
		if (p->conf.remote_plen != plen ||
		    !addr_in(remote, &p->conf.remote, plen))
			continue;
		if (p->conf.local.af == ADDR_NONE)
			any = p;
		else if (addr_eq(&p->conf.local, local))
			return p;
	}
	return any;
}

struct peer *
peer_by_addr(const struct engine *e, const struct addr *remote,
    const struct addr *local)
{
	return e->index == NULL ? NULL :
	    of_length(e->index, remote, addr_bits(remote->af), local);
}

struct peer *
peer_range_of(const struct engine *e, const struct addr *remote,
    const struct addr *local)
{
	struct peer_index *x = e->index;
	unsigned plen = addr_bits(remote->af);
	const uint32_t *n;
	struct peer *p;

	if (x == NULL)
		return NULL;
	n = lengths(x, remote->af);
	while (plen-- > 0)
		if (n[plen] > 0 && (p = of_length(x, remote, plen,
		    local)) != NULL)
			return p;
	return NULL;
}
