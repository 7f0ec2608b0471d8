/* SPDX-License-Identifier: ISC */
/*
 * The log is not trusted: its writer may have died of somebody's octets, or
 * have been somebody else's.  What does not read ends the replay, and the log;
 * what refers to nothing is passed over and counted, and the limits of
 * commands hold here too.  First the lists of entries are made, then, at the
 * end, what follows from them is looked at, once for each NLRI: what a log
 * costs is bounded by its length, but for the length of a list that a record
 * is to be taken out of, and there time is the bound.  Leases that ended
 * meanwhile are not taken up.
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
	GONE_ENTRIES	= 4096,		/* the same */
	/* many times what it takes to read all that may be injected */
	READ_MS		= 60 * 1000,
	WINDOW		= INJECT_FRAME_MAX + INJECT_HEADER,
	NUMBERS_MIN	= 256,
};

struct inject_replay {
	struct rde		*rde;
	struct inject_log	*log;
	struct originate	*o;
	uint8_t			*window;
	struct rbuf		 rest;	/* of the window, not yet read */
	struct rbuf		 frame;	/* the records of one, */
	struct rbuf		 records;	/* those not yet taken, */
	uint64_t		 frame_at;	/* and where it is */
	uint32_t		 gone;	/* targets, being taken out of all */
	uint32_t		 gone_from;	/* up to here, done */
	monotime_t		 late;	/* reading has taken too long */
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
	targets_unref(r->o->targets, r->gone);
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
	uint32_t attrs, nexthop, *slot = &r->log->file.bodies[q->body];

	attrs = attrs_intern(r->rde->attrs, q->octets);
	nexthop = nexthops_intern(r->rde->nexthops, &q->nexthop, q->carried);
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

/* Does what the body carries belong to such an NLRI? */
static bool
is_sayable(const struct inject_replay *r, const struct inject_record *q,
    uint32_t body)
{
	struct nlri n = q->nlri;

	if (body == 0)
		return false;
	n.carried = nexthops_carried(r->rde->nexthops,
	    bodies_get(r->o->rib->bodies, body)->nexthop);
	return nlri_is_sound(&n);
}

static bool
may_push(const struct inject_replay *r, const struct inject_record *q)
{
	char why[160];

	return q->id <= ORIGINATE_INJECTED_MAX && find(r, q->id) == NULL &&
	    ((q->flags & INJECT_NEGATIVE) != 0 ||
	    is_sayable(r, q, r->log->file.bodies[q->body])) &&
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
	if ((net = adj_rib_out_net(o->rib, &q->nlri)) == 0)
		return false;
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
gone_some(struct inject_replay *r)
{
	struct targets *ts = r->o->targets;
	struct extra *t;
	unsigned i;

	for (i = 0; i < GONE_ENTRIES && r->gone_from < r->log->nextras; i++) {
		if ((t = find(r, ++r->gone_from)) == NULL)
			continue;
		targets_take_from(ts, &t->excluded, r->gone);
		targets_take_from(ts, &entry_at(r->o, t->entry)->targets,
		    r->gone);
	}
	if (r->gone_from < r->log->nextras)
		return;
	targets_unref(ts, r->gone);
	r->gone = r->gone_from = 0;
}

static void
take_gone(struct inject_replay *r, uint32_t gone)
{
	targets_take_from(r->o->targets, &r->known, gone);
	targets_ref(r->o->targets, gone);
	r->gone = gone;
	r->gone_from = 0;
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

/* The log ends behind the records that were taken. */
static void
cut(struct inject_replay *r, const char *why)
{
	log_error("injection log: %s at %llu: what follows is lost", why,
	    (unsigned long long)r->frame_at);
	inject_log_cut(r->log, r->frame_at, rbuf_of(r->frame.p,
	    r->frame.left - r->records.left));
	r->read = true;
}

static void
take_some(struct inject_replay *r)
{
	struct inject_file *f = &r->log->file;
	uint8_t octets[NLRI_ROOM];
	struct inject_record q;
	struct wbuf key;
	size_t before;
	unsigned i;
	int res;

	wbuf_fixed(&key, octets, sizeof(octets));
	for (i = 0; i < ENTRIES && r->gone == 0; i++) {
		before = r->records.left;
		wbuf_reset(&key);
		res = inject_record_next(&r->records, &q, &key);
		if (res == -1)
			cut(r, "a record does not read");
		if (res != 1)
			return;
		if (q.type == INJECT_PUSH) {
			f->pushes++;
			f->push_octets += before - r->records.left;
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
	size_t before = r->rest.left;
	int res;

	res = inject_frame_next(&r->rest, f->at, &r->frame);
	if (res == 0) {
		if (!fill_window(r))
			return false;
		before = r->rest.left;
		res = inject_frame_next(&r->rest, f->at, &r->frame);
	}
	if (res != 1)
		return false;
	r->frame_at = f->at;
	r->records = r->frame;
	f->at += before - r->rest.left;
	return true;
}

static void
read_some(struct inject_replay *r)
{
	if (!monotime_is_set(r->late))
		r->late = monotime_add_ms(clock_now(), READ_MS);
	if (r->gone != 0)
		gone_some(r);
	else if (r->records.left == 0)
		r->read = !read_frame(r);
	else if (monotime_diff_ms(clock_now(), r->late) >= 0)
		cut(r, "it takes too long to read");
	else
		take_some(r);
}

/* --- what follows --------------------------------------------------------- */

/* At the net of this entry. */
static bool
first_look(struct originate *o, const struct extra *t, uint8_t flag)
{
	struct rib_net *net = rib_net_at(&o->rib->families[t->family],
	    t->net);

	if (net->flags & flag)
		return false;
	net->flags |= flag;
	return true;
}

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
	if (first_look(o, t, NET_RESOLVED))
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
		    ENTRY_NEGATIVE) != 0 && first_look(r->o, t, NET_TIDIED))
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
		read_some(r);
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
