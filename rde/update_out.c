/* SPDX-License-Identifier: ISC */
/*
 * Who gets a turn: neighbours in a ring, a neighbour's families in turn, each
 * turn one window against credit.  End-of-RIB at the tail (RFC 4724 2), and
 * refresh by a second cursor between BoRR and EoRR (RFC 2918, RFC 7313).
 */
#include <stdlib.h>
#include <string.h>

#include <bsd/sys/queue.h>

#include "base/log.h"
#include "bgp/message.h"
#include "ipc/session_rde.h"
#include "update_out.h"
#include "update_out_send.h"

enum {
	TURNS		= 8,		/* windows a slice */
	PENDING_MAX	= 16384,
	DEAD_MAX	= 1024 * 1024,	/* withdraws kept for the slow */
	QUIET_MS	= 1,
	GATHER_MS	= 5,
};

struct out_watcher {
	LIST_ENTRY(out_watcher)	 entry;
	void			(*fn)(void *arg);
	void			*arg;
};

struct update_out {
	struct rde		*rde;
	struct loop_task	*task;
	struct out_sender	*sender;
	uint32_t		 next;	/* neighbour whose turn it is */
	bool			 loaded;
	struct loop_timer	*quiet;	/* runs while a burst is gathered */
	monotime_t		 since;	/* when that began */
	uint64_t		 asked;	/* by commands, beside routes */
	LIST_HEAD(, out_watcher) watchers;
};

static bool update_out_slice(void *arg);
static void wake(void *arg);

struct update_out *
update_out_new(struct rde *rde)
{
	struct update_out *u = xcalloc(1, sizeof(*u));

	u->rde = rde;
	u->sender = out_sender_new(rde);
	u->task = loop_task_new(rde->loop, update_out_slice, u);
	u->quiet = loop_timer_new(rde->loop, wake, u);
	LIST_INIT(&u->watchers);
	return u;
}

void
update_out_free(struct update_out *u)
{
	if (u == NULL)
		return;
	loop_timer_free(u->quiet);
	loop_task_free(u->task);
	out_sender_free(u->sender);
	free(u);
}

struct rde *
update_out_rde(const struct update_out *u)
{
	return u->rde;
}

void
update_out_set_sink(struct update_out *u, out_sink *sink, void *arg)
{
	out_sender_set_sink(u->sender, sink, arg);
}

void
update_out_set_watch(struct update_out *u, out_watch *watch, void *arg)
{
	out_sender_set_watch(u->sender, watch, arg);
}

void
update_out_wake(struct update_out *u)
{
	loop_task_wake(u->task);
}

static void
wake(void *arg)
{
	update_out_wake(arg);
}

void
update_out_gather(struct update_out *u)
{
	monotime_t now = clock_now();

	if (!loop_timer_running(u->quiet))
		u->since = now;
	else if (monotime_diff_ms(now, u->since) >= GATHER_MS)
		return;
	loop_timer_set(u->quiet, QUIET_MS);
}

void
update_out_gathered(struct update_out *u)
{
	loop_timer_cancel(u->quiet);
	update_out_wake(u);
}

void
update_out_loaded(struct update_out *u)
{
	u->loaded = true;
	update_out_wake(u);
}

/* --- who waits ------------------------------------------------------------ */

uint64_t
update_out_asked(const struct update_out *u)
{
	return u->asked;
}

/* What was passed is known when the neighbours have had their turns. */
void
update_out_watch_add(struct update_out *u, void (*fn)(void *arg), void *arg)
{
	struct out_watcher *w = xcalloc(1, sizeof(*w));

	w->fn = fn;
	w->arg = arg;
	LIST_INSERT_HEAD(&u->watchers, w, entry);
	update_out_wake(u);
}

void
update_out_watch_remove(struct update_out *u, const void *arg)
{
	struct out_watcher *w;

	LIST_FOREACH(w, &u->watchers, entry)
		if (w->arg == arg)
			break;
	if (w == NULL)
		return;
	LIST_REMOVE(w, entry);
	free(w);
}

static void
tell_watchers(struct update_out *u)
{
	struct out_watcher *w;

	LIST_FOREACH(w, &u->watchers, entry)
		w->fn(w->arg);
}

/* --- neighbours and sessions ---------------------------------------------- */

void
update_out_peer_added(struct update_out *u, struct peer *p)
{
	(void)u;
	if (p->out == NULL)
		p->out = xcalloc(1, sizeof(*p->out));
}

void
update_out_peer_removed(struct update_out *u, struct peer *p)
{
	update_out_down(u, p);
	free(p->out);
	p->out = NULL;
}

static void
profile_of(const struct peer *p, struct pack_profile *out)
{
	const struct negotiated *n = &p->neg;

	memset(out, 0, sizeof(*out));
	out->local_as = n->local_as;
	out->peer_as = n->peer_as;
	out->ebgp = n->ebgp;
	out->as4 = n->as4;
	out->extended = n->extended_tx;
	out->aigp = !n->ebgp || p->conf.aigp;
	out->otc = pack_otc(n->ebgp, p->conf.role);
	out->add_path_tx = n->add_path_tx;
	out->enh_nexthop = n->enh_nexthop;
	if (n->local.af == ADDR_V4)
		out->self_v4 = n->local;
	else if (n->local.af == ADDR_V6) {
		out->self_v6 = n->local;
		/* RFC 2545 3: beside the global one on a shared link only. */
		if (n->connected && !addr_is_link_local(&n->local))
			out->self_ll = n->local_ll;
	}
	/* Capability 77: it needs no global one beside it. */
	if (n->link_local && n->local_ll.af != ADDR_NONE &&
	    (out->self_v6.af == ADDR_NONE || p->conf.link_local_prefer)) {
		out->self_v6 = n->local_ll;
		out->self_ll = (struct addr){ 0 };
	}
	out->link_local = n->link_local || addr_is_link_local(&n->local);
	out->self_v4.scope = out->self_v6.scope = out->self_ll.scope = 0;
}

void
update_out_up(struct update_out *u, struct peer *p)
{
	struct peer_out *o = p->out;
	bool asked[FAMILY_MAX];
	unsigned f;

	update_out_down(u, p);
	for (f = 0; f < FAMILY_MAX; f++)
		asked[f] = o->families[f].eor_asked != 0;
	memset(o, 0, sizeof(*o));
	profile_of(p, &o->profile);
	o->credit = SR_OUT_WINDOW;
	for (f = 0; f < FAMILY_MAX; f++) {
		if ((p->neg.families >> f & 1) == 0)
			continue;
		o->families[f].on = 1;
		o->families[f].eor_asked = asked[f];
		rib_cursor_up(u->rde->rib_out, (enum family)f, p->id);
	}
	update_out_wake(u);
}

void
update_out_down(struct update_out *u, struct peer *p)
{
	unsigned f;

	if (p->out == NULL)
		return;
	for (f = 0; f < FAMILY_MAX; f++) {
		rib_cursor_down(u->rde->rib_out, (enum family)f, p->id);
		p->out->families[f].on = 0;
	}
	update_out_wake(u);
}

void
update_out_hold(struct update_out *u, struct peer *p, bool held)
{
	p->out->held = held;
	if (!held)
		update_out_wake(u);
}

void
update_out_hold_eor(struct update_out *u, struct peer *p, bool held)
{
	p->out->eor_held = held;
	if (!held)
		update_out_wake(u);
}

void
update_out_credit(struct update_out *u, struct peer *p, uint32_t octets)
{
	struct peer_out *o = p->out;

	o->credit += octets > SR_OUT_WINDOW - o->credit ?
	    SR_OUT_WINDOW - o->credit : octets;
	out_written_back(&o->written, octets);
	update_out_wake(u);
}

void
update_out_refresh(struct update_out *u, struct peer *p, enum family f)
{
	struct out_family *of = &p->out->families[f];

	if (!of->on)
		return;
	if (of->refresh == REFRESH_NONE)
		of->refresh = REFRESH_ASKED;
	else if (of->refresh == REFRESH_WALK)
		of->refresh_again = 1;
	update_out_wake(u);
}

static bool
is_configured(const struct conf_neighbor *c, enum family f)
{
	unsigned i;

	for (i = 0; !c->family_all && i < c->nfamilies; i++)
		if (c->families[i] == f)
			return true;
	return c->family_all != 0;
}

bool
update_out_eor(struct update_out *u, struct peer *p, enum family f)
{
	struct out_family *of = &p->out->families[f];

	if (p->up ? !of->on : !is_configured(&p->conf, f))
		return false;
	of->eor_asked = 1;
	u->asked++;
	update_out_wake(u);
	return true;
}

bool
update_out_alone(struct update_out *u, struct peer *p, struct rbuf canon,
    const struct nexthop *nh)
{
	if (!p->up || p->out->held || p->out->credit < OUT_CREDIT_MIN ||
	    !out_send_alone(u->sender, p, canon, nh))
		return false;
	u->asked++;
	return true;
}

/* --- turns ---------------------------------------------------------------- */

/* The second cursor has met the first, and that stood at the tail. */
static void
refresh_end(struct update_out *u, struct peer *p, enum family f)
{
	struct out_family *of = &p->out->families[f];
	struct rib_family *rf = &u->rde->rib_out->families[f];

	rib_cursor_again_end(rf, rib_cursor_get(u->rde->rib_out, f, p->id));
	if (p->neg.enhanced_refresh)
		out_send_refresh(u->sender, p, f, REFRESH_EORR);
	of->refresh = of->refresh_again ? REFRESH_ASKED : REFRESH_NONE;
	of->refresh_again = 0;
}

/* The cursor stands at the tail.  True: something was sent. */
static bool
turn_refresh(struct update_out *u, struct peer *p, enum family f)
{
	struct out_family *of = &p->out->families[f];
	struct rib_family *rf = &u->rde->rib_out->families[f];

	if (of->refresh == REFRESH_NONE)
		return false;
	if (of->refresh == REFRESH_ASKED) {
		/* RFC 7313 4: not before the table was sent once. */
		if (!u->loaded || (!of->eor_sent && !p->conf.manual_eor))
			return false;
		if (p->neg.enhanced_refresh)
			out_send_refresh(u->sender, p, f, REFRESH_BORR);
		rib_cursor_again(rf, rib_cursor_get(u->rde->rib_out, f,
		    p->id));
		of->refresh = REFRESH_WALK;
	}
	if (!out_send_again(u->sender, p, f))
		refresh_end(u, p, f);
	return true;
}

static bool
has_said_all(const struct peer *p)
{
	const struct out_family *of = p->out->families;
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		if (of[f].on && !of[f].eor_sent)
			return false;
	return true;
}

/* What commands asked for has been sent, but an End-of-RIB that waits. */
static void
note_asked(const struct update_out *u, struct peer_out *o)
{
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		if (o->families[f].on && o->families[f].eor_asked)
			return;
	o->written.at[OUT_ASKED] = u->asked;
}

/*
 * The first End-of-RIB comes behind the routes of all families and in their
 * order, as scripts know it; not behind what changes meanwhile, or it might
 * never come.
 */
static bool
is_first_eor_due(const struct update_out *u, const struct peer *p,
    enum family f)
{
	const struct out_family *of = p->out->families;
	unsigned i;

	if (of[f].eor_sent || p->out->eor_held || p->conf.manual_eor)
		return false;
	for (i = 0; i < FAMILY_MAX; i++)
		if (of[i].on && (!of[i].at_end || (i < f && !of[i].eor_sent)))
			return false;
	return u->loaded;
}

/* True: something was done for this neighbour and family. */
static bool
turn_family(struct update_out *u, struct peer *p, enum family f)
{
	struct out_family *of = &p->out->families[f];
	bool first;

	if (out_send_window(u->sender, p, f))
		return true;
	if (u->loaded && !of->at_end) {
		of->at_end = 1;		/* End-of-RIB of another may be due */
		return true;
	}
	if ((u->loaded && of->eor_asked) || is_first_eor_due(u, p, f)) {
		out_send_eor(u->sender, p, f);
		of->eor_asked = 0;
		first = !of->eor_sent;
		of->eor_sent = 1;
		if (first && has_said_all(p))
			out_send_said_all(u->sender, p);
		return true;
	}
	return turn_refresh(u, p, f);
}

static bool
turn_peer(struct update_out *u, struct peer *p)
{
	struct peer_out *o = p->out;
	unsigned i;
	uint8_t f;

	if (o == NULL || o->held || o->credit < OUT_CREDIT_MIN)
		return false;
	note_asked(u, o);
	for (i = 0; i < FAMILY_MAX; i++) {
		f = (uint8_t)((o->turn + i) % FAMILY_MAX);
		if (!o->families[f].on || !turn_family(u, p, (enum family)f))
			continue;
		o->turn = (uint8_t)((f + 1) % FAMILY_MAX);
		return true;
	}
	return false;
}

/*
 * Withdraws pinned by a neighbour that is too slow: it gets everything again
 * between BoRR and EoRR, or, without RFC 7313, a new session.
 */
static void
bound_dead(struct update_out *u, enum family f)
{
	struct rib_family *rf = &u->rde->rib_out->families[f];
	struct rib_cursor *c;
	struct peer *p;
	uint64_t lost;
	char remote[ADDR_TEXT];

	if (rf->dead <= DEAD_MAX || rf->gc != 0 ||
	    (c = rib_cursor_slowest(rf)) == NULL)
		return;
	p = peers_get(u->rde->peers, c->id);
	lost = rib_cursor_forgive(u->rde->rib_out, f, c->id);
	c->held -= lost < c->held ? lost : c->held;
	log_warn("neighbor %s (AS %u): does not take its withdraws: %s",
	    addr_print(&p->conf.remote, remote, sizeof(remote)),
	    p->neg.peer_as, p->neg.enhanced_refresh ?
	    "everything is sent again" : "session reset");
	if (p->neg.enhanced_refresh)
		update_out_refresh(u, p, f);
	else if (!p->out->resetting) {
		p->out->resetting = 1;
		out_send_reset(u->sender, p, NOTIFY_CEASE, CEASE_RESOURCES);
	}
}

/* Calls neighbours from u->next on, each once; true when one did something. */
static bool
round_of_turns(struct update_out *u, unsigned *turns)
{
	struct peer *p;
	uint32_t first = u->next;
	bool wrapped = false, busy = false;

	while (*turns > 0) {
		p = peers_next(u->rde->peers, u->next);
		if (p == NULL || (wrapped && p->id >= first)) {
			if (wrapped || first == 0) {
				u->next = 0;
				break;
			}
			wrapped = true;
			u->next = 0;
			continue;
		}
		u->next = (uint32_t)p->id + 1;
		if (turn_peer(u, p)) {
			busy = true;
			(*turns)--;
		}
	}
	return busy;
}

static bool
slice(struct update_out *u)
{
	unsigned f, turns = TURNS;
	bool more = false;

	if (loop_timer_running(u->quiet))
		return false;
	for (f = 0; f < FAMILY_MAX; f++) {
		more |= rib_cursor_gc(u->rde->rib_out, (enum family)f);
		bound_dead(u, (enum family)f);
	}
	while (turns > 0 && round_of_turns(u, &turns))
		;
	return more || turns == 0;
}

static bool
update_out_slice(void *arg)
{
	struct update_out *u = arg;
	bool more = slice(u);

	tell_watchers(u);
	return more;
}

/* --- counters ------------------------------------------------------------- */

uint64_t
update_out_prefixes(const struct update_out *u, const struct peer *p)
{
	const struct rib_cursor *c;
	uint64_t n = 0;
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++) {
		c = rib_cursor_get(u->rde->rib_out, (enum family)f, p->id);
		n += c == NULL ? 0 : c->held;
	}
	return n;
}

uint64_t
update_out_pending(const struct update_out *u, const struct peer *p)
{
	const struct adj_rib_out *r = u->rde->rib_out;
	const struct rib_cursor *c;
	uint64_t n = 0;
	uint32_t x;
	unsigned f, seen = 0;

	for (f = 0; f < FAMILY_MAX; f++) {
		c = rib_cursor_get(r, (enum family)f, p->id);
		if (c == NULL)
			continue;
		for (x = rib_cursor_next(&r->families[f], c->node);
		    x != 0 && seen < PENDING_MAX;
		    x = rib_cursor_next(&r->families[f], x), seen++)
			n += targets_has(r->targets,
			    rib_variant_at(&r->families[f], x)->targets,
			    p->id);
	}
	return n;
}

uint64_t
update_out_unsendable(const struct update_out *u, const struct peer *p)
{
	const struct rib_cursor *c;
	uint64_t n = 0;
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++) {
		c = rib_cursor_get(u->rde->rib_out, (enum family)f, p->id);
		n += c == NULL ? 0 : c->unsent.count;
	}
	return n;
}
