/* SPDX-License-Identifier: ISC */
/*
 * A window: variants behind a cursor that one neighbour is a target of,
 * measured as they are gathered, bucketed by body, written withdraws first
 * (with group-updates false: in list order, one each).  RFC 7911: who has no
 * ADD-PATH holds only the newest announcement of a prefix.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "ipc/session_rde.h"
#include "out_nexthop.h"
#include "out_window.h"
#include "path/attr.h"

enum {
	ITEMS_MAX	= 24576,
	BUCKETS_MAX	= 2048,
	SLOTS		= 2 * BUCKETS_MAX,
	SCAN_MAX	= 65536,	/* variants of others, a turn */
	/* at other paths of a prefix, a turn; what counts for so many */
	LOOKS_MAX	= 32768,
	LATER_LOOKS	= 32,
	/* attributes of a window: what cannot be sent is among them */
	WIRE_MAX	= 1024 * 1024,
	WIRE_FULL	= WIRE_MAX - 2 * ATTR_SET_MAX,
	WITHDRAW_FIXED	= 19 + 4 + 7,	/* octets beside the NLRI */
	WINDOW_OCTETS	= SR_BATCH_MAX - 2048,
	NO_BUCKET	= UINT32_MAX,
};

struct item {
	bool		over;		/* one path more than they take */
	uint32_t	variant;
	uint32_t	bucket;		/* NO_BUCKET: a withdraw, or nothing */
	/* what is held instead, then (0 none) */
	uint32_t	alt;
	uint32_t	alt_bucket;
};

struct bucket {
	uint32_t	 body;
	uint32_t	 wire;		/* its attributes in w->wire */
	uint32_t	 wire_len;
	uint32_t	 count;
	uint32_t	 start;		/* its first in w->nlri */
	enum pack_result result;
	size_t		 overhead;
	size_t		 left;		/* room in its last message */
	struct nexthop	 nh;
};

struct out_window {
	struct rde	*rde;
	struct peer	*p;
	enum family	 f;
	struct rib_family *rf;
	struct rib_cursor *c;
	bool		 again;
	bool		 one_each;
	bool		 add_path;
	bool		 keyed;		/* the family has no prefixes */
	bool		 shareable;
	bool		 replaces;
	unsigned	 paths;		/* of a prefix at most; 0: any number */
	unsigned	 looks;
	uint32_t	 last;
	size_t		 octets;	/* that will be written */
	size_t		 limit;
	size_t		 withdraw_left;
	uint32_t	 nitems, nbuckets, nwithdraws, ndead;
	struct item	 items[ITEMS_MAX];
	struct bucket	 buckets[BUCKETS_MAX];
	uint32_t	 slots[SLOTS];		/* bucket + 1 */
	struct nlri	 nlri[ITEMS_MAX];
	uint32_t	 dead[ITEMS_MAX];
	/* nets of which they hold a path less, under a limit of paths */
	uint32_t	 nfreed;
	uint32_t	 freed[ITEMS_MAX];
	struct wbuf	 wire;
	unsigned	 nseen;
	struct {
		uint32_t	targets;
		bool		member;
	} seen[OUT_SEEN_MAX];
};

struct out_window *
out_window_new(struct rde *rde)
{
	struct out_window *w = xcalloc(1, sizeof(*w));

	w->rde = rde;
	wbuf_growable(&w->wire, WIRE_MAX);
	return w;
}

void
out_window_free(struct out_window *w)
{
	if (w == NULL)
		return;
	wbuf_free(&w->wire);
	free(w);
}

bool
out_one_each(const struct peer *p, enum family f)
{
	return !p->conf.group_updates || nlri_fills_field(f);
}

static struct rib_variant *
variant(const struct out_window *w, uint32_t x)
{
	return rib_variant_at(w->rf, x);
}

static size_t
message_max(const struct out_window *w)
{
	return w->p->out->profile.extended ? 65535 : 4096;
}

/* Is the neighbour among these?  Remembered, also for whoever comes next. */
static bool
is_member(struct out_window *w, uint32_t targets)
{
	unsigned i;
	bool member;

	for (i = 0; i < w->nseen; i++)
		if (w->seen[i].targets == targets)
			return w->seen[i].member;
	member = targets_has(w->rde->rib_out->targets, targets, w->c->id);
	if (w->nseen == OUT_SEEN_MAX) {
		w->shareable = false;
		return member;
	}
	w->seen[w->nseen].targets = targets;
	w->seen[w->nseen++].member = member;
	return member;
}

/* --- buckets -------------------------------------------------------------- */

static void
bucket_fill(struct out_window *w, struct bucket *b, uint32_t body)
{
	const struct pack_profile *profile = &w->p->out->profile;
	const struct body *v = bodies_get(w->rde->rib_out->bodies, body);
	size_t at = w->wire.len;

	*b = (struct bucket){ .body = body, .wire = (uint32_t)at };
	out_nexthop(w->rde, profile, w->f, v, &b->nh);
	b->result = pack_attrs(&w->wire,
	    attrs_octets(w->rde->attrs, v->attrs), profile, w->f, v->prepend);
	b->wire_len = (uint32_t)(w->wire.len - at);
	if (b->result == PACK_OK)
		b->result = pack_check(profile, w->f, b->wire_len, &b->nh);
	b->overhead = pack_overhead(w->f, b->wire_len, &b->nh);
}

/*
 * NO_BUCKET: there is no room for another.  What is carried goes with each
 * NLRI, so bodies that differ in that alone share a bucket.
 */
static uint32_t
bucket_of(struct out_window *w, uint32_t body)
{
	uint32_t base = bodies_get(w->rde->rib_out->bodies, body)->base, h;

	if (base != 0)
		body = base;
	h = body * 2654435761U % SLOTS;
	while (w->slots[h] != 0) {
		if (w->buckets[w->slots[h] - 1].body == body)
			return w->slots[h] - 1;
		h = (h + 1) % SLOTS;
	}
	if (w->nbuckets == BUCKETS_MAX || w->wire.len > WIRE_FULL)
		return NO_BUCKET;
	bucket_fill(w, &w->buckets[w->nbuckets], body);
	w->slots[h] = ++w->nbuckets;
	return w->nbuckets - 1;
}

/* Octets that one more NLRI adds; *left becomes the room behind it. */
static size_t
cost(const struct out_window *w, size_t overhead, size_t nlri, size_t *left)
{
	if (!w->one_each && *left >= nlri) {
		*left -= nlri;
		return nlri;
	}
	*left = message_max(w) - overhead - nlri;
	return overhead + nlri;
}

/* As this variant says it; withdraw: or takes it back. */
static void
nlri_of(const struct out_window *w, const struct rib_variant *v,
    bool withdraw, struct nlri *n)
{
	adj_rib_out_nlri(w->rf, v->net, n);
	if (w->keyed && !withdraw)
		n->carried = nexthops_carried(w->rde->nexthops, bodies_get(
		    w->rde->rib_out->bodies, v->body)->nexthop);
}

static size_t
nlri_size(const struct out_window *w, const struct rib_variant *v,
    bool withdraw)
{
	struct nlri n;

	if (!w->keyed)
		return (w->add_path ? 5U : 1U) +
		    prefix_octets(rib_net_at(w->rf, v->net)->len);
	nlri_of(w, v, withdraw, &n);
	return nlri_write_size(&n, (w->add_path ? NLRI_ADD_PATH : 0U) |
	    (withdraw ? NLRI_WITHDRAW : 0U));
}

/* Of a prefix the bucket knows, for all are small. */
static enum pack_result
result_of(const struct out_window *w, const struct bucket *b, uint32_t x)
{
	if (w->keyed && b->result == PACK_OK && b->overhead +
	    nlri_size(w, variant(w, x), false) > message_max(w))
		return PACK_TOO_LARGE;
	return b->result;
}

/* Not so, it was never announced either. */
static bool
withdraw_fits(const struct out_window *w, const struct rib_variant *v)
{
	return !w->keyed ||
	    WITHDRAW_FIXED + nlri_size(w, v, true) <= message_max(w);
}

/* --- gather --------------------------------------------------------------- */

static bool
has_rivals(const struct out_window *w, const struct rib_variant *v)
{
	return !w->add_path &&
	    (rib_net_at(w->rf, v->net)->flags & NET_SIBLINGS);
}

/* What a withdraw of v may turn into: an older path of the same prefix. */
static bool
measure_withdraw(struct out_window *w, struct item *it, size_t *octets)
{
	const struct rib_variant *v = variant(w, it->variant), *alt;
	struct bucket *b;
	size_t left;

	if (withdraw_fits(w, v))
		*octets += cost(w, WITHDRAW_FIXED, nlri_size(w, v, true),
		    &w->withdraw_left);
	if (!has_rivals(w, v))
		return true;
	it->alt = adj_rib_out_newest(w->rde->rib_out, w->f,
	    rib_net_at(w->rf, v->net), w->c, w->c->seq);
	if (it->alt == 0)
		return true;
	alt = variant(w, it->alt);
	if ((it->alt_bucket = bucket_of(w, alt->body)) == NO_BUCKET)
		return false;
	b = &w->buckets[it->alt_bucket];
	if (result_of(w, b, it->alt) != PACK_OK)
		return true;
	left = b->left;
	*octets += cost(w, b->overhead, nlri_size(w, alt, false), &left);
	b->left = left;
	return true;
}

/* Under a limit of paths: would this be one too many? */
static bool
is_over(struct out_window *w, uint32_t x)
{
	return w->paths != 0 && !w->again &&
	    adj_rib_out_paths(w->rde->rib_out, w->f, x, w->c, &w->looks) >=
	    w->paths;
}

/* What the neighbour gets of an announcement that has a bucket. */
static enum pack_result
verdict_of(const struct out_window *w, const struct item *it)
{
	return it->over ? PACK_PATHS_LIMIT :
	    result_of(w, &w->buckets[it->bucket], it->variant);
}

static bool
measure(struct out_window *w, struct item *it, size_t *octets)
{
	const struct rib_variant *v = variant(w, it->variant);
	struct bucket *b;

	*octets = 0;
	if (v->body == 0)
		return !adj_rib_out_withdraws(v, w->c) ||
		    measure_withdraw(w, it, octets);
	if ((it->bucket = bucket_of(w, v->body)) == NO_BUCKET)
		return false;
	b = &w->buckets[it->bucket];
	it->over = is_over(w, it->variant);
	if (verdict_of(w, it) != PACK_OK)
		return measure_withdraw(w, it, octets);
	*octets = cost(w, b->overhead, nlri_size(w, v, false), &b->left);
	return true;
}

/* False: the window is full, and x is not in it. */
static bool
take(struct out_window *w, uint32_t x)
{
	const struct rib_variant *v = variant(w, x);
	struct item it = { .variant = x, .bucket = NO_BUCKET };
	size_t octets;

	if (w->again && (v->body == 0 || ((v->flags & VARIANT_UNSENT) &&
	    short_list_has(&w->c->unsent, x))))
		return true;
	if (!measure(w, &it, &octets))
		return false;
	if (w->nitems > 0 && w->octets + octets > w->limit)
		return false;
	/* At once, so that the next one is not counted with it. */
	if (it.over)
		adj_rib_out_unsent(w->rf, w->c, x);
	/* For what is retried, or is the newest. */
	if (w->paths != 0 ? v->body == 0 : has_rivals(w, v))
		w->looks += LATER_LOOKS;
	w->octets += octets;
	w->items[w->nitems++] = it;
	w->replaces |= (v->flags & VARIANT_REPLACES) != 0;
	return true;
}

static void
window_reset(struct out_window *w, struct peer *p, enum family f,
    struct rib_cursor *c, bool again)
{
	w->p = p;
	w->f = f;
	w->rf = &w->rde->rib_out->families[f];
	w->c = c;
	w->again = again;
	w->one_each = out_one_each(p, f);
	w->add_path = (p->out->profile.add_path_tx >> f & 1) != 0;
	w->keyed = family_info(f)->keyed;
	w->paths = w->add_path ? p->neg.paths_limit[f] : 0;
	w->shareable = !again && w->paths == 0;
	w->replaces = false;
	w->last = 0;
	w->octets = w->withdraw_left = 0;
	w->limit = p->out->credit < WINDOW_OCTETS ? p->out->credit :
	    WINDOW_OCTETS;
	w->nitems = w->nbuckets = w->nwithdraws = w->ndead = w->nseen = 0;
	w->nfreed = w->looks = 0;
	memset(w->slots, 0, sizeof(w->slots));
	wbuf_reset(&w->wire);
}

void
out_window_gather(struct out_window *w, struct peer *p, enum family f,
    struct rib_cursor *c, bool again)
{
	struct rib_family *rf = &w->rde->rib_out->families[f];
	uint32_t x = rib_cursor_next(rf, again ? c->again : c->node);
	unsigned scanned;

	window_reset(w, p, f, c, again);
	for (scanned = 0; x != 0 && scanned < SCAN_MAX; scanned++) {
		if (again && rib_variant_seq(variant(w, x)) > c->seq)
			break;
		if (is_member(w, variant(w, x)->targets) && !take(w, x))
			break;
		w->last = x;
		if (w->nitems == ITEMS_MAX || w->looks >= LOOKS_MAX)
			break;
		x = rib_cursor_next(rf, x);
	}
}

/* --- write ---------------------------------------------------------------- */

/* What the neighbour holds of the prefix is to go; an older path may stand. */
static void
decide_withdraw(struct out_window *w, struct item *it, struct out_batch *b,
    uint64_t to)
{
	const struct rib_variant *v = variant(w, it->variant);
	uint32_t newest = 0;

	it->bucket = NO_BUCKET;
	if (!adj_rib_out_withdraws(v, w->c)) {
		it->variant = 0;
		return;
	}
	b->lost += adj_rib_out_replaces(v, w->c);
	if (w->paths != 0)
		w->freed[w->nfreed++] = v->net;
	if (has_rivals(w, v))
		newest = adj_rib_out_newest(w->rde->rib_out, w->f,
		    rib_net_at(w->rf, v->net), w->c, to);
	if (newest == 0 && withdraw_fits(w, v)) {
		w->nwithdraws++;
		return;
	}
	it->variant = 0;
	if (newest != 0 && newest == it->alt) {
		it->variant = newest;
		it->bucket = it->alt_bucket;
		w->buckets[it->bucket].count++;
	}
}

static void
decide(struct out_window *w, struct item *it, struct out_batch *b,
    uint64_t to)
{
	const struct rib_variant *v = variant(w, it->variant);

	if (v->body == 0) {
		w->dead[w->ndead++] = it->variant;
		decide_withdraw(w, it, b, to);
		return;
	}
	if (verdict_of(w, it) != PACK_OK) {
		decide_withdraw(w, it, b, to);
		return;
	}
	if (!adj_rib_out_replaces(v, w->c))
		b->gained++;
	if (has_rivals(w, v) && adj_rib_out_newest(w->rde->rib_out, w->f,
	    rib_net_at(w->rf, v->net), w->c, to) != it->variant) {
		it->bucket = NO_BUCKET;
		it->variant = 0;
		return;
	}
	w->buckets[it->bucket].count++;
}

/* First of all, so that nobody takes what cannot be sent for held. */
static void
note_unsent(struct out_window *w, struct out_batch *b)
{
	const struct item *it;
	enum pack_result why;
	uint32_t i;

	for (i = 0; i < w->nitems; i++) {
		it = &w->items[i];
		if (it->bucket == NO_BUCKET ||
		    (why = verdict_of(w, it)) == PACK_OK)
			continue;
		adj_rib_out_unsent(w->rf, w->c, it->variant);
		b->unsent++;
		b->unsent_why = why;
	}
}

static void
write_run(struct out_window *w, struct out_batch *b, const struct bucket *k,
    const struct nlri *v, size_t n)
{
	struct rbuf wire = rbuf_of(w->wire.p + k->wire, k->wire_len);

	if (pack_announce(&b->octets, &w->p->out->profile, w->f, wire,
	    &k->nh, v, n, w->one_each) != PACK_OK)
		fatal("update_out: what was measured does not fit");
	b->announced += (uint32_t)n;
}

/* group-updates false: one each, in the order of the list. */
static void
write_each(struct out_window *w, struct out_batch *b)
{
	const struct item *it;
	struct nlri n;
	uint32_t i;

	for (i = 0; i < w->nitems; i++) {
		it = &w->items[i];
		if (it->variant == 0)
			continue;
		nlri_of(w, variant(w, it->variant), it->bucket == NO_BUCKET,
		    &n);
		if (it->bucket != NO_BUCKET) {
			write_run(w, b, &w->buckets[it->bucket], &n, 1);
			continue;
		}
		pack_withdraw(&b->octets, &w->p->out->profile, w->f, &n, 1,
		    true);
		b->withdrawn++;
	}
}

/* Counting sort: withdraws, then each bucket in the order it came up. */
static void
write_packed(struct out_window *w, struct out_batch *b)
{
	struct bucket *k;
	const struct item *it;
	uint32_t i, at = w->nwithdraws, withdraw = 0;

	for (i = 0; i < w->nbuckets; i++) {
		w->buckets[i].start = at;
		at += w->buckets[i].count;
		w->buckets[i].count = 0;
	}
	for (i = 0; i < w->nitems; i++) {
		it = &w->items[i];
		if (it->variant == 0)
			continue;
		if (it->bucket == NO_BUCKET)
			at = withdraw++;
		else {
			k = &w->buckets[it->bucket];
			at = k->start + k->count++;
		}
		nlri_of(w, variant(w, it->variant), it->bucket == NO_BUCKET,
		    &w->nlri[at]);
	}
	pack_withdraw(&b->octets, &w->p->out->profile, w->f, w->nlri,
	    w->nwithdraws, false);
	b->withdrawn += w->nwithdraws;
	for (k = w->buckets; k < w->buckets + w->nbuckets; k++)
		if (k->count > 0)
			write_run(w, b, k, w->nlri + k->start, k->count);
}

void
out_window_write(struct out_window *w, struct out_batch *b)
{
	uint64_t to = w->again ? w->c->seq :
	    rib_variant_seq(variant(w, w->last));
	uint32_t i;

	b->profile = w->p->out->profile;
	b->family = w->f;
	b->from = w->c->seq;
	b->last = w->last;
	b->one_each = w->one_each;
	b->replaces = w->replaces;
	b->announced = b->withdrawn = b->gained = b->lost = b->unsent = 0;
	note_unsent(w, b);
	for (i = 0; i < w->nitems; i++)
		decide(w, &w->items[i], b, to);
	if (w->one_each)
		write_each(w, b);
	else
		write_packed(w, b);
	if (w->again)
		b->gained = b->lost = 0;
	b->version = w->rf->version;
	b->shareable = w->shareable && w->ndead == 0 && b->unsent == 0 &&
	    (!w->replaces || w->c->up_seq <= b->from);
	b->nseen = w->nseen;
	memcpy(b->seen, w->seen, sizeof(b->seen));
}

void
out_window_finish(struct out_window *w, const struct out_batch *b)
{
	uint32_t i;

	if (b->shareable)
		return;
	for (i = 0; i < w->nfreed; i++)
		adj_rib_out_retry(w->rde->rib_out, w->f, w->freed[i], w->c);
	w->nfreed = 0;
	for (i = 0; i < w->ndead; i++)
		adj_rib_out_told(w->rde->rib_out, w->f, w->dead[i],
		    w->c->id);
	w->ndead = 0;
}
