/* SPDX-License-Identifier: ISC */
/*
 * The log is not trusted: its writer may have died of somebody's octets.
 * What does not read ends the replay, what refers to nothing is passed over
 * and counted, and the limits of commands hold here too.  First the lists of
 * entries are made, then, at the end, what follows from them is looked at
 * once for each.  Leases that ended meanwhile are not taken up.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attrs.h"
#include "base/log.h"
#include "inject_log.h"
#include "inject_replay.h"
#include "lease.h"
#include "nexthops.h"
#include "originate.h"
#include "originate_store.h"
#include "policy.h"

enum {
	ENTRIES		= 64,		/* between looks at the clock */
	WINDOW		= INJECT_FRAME_MAX + INJECT_HEADER,
	NUMBERS_MIN	= 256,
};

struct inject_replay {
	struct rde		*rde;
	struct inject_log	*log;
	struct originate	*o;
	uint8_t			*window;
	struct rbuf		 rest;	/* of the window, not yet read */
	bool			 read;	/* all frames */
	uint32_t		 settled;	/* up to this number */
	bool			 begun;		/* the log is written again */
	uint32_t		 tidied;
	uint32_t		 known;	/* targets */
	uint64_t		 entries;
	uint64_t		 over;
	uint64_t		 passed_over;
};

struct inject_replay *
inject_replay_new(struct rde *rde)
{
	struct inject_replay *r = xcalloc(1, sizeof(*r));

	r->rde = rde;
	r->log = rde->log;
	r->o = rde->originate;
	if (r->log == NULL || r->log->file.fd == -1 ||
	    r->log->state != INJECT_OFF)
		r->log = NULL;		/* nothing to do */
	else {
		r->window = xmalloc(WINDOW);
		originate_replays(r->o);
	}
	return r;
}

void
inject_replay_free(struct inject_replay *r)
{
	if (r == NULL)
		return;
	targets_unref(r->o->targets, r->known);
	free(r->window);
	free(r);
}

/* --- records -------------------------------------------------------------- */

static void
take_set(struct inject_replay *r, const struct inject_record *q)
{
	size_t n = q->octets.left / 2, i;
	uint16_t *ids = xcalloc(n + 1, sizeof(*ids));
	struct rbuf in = q->octets;
	const struct idset *s;
	uint32_t *slot = &r->log->file.sets[q->set];

	for (i = 0; i < n; i++)
		(void)rbuf_u16(&in, &ids[i]);
	s = idset_of(r->rde->idsets, ids, n);
	targets_unref(r->o->targets, *slot);
	*slot = targets_of(r->o->targets, s);
	idset_unref(r->rde->idsets, s);
	free(ids);
}

static void
take_body(struct inject_replay *r, const struct inject_record *q)
{
	uint32_t attrs, nexthop = 0, *slot = &r->log->file.bodies[q->body];

	attrs = attrs_intern(r->rde->attrs, q->octets);
	if (q->nexthop.global.af != ADDR_NONE)
		nexthop = nexthops_intern(r->rde->nexthops, &q->nexthop);
	if (*slot != 0)
		bodies_unref(r->o->rib->bodies, *slot);
	*slot = bodies_intern(r->o->rib->bodies, attrs, nexthop, q->self != 0,
	    q->prepend);
	attrs_unref(r->rde->attrs, attrs);
	nexthops_unref(r->rde->nexthops, nexthop);
}

static struct extra *
find(const struct inject_replay *r, uint32_t number)
{
	return inject_log_extra(r->log, number);
}

static void
make_room(struct inject_log *l, uint32_t number)
{
	uint32_t room = l->room == 0 ? NUMBERS_MIN : l->room;

	while (number + 1 >= room)
		room *= 2;
	if (room > l->room) {
		l->extras = xreallocarray(l->extras, room,
		    sizeof(*l->extras));
		l->room = room;
	}
	while (l->nextras < number)
		l->extras[++l->nextras] = 0;
}

static bool
may_push(const struct inject_replay *r, const struct inject_record *q)
{
	char why[160];

	return q->id <= ORIGINATE_INJECTED_MAX && find(r, q->id) == NULL &&
	    ((q->flags & INJECT_NEGATIVE) != 0 ||
	    r->log->file.bodies[q->body] != 0) &&
	    r->o->injected < ORIGINATE_INJECTED_MAX &&
	    adj_rib_out_siblings(r->o->rib, &q->nlri) < ORIGINATE_IDS_MAX &&
	    (*q->selector == '\0' ||
	    policy_check(q->selector, why, sizeof(why)) == 0);
}

static bool
take_push(struct inject_replay *r, const struct inject_record *q)
{
	struct originate *o = r->o;
	enum family f = (enum family)q->nlri.family;
	uint32_t net, x;
	struct extra *t;

	if (!may_push(r, q))
		return false;
	if ((q->flags & INJECT_LEASED) && q->expires <= clock_now().ms) {
		r->over++;
		return true;
	}
	net = adj_rib_out_net(o->rib, &q->nlri);
	x = entry_push(o, f, net, q->source, r->log->file.sets[q->set],
	    (q->flags & INJECT_NEGATIVE) != 0 ? 0 :
	    r->log->file.bodies[q->body]);
	if (q->flags & INJECT_NEGATIVE)
		entry_at(o, x)->flags |= ENTRY_NEGATIVE;
	t = entry_extra(o, f, net, x);
	t->selector = names_intern(o->names, q->selector);
	t->owner = names_intern(o->names, q->owner);
	t->reason = names_intern(o->names, q->reason);
	t->name = names_intern(o->names, q->name);
	t->watchdog = names_intern(o->names, q->watchdog);
	t->number = q->id;
	t->logged = r->log->mark;
	make_room(r->log, q->id);
	r->log->extras[q->id] = entry_at(o, x)->extra;
	if (q->flags & INJECT_ALL)
		entry_at(o, x)->flags |= ENTRY_ALL;
	if (q->flags & INJECT_LEASED) {
		entry_at(o, x)->flags |= ENTRY_LEASED;
		leases_set_end(o->leases, entry_at(o, x)->extra,
		    (monotime_t){ q->expires });
	}
	return true;
}

static bool
take_change(struct inject_replay *r, const struct inject_record *q)
{
	struct extra *t = find(r, q->id);
	uint32_t set = r->log->file.sets[q->set];
	struct targets *ts = r->o->targets;
	enum family f;
	uint32_t net;

	if (t == NULL)
		return false;
	if (q->type == INJECT_TAKE)
		targets_take_from(ts, &entry_at(r->o, t->entry)->targets,
		    set);
	if (q->type == INJECT_TAKE || q->type == INJECT_EXCLUDE)
		targets_add_to(ts, &t->excluded, set);
	if (q->type == INJECT_JOIN)
		targets_add_to(ts, &entry_at(r->o, t->entry)->targets, set);
	if (q->type == INJECT_POP) {
		f = (enum family)t->family;
		net = t->net;
		r->log->extras[q->id] = 0;
		entry_remove(r->o, f, net, t->entry);
		adj_rib_out_settle(r->o->rib, f, net);
	}
	return true;
}

static void
take_gone(struct inject_replay *r, uint32_t gone)
{
	struct targets *ts = r->o->targets;
	struct extra *t;
	uint32_t n;

	targets_take_from(ts, &r->known, gone);
	for (n = 1; n <= r->log->nextras; n++) {
		if ((t = find(r, n)) == NULL)
			continue;
		targets_take_from(ts, &t->excluded, gone);
		targets_take_from(ts, &entry_at(r->o, t->entry)->targets,
		    gone);
	}
}

static bool
take_record(struct inject_replay *r, const struct inject_record *q)
{
	switch ((enum inject_type)q->type) {
	case INJECT_SET:
		take_set(r, q);
		return true;
	case INJECT_BODY:
		take_body(r, q);
		return true;
	case INJECT_PUSH:
		return take_push(r, q);
	case INJECT_POP:
	case INJECT_TAKE:
	case INJECT_JOIN:
	case INJECT_EXCLUDE:
		return take_change(r, q);
	case INJECT_KNOWN:
		targets_add_to(r->o->targets, &r->known,
		    r->log->file.sets[q->set]);
		return true;
	case INJECT_GONE:
		take_gone(r, r->log->file.sets[q->set]);
		return true;
	}
	return false;
}

/* --- frames --------------------------------------------------------------- */

/* False: a record in it does not read; the log ends here. */
static bool
take_frame(struct inject_replay *r, struct rbuf records)
{
	struct inject_file *f = &r->log->file;
	struct inject_record q;
	size_t before;
	int res;

	for (;;) {
		before = records.left;
		if ((res = inject_record_next(&records, &q)) != 1)
			return res == 0;
		if (q.type == INJECT_PUSH) {
			f->pushes++;
			f->push_octets += before - records.left;
		}
		if (!take_record(r, &q))
			r->passed_over++;
	}
}

/* From the end of the last good frame on; false: there is nothing. */
static bool
fill_window(struct inject_replay *r)
{
	const size_t had = r->rest.left;
	size_t n = 0;
	ssize_t got;

	while (n < WINDOW) {
		got = pread(r->log->file.fd, r->window + n, WINDOW - n,
		    (off_t)(r->log->file.at + n));
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	r->rest = rbuf_of(r->window, n);
	return n > had;
}

/* False: no more frames. */
static bool
read_frame(struct inject_replay *r)
{
	struct inject_file *f = &r->log->file;
	struct rbuf records;
	size_t before = r->rest.left;
	int res;

	res = inject_frame_next(&r->rest, f->at, &records);
	if (res == 0) {
		if (!fill_window(r))
			return false;
		before = r->rest.left;
		res = inject_frame_next(&r->rest, f->at, &records);
	}
	if (res != 1)
		return false;
	f->at += before - r->rest.left;
	if (take_frame(r, records))
		return true;
	log_error("injection log: a record at %llu does not read; what "
	    "follows is lost", (unsigned long long)f->at);
	return false;
}

/* --- what follows --------------------------------------------------------- */

/*
 * Leases run from here on: had one ended while records were still read, what
 * it shadowed would be said, though a later record takes it away.
 */
static void
settle(struct inject_replay *r, struct extra *t)
{
	struct originate *o = r->o;
	struct entry *e = entry_at(o, t->entry);
	uint32_t there = targets_intersect(o->targets, e->targets, o->all);

	targets_unref(o->targets, e->targets);
	e->targets = there;
	if (e->flags & ENTRY_LEASED)
		leases_add(o->leases, e->extra,
		    (monotime_t){ leases_end(o->leases, e->extra) });
	entry_resolve(o, (enum family)t->family, t->net, o->all);
	r->entries++;
}

/* False: every entry was looked at. */
static bool
settle_some(struct inject_replay *r)
{
	struct extra *t;
	unsigned i;

	for (i = 0; i < ENTRIES && r->settled < r->log->nextras; i++)
		if ((t = find(r, ++r->settled)) != NULL)
			settle(r, t);
	return r->settled < r->log->nextras;
}

/* What a negative entry hid may not be there any more. */
static bool
tidy_some(struct inject_replay *r)
{
	const struct extra *t;
	unsigned i;

	for (i = 0; i < ENTRIES && r->tidied < r->log->nextras; i++) {
		t = inject_log_extra(r->log, ++r->tidied);
		if (t != NULL && (entry_at(r->o, t->entry)->flags &
		    ENTRY_NEGATIVE) != 0)
			entry_resolve(r->o, (enum family)t->family, t->net,
			    0);
	}
	return r->tidied < r->log->nextras;
}

static void
begin(struct inject_replay *r)
{
	r->begun = true;
	inject_log_begin(r->log);
	originate_replayed(r->o, r->known);
	inject_log_flush(r->log);
}

static bool
step(struct inject_replay *r)
{
	if (!r->read) {
		r->read = !read_frame(r);
		return true;
	}
	if (settle_some(r))
		return true;
	if (!r->begun)
		begin(r);
	return tidy_some(r);
}

static void
report(const struct inject_replay *r)
{
	if (r->entries + r->over + r->passed_over == 0)
		return;
	log_info("injection log: %llu entries are back, %llu leases had "
	    "ended", (unsigned long long)r->entries,
	    (unsigned long long)r->over);
	if (r->passed_over > 0)
		log_debug("injection log: %llu records were passed over",
		    (unsigned long long)r->passed_over);
}

bool
inject_replay_run(struct inject_replay *r, monotime_t until)
{
	if (r->log == NULL)
		return false;
	while (step(r))
		if (monotime_diff_ms(clock_now(), until) >= 0)
			return true;
	report(r);
	return false;
}
