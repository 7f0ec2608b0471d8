/* SPDX-License-Identifier: ISC */
/*
 * One list in the order of time for readers, and for each neighbour that has
 * offended one list a verdict, which says at once what has to go.  The newest
 * message always stays: it alone is what its sender cannot have pushed out
 * yet.
 */
#include <stdlib.h>
#include <string.h>

#include <bsd/sys/queue.h>

#include "base/clock.h"
#include "base/log.h"
#include "bgp/offence.h"

struct kept {
	TAILQ_ENTRY(kept)	 in_time;
	TAILQ_ENTRY(kept)	 in_pile;
	struct holder		*of;
	struct offence		 o;
	uint8_t			 msg[];
};

TAILQ_HEAD(kept_list, kept);

struct pile {
	struct kept_list	 list;
	size_t			 octets;
};

/* Made with its first message, gone with its last. */
struct holder {
	LIST_ENTRY(holder)	 entry;
	uint32_t		 share;
	size_t			 octets;
	struct pile		 piles[OFFENCE_VERDICTS];
};

struct offences {
	struct kept_list	 list;
	LIST_HEAD(, holder)	 holders;
	size_t			 octets;
	uint64_t		 count;
	uint64_t		 serial;
	struct kept		*last_read;	/* the next is mostly behind */
};

struct offences *
offences_new(void)
{
	struct offences *r = xcalloc(1, sizeof(*r));

	TAILQ_INIT(&r->list);
	LIST_INIT(&r->holders);
	return r;
}

static size_t
cost(const struct kept *k)
{
	return sizeof(*k) + k->o.len;
}

static struct pile *
pile_of(const struct kept *k)
{
	return &k->of->piles[k->o.verdict];
}

static struct holder *
holder_get(struct offences *r, uint32_t share)
{
	struct holder *h;
	unsigned v;

	LIST_FOREACH(h, &r->holders, entry)
		if (h->share == share)
			return h;
	h = xcalloc(1, sizeof(*h));
	h->share = share;
	for (v = 0; v < OFFENCE_VERDICTS; v++)
		TAILQ_INIT(&h->piles[v].list);
	LIST_INSERT_HEAD(&r->holders, h, entry);
	r->octets += sizeof(*h);
	return h;
}

static void
drop(struct offences *r, struct kept *k)
{
	struct holder *h = k->of;

	TAILQ_REMOVE(&r->list, k, in_time);
	TAILQ_REMOVE(&pile_of(k)->list, k, in_pile);
	pile_of(k)->octets -= cost(k);
	h->octets -= cost(k);
	r->octets -= cost(k);
	r->count--;
	if (r->last_read == k)
		r->last_read = NULL;
	free(k);
	if (h->octets > 0)
		return;
	LIST_REMOVE(h, entry);
	r->octets -= sizeof(*h);
	free(h);
}

void
offences_free(struct offences *r)
{
	if (r == NULL)
		return;
	while (!TAILQ_EMPTY(&r->list))
		drop(r, TAILQ_FIRST(&r->list));
	free(r);
}

/* The newest does not count, so that it is not what goes. */
static void
make_room(struct offences *r, const struct kept *newest)
{
	struct holder *h, *most = NULL;
	struct pile *p, *worst = NULL;
	size_t octets, max = 0;
	unsigned v;

	LIST_FOREACH(h, &r->holders, entry) {
		octets = h->octets - (h == newest->of ? cost(newest) : 0);
		if (octets > max) {
			max = octets;
			most = h;
		}
	}
	if (most == NULL)
		fatal("offences: nothing to drop");
	max = 0;
	for (v = 0; v < OFFENCE_VERDICTS; v++) {
		p = &most->piles[v];
		octets = p->octets - (p == pile_of(newest) ?
		    cost(newest) : 0);
		if (octets > max) {
			max = octets;
			worst = p;
		}
	}
	drop(r, TAILQ_FIRST(&worst->list));
}

void
offences_add(struct offences *r, const struct offence *o, struct rbuf msg)
{
	size_t len = msg.left < UINT16_MAX ? msg.left : UINT16_MAX;
	struct kept *k = xmalloc(sizeof(*k) + len);

	k->o = *o;
	k->o.serial = ++r->serial;
	k->o.at_ms = clock_wall_ms();
	k->o.len = (uint16_t)len;
	if (len > 0)
		memcpy(k->msg, msg.p, len);
	k->of = holder_get(r, o->share);
	k->of->octets += cost(k);
	pile_of(k)->octets += cost(k);
	r->octets += cost(k);
	r->count++;
	TAILQ_INSERT_TAIL(&r->list, k, in_time);
	TAILQ_INSERT_TAIL(&pile_of(k)->list, k, in_pile);
	while (r->octets > OFFENCES_MAX)
		make_room(r, k);
}

const struct offence *
offences_next(struct offences *r, uint64_t after, struct rbuf *msg)
{
	struct kept *k = r->last_read;

	if (k == NULL || k->o.serial > after)
		k = TAILQ_FIRST(&r->list);
	while (k != NULL && k->o.serial <= after)
		k = TAILQ_NEXT(k, in_time);
	if (k == NULL)
		return NULL;
	r->last_read = k;
	*msg = rbuf_of(k->msg, k->o.len);
	return &k->o;
}

uint64_t
offences_last(const struct offences *r)
{
	return r->serial;
}

void
offences_usage(const struct offences *r, uint64_t *count, uint64_t *bytes)
{
	*count = r->count;
	*bytes = r->octets;
}

const char *
offence_verdict_name(unsigned verdict)
{
	static const char *const names[] = {
		[OFFENCE_IGNORED] = "ignored",
		[OFFENCE_ATTR_DISCARD] = "attribute-discard",
		[OFFENCE_TREAT_AS_WITHDRAW] = "treat-as-withdraw",
		[OFFENCE_FAMILY_DISABLE] = "family-disable",
		[OFFENCE_SESSION_RESET] = "session-reset",
	};

	static_assert(sizeof(names) / sizeof(names[0]) == OFFENCE_VERDICTS,
	    "a name for each verdict");
	return verdict < OFFENCE_VERDICTS ? names[verdict] : NULL;
}
