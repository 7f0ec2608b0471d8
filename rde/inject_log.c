/* SPDX-License-Identifier: ISC */
/*
 * Appending, and rotation: when the log is twice what lives in it and a
 * mebibyte more, live entries are copied to a fresh file, net by net, in
 * slices.  A net is copied whole before it changes, so from its copy on both
 * files are told the same, and the old one stays complete to the end.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attrs.h"
#include "base/log.h"
#include "inject_log.h"
#include "ipc/parent_rde.h"
#include "lease.h"
#include "nexthops.h"
#include "originate_store.h"

enum {
	SLICE_MS	= 5,
	ENTRIES		= 64,		/* between looks at the clock */
	WRITE_AT	= 32 * 1024,	/* octets that are worth a call */
	WRITE_LATEST	= INJECT_FRAME_MAX - 256 * 1024,
	SLACK		= 1024 * 1024,
	GONE_COSTS	= 16,		/* octets an entry, see weight */
	NUMBERS_MIN	= 256,
	NET_MIN		= 16,
};

/* --- a file --------------------------------------------------------------- */

static void
file_init(struct inject_file *f, int fd)
{
	*f = (struct inject_file){ .fd = fd };
	wbuf_growable(&f->records, INJECT_HEADER + INJECT_FRAME_MAX);
}

static void
file_close(struct inject_log *l, struct inject_file *f)
{
	struct originate *o = l->rde->originate;
	unsigned i;

	if (f->fd == -1)
		return;
	for (i = 0; i < INJECT_SETS; i++)
		if (f->sets[i] != 0)
			targets_unref(o->targets, f->sets[i]);
	for (i = 0; i < INJECT_BODIES; i++)
		if (f->bodies[i] != 0)
			bodies_unref(o->rib->bodies, f->bodies[i]);
	wbuf_free(&f->records);
	(void)close(f->fd);
	f->fd = -1;
}

static void
write_all(const struct inject_file *f, struct rbuf b, uint64_t at)
{
	ssize_t n;

	while (b.left > 0) {
		n = pwrite(f->fd, b.p, b.left, (off_t)at);
		if (n == -1 && errno == EINTR)
			continue;
		/* As any other memory that there is no more of. */
		if (n <= 0)
			fatal("injection log: %s", strerror(errno));
		(void)rbuf_skip(&b, (size_t)n);
		at += (uint64_t)n;
	}
}

/* One frame: all of it counts, or nothing. */
static void
file_flush(struct inject_file *f)
{
	struct rbuf b;
	uint8_t *p = f->records.p;

	if (f->fd == -1 || f->records.len <= INJECT_HEADER)
		return;
	if (f->records.failed)
		fatal("injection log: a record does not fit");
	b = rbuf_of(p + INJECT_HEADER, f->records.len - INJECT_HEADER);
	inject_frame_header(p, f->at, b);
	write_all(f, wbuf_view(&f->records), f->at);
	f->at += f->records.len;
	wbuf_reset(&f->records);
}

static void
file_write(struct inject_file *f, const struct inject_record *r)
{
	if (f->records.len == 0)
		(void)wbuf_reserve(&f->records, INJECT_HEADER);
	inject_record_write(&f->records, r);
	if (f->records.len > WRITE_LATEST)
		file_flush(f);
}

/* The slot that holds this set of neighbours. */
static uint8_t
file_set(struct inject_log *l, struct inject_file *f, uint32_t targets)
{
	struct targets *ts = l->rde->originate->targets;
	struct inject_record r = { .type = INJECT_SET };
	const struct idset *s;
	struct wbuf w;
	int id;

	r.set = (uint8_t)(targets % INJECT_SETS);
	if (f->sets[r.set] == targets && targets != 0)
		return r.set;
	s = targets_set(ts, targets);
	wbuf_growable(&w, 2 * (IDSET_ID_MAX + 1));
	for (id = idset_next(s, 0); id != -1;
	    id = idset_next(s, (unsigned)id + 1))
		wbuf_u16(&w, (uint16_t)id);
	r.octets = wbuf_view(&w);
	file_write(f, &r);
	wbuf_free(&w);
	targets_ref(ts, targets);
	targets_unref(ts, f->sets[r.set]);
	f->sets[r.set] = targets;
	return r.set;
}

static uint16_t
file_body(struct inject_log *l, struct inject_file *f, uint32_t body)
{
	struct bodies *bs = l->rde->originate->rib->bodies;
	struct inject_record r = { .type = INJECT_BODY };
	const struct nexthop *nh;
	const struct body *b;

	r.body = (uint16_t)(body % INJECT_BODIES);
	if (f->bodies[r.body] == body)
		return r.body;
	b = bodies_get(bs, body);
	r.self = b->self;
	r.prepend = b->prepend;
	r.octets = attrs_octets(l->rde->attrs, b->attrs);
	if ((nh = nexthops_get(l->rde->nexthops, b->nexthop)) != NULL)
		r.nexthop = *nh;
	r.carried = nexthops_carried(l->rde->nexthops, b->nexthop);
	file_write(f, &r);
	bodies_ref(bs, body);
	if (f->bodies[r.body] != 0)
		bodies_unref(bs, f->bodies[r.body]);
	f->bodies[r.body] = body;
	return r.body;
}

static void
file_push(struct inject_log *l, struct inject_file *f, const struct extra *t)
{
	struct originate *o = l->rde->originate;
	const struct entry *e = entry_at(o, t->entry);
	const size_t before = f->records.len;
	uint32_t stale = o->stale_of(o, t);
	uint32_t targets = targets_minus(o->targets, e->targets, stale);
	struct inject_record r = {
		.type = INJECT_PUSH, .id = t->number, .source = e->source,
		.selector = names_get(o->names, t->selector),
		.owner = names_get(o->names, t->owner),
		.reason = names_get(o->names, t->reason),
		.name = names_get(o->names, t->name),
		.watchdog = names_get(o->names, t->watchdog),
	};

	adj_rib_out_nlri(&o->rib->families[t->family], t->net, &r.nlri);
	if (e->flags & ENTRY_ALL)
		r.flags |= INJECT_ALL;
	if (e->flags & ENTRY_LEASED) {
		r.flags |= INJECT_LEASED;
		r.expires = leases_end(o->leases, e->extra);
	}
	if (e->flags & ENTRY_NEGATIVE)
		r.flags |= INJECT_NEGATIVE;
	else
		r.body = file_body(l, f, e->body);
	r.set = file_set(l, f, targets);
	file_write(f, &r);
	targets_unref(o->targets, targets);
	targets_unref(o->targets, stale);
	f->pushes++;
	if (f->records.len > before)
		f->push_octets += f->records.len - before;
}

static void
file_change(struct inject_log *l, struct inject_file *f,
    enum inject_type type, uint32_t number, uint32_t targets)
{
	struct inject_record r = { .type = (uint8_t)type, .id = number };

	r.set = file_set(l, f, targets);
	file_write(f, &r);
}

/* --- numbers -------------------------------------------------------------- */

static uint32_t
number_new(struct inject_log *l, uint32_t extra)
{
	uint32_t n = l->free;

	if (n != 0)
		l->free = l->extras[n] & ~(uint32_t)INJECT_FREE;
	else {
		if (l->nextras + 1 >= l->room) {
			l->room = l->room == 0 ? NUMBERS_MIN : l->room * 2;
			l->extras = xreallocarray(l->extras, l->room,
			    sizeof(*l->extras));
		}
		n = ++l->nextras;
	}
	l->extras[n] = extra;
	return n;
}

static void
number_free(struct inject_log *l, uint32_t n)
{
	l->extras[n] = 0;
	if (l->state == INJECT_OFF)
		return;		/* inject_log_begin finds it */
	l->extras[n] = INJECT_FREE | l->free;
	l->free = n;
}

struct extra *
inject_log_extra(const struct inject_log *l, uint32_t number)
{
	uint32_t x;

	if (number == 0 || number > l->nextras)
		return NULL;
	x = l->extras[number];
	return x == 0 || (x & INJECT_FREE) != 0 ? NULL :
	    extra_at(l->rde->originate, x);
}

/* --- life ----------------------------------------------------------------- */

static bool	on_task(void *arg);

struct inject_log *
inject_log_new(struct rde *rde)
{
	struct inject_log *l = xcalloc(1, sizeof(*l));

	l->rde = rde;
	l->file.fd = l->fresh.fd = -1;
	l->task = loop_task_new(rde->loop, on_task, l);
	return l;
}

void
inject_log_free(struct inject_log *l)
{
	if (l == NULL)
		return;
	file_close(l, &l->file);
	file_close(l, &l->fresh);
	loop_task_free(l->task);
	free(l->net);
	free(l->extras);
	free(l);
}

void
inject_log_file(struct inject_log *l, int fd)
{
	if (l->file.fd != -1) {
		(void)close(fd);
		return;
	}
	file_init(&l->file, fd);
}

void
inject_log_cut(struct inject_log *l, uint64_t at, struct rbuf records)
{
	struct inject_file *f = &l->file;

	f->at = at;
	wbuf_reset(&f->records);
	(void)wbuf_reserve(&f->records, INJECT_HEADER);
	wbuf_bytes(&f->records, records.p, records.left);
	file_flush(f);
	wbuf_reset(&f->records);
}

void
inject_log_begin(struct inject_log *l)
{
	uint32_t n;

	if (l->file.fd == -1 || l->state != INJECT_OFF)
		return;
	l->state = INJECT_STEADY;
	for (n = l->nextras; n > 0; n--)
		if (l->extras[n] == 0)
			number_free(l, n);
}

/* --- rotation ------------------------------------------------------------- */

static bool
is_copied(const struct inject_log *l, const struct extra *t)
{
	return l->state >= INJECT_COPYING && t->logged == l->mark;
}

static void
copy_extra(struct inject_log *l, struct extra *t)
{
	struct originate *o = l->rde->originate;
	uint32_t stale = o->stale_of(o, t);
	uint32_t excluded = targets_minus(o->targets, t->excluded, stale);

	file_push(l, &l->fresh, t);
	if (excluded != 0)
		file_change(l, &l->fresh, INJECT_EXCLUDE, t->number,
		    excluded);
	targets_unref(o->targets, excluded);
	targets_unref(o->targets, stale);
	t->logged = l->mark;
}

/* Oldest first: the last that is pushed is the newest. */
static void
copy_net(struct inject_log *l, enum family f, uint32_t net)
{
	struct originate *o = l->rde->originate;
	const struct entry *e;
	size_t n = 0;
	uint32_t x;

	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = e->next) {
		e = entry_at(o, x);
		if (!entry_is_injected(e) ||
		    extra_at(o, e->extra)->logged == l->mark)
			continue;
		if (n == l->net_room) {
			l->net_room = n == 0 ? NET_MIN : n * 2;
			l->net = xreallocarray(l->net, l->net_room,
			    sizeof(*l->net));
		}
		l->net[n++] = e->extra;
	}
	while (n > 0)
		copy_extra(l, extra_at(o, l->net[--n]));
}

void
inject_log_fresh(struct inject_log *l, int fd)
{
	struct originate *o = l->rde->originate;
	uint32_t known;

	if (l->state != INJECT_ASKED) {
		(void)close(fd);
		return;
	}
	file_init(&l->fresh, fd);
	l->state = INJECT_COPYING;
	l->mark ^= 1;
	l->copied = 0;
	known = targets_minus(o->targets, o->all, o->unsettled);
	file_change(l, &l->fresh, INJECT_KNOWN, 0, known);
	targets_unref(o->targets, known);
	loop_task_wake(l->task);
}

/* False: all numbers have been seen. */
static bool
copy_some(struct inject_log *l)
{
	const struct originate *o = l->rde->originate;
	const struct extra *t;
	uint32_t x;
	unsigned i;

	for (i = 0; i < ENTRIES && l->copied < l->nextras; i++) {
		x = l->extras[++l->copied];
		if (x == 0 || (x & INJECT_FREE) != 0)
			continue;
		t = extra_at(o, x);
		if (t->logged != l->mark)
			copy_net(l, (enum family)t->family, t->net);
	}
	return l->copied < l->nextras;
}

static bool
copy_slice(struct inject_log *l)
{
	monotime_t until = monotime_add_ms(clock_now(), SLICE_MS);

	while (copy_some(l))
		if (monotime_diff_ms(clock_now(), until) >= 0)
			return true;
	l->state = INJECT_COPIED;
	file_flush(&l->fresh);
	link_send(l->rde->parent, PR_LOG_COMPLETE, 0, 0, NULL, 0);
	return false;
}

void
inject_log_swapped(struct inject_log *l)
{
	if (l->state != INJECT_COPIED)
		return;
	file_close(l, &l->file);
	l->file = l->fresh;
	l->fresh.fd = -1;
	l->state = INJECT_STEADY;
}

static void
consider_rotation(struct inject_log *l)
{
	const struct originate *o = l->rde->originate;
	const struct inject_file *f = &l->file;
	uint64_t live = 0;

	if (l->state != INJECT_STEADY || l->rde->parent == NULL)
		return;
	if (f->pushes > 0)
		live = f->push_octets / f->pushes * o->injected;
	if (f->at + f->weight <= 2 * live + SLACK)
		return;
	l->state = INJECT_ASKED;
	link_send(l->rde->parent, PR_LOG_ROTATE, 0, 0, NULL, 0);
}

static bool
on_task(void *arg)
{
	struct inject_log *l = arg;
	bool more = false;

	if (l->state == INJECT_COPYING)
		more = copy_slice(l);
	inject_log_flush(l);
	return more;
}

/* --- what originate tells ------------------------------------------------- */

static bool
is_on(const struct inject_log *l)
{
	return l != NULL && l->state != INJECT_OFF;
}

/* Nobody may be answered before the flush, and it is not to wait for long. */
static void
told(struct inject_log *l)
{
	if (l->file.records.len >= WRITE_AT)
		file_flush(&l->file);
	else
		loop_task_wake(l->task);
}

void
inject_log_touch(struct inject_log *l, enum family f, uint32_t net)
{
	if (is_on(l) && l->state == INJECT_COPYING)
		copy_net(l, f, net);
}

void
inject_log_push(struct inject_log *l, uint32_t extra)
{
	struct extra *t;

	if (!is_on(l))
		return;
	t = extra_at(l->rde->originate, extra);
	t->number = number_new(l, extra);
	t->logged = l->mark;
	file_push(l, &l->file, t);
	if (l->state >= INJECT_COPYING)
		file_push(l, &l->fresh, t);
	told(l);
}

void
inject_log_pop(struct inject_log *l, uint32_t extra)
{
	struct inject_record r = { .type = INJECT_POP };
	const struct extra *t;

	if (l == NULL)
		return;
	t = extra_at(l->rde->originate, extra);
	if (t->number == 0)
		return;
	if (l->state != INJECT_OFF) {
		r.id = t->number;
		file_write(&l->file, &r);
		if (is_copied(l, t))
			file_write(&l->fresh, &r);
		told(l);
	}
	number_free(l, t->number);
}

void
inject_log_change(struct inject_log *l, enum inject_type type,
    uint32_t extra, uint32_t targets)
{
	const struct extra *t;

	if (!is_on(l) || targets == 0)
		return;
	t = extra_at(l->rde->originate, extra);
	inject_log_touch(l, (enum family)t->family, t->net);
	file_change(l, &l->file, type, t->number, targets);
	if (is_copied(l, t))
		file_change(l, &l->fresh, type, t->number, targets);
	told(l);
}

void
inject_log_peers(struct inject_log *l, enum inject_type type,
    uint32_t targets)
{
	uint64_t costs = 0;

	if (!is_on(l) || targets == 0)
		return;
	if (type == INJECT_GONE)
		costs = l->rde->originate->injected * GONE_COSTS;
	file_change(l, &l->file, type, 0, targets);
	l->file.weight += costs;
	if (l->state >= INJECT_COPYING) {
		file_change(l, &l->fresh, type, 0, targets);
		l->fresh.weight += costs;
	}
	told(l);
}

void
inject_log_flush(struct inject_log *l)
{
	if (!is_on(l))
		return;
	file_flush(&l->file);
	if (l->state >= INJECT_COPYING)
		file_flush(&l->fresh);
	consider_rotation(l);
}
