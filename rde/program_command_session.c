/* SPDX-License-Identifier: ISC */
/*
 * Messages and resets go to the session engine, which knows the sessions; a
 * command whose neighbours are all down fails where it could only be lost.
 */
#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "bgp/notification.h"
#include "ipc/session_rde.h"
#include "originate.h"
#include "originate_job.h"
#include "program_command_select.h"
#include "program_command_session.h"
#include "text/operational_words.h"
#include "text/route_head.h"
#include "update/pack.h"
#include "update_out.h"

enum {
	CEASE_MAX = 10,
	EACH_ARG = 64,		/* octets of what a command is about */
	EACH_RUN = 16,		/* ids between looks at the clock */
};

/* A family in words; false: the command has failed. */
static bool
take_family(struct program_commands *c, struct tokens *t, enum family *f)
{
	struct text_error e;

	if (route_head_family(t, f, &e) == -1) {
		command_fail(c, "%s", e.msg);
		return false;
	}
	return !command_superfluous(c, t);
}

typedef bool each_fn(struct program_commands *c, struct peer *p,
	    const void *arg);

/*
 * Each selected neighbour, or each that is up; it is answered by how many took
 * it.  It rests while much waits for the session engine (room.h).
 */
struct each {
	each_fn		*fn;
	bool		down;		/* also who is not up */
	const char	*nobody;
	uint32_t	 from;		/* the next by id */
	unsigned	 n;
	const struct idset *peers;	/* of the command */
	struct idset_store *sets;
	uint32_t	 attrs;		/* a reference, or 0 */
	struct attrs_store *store;
	alignas(max_align_t) uint8_t arg[EACH_ARG];
};

static void
each_stop(void *job)
{
	struct each *k = job;

	idset_unref(k->sets, k->peers);
	if (k->attrs != 0)
		attrs_unref(k->store, k->attrs);
	free(k);
}

static bool
waits_for_room(const struct program_commands *c)
{
	return c->room.waits;
}

static bool
each_turn(struct program_commands *c, monotime_t until)
{
	struct each *k = c->job;
	struct peer *p;

	command_select_refresh(c, &k->peers);
	while ((p = peers_next(c->rde->peers, k->from)) != NULL) {
		if (room_is_full(c->rde->session)) {
			c->rests = waits_for_room;
			room_wait(&c->rde->room, &c->room, c->task);
			return false;
		}
		k->from = p->id + 1U;
		if ((p->up || k->down) && (k->peers == NULL ||
		    idset_has(k->peers, p->id)) && k->fn(c, p, k->arg))
			k->n++;
		if (k->from % EACH_RUN == 0 &&
		    monotime_diff_ms(clock_now(), until) >= 0)
			return false;
	}
	if (k->n == 0)
		command_fail(c, "%s", k->nobody);
	else
		command_done(c);
	return true;
}

static struct each *
each_new(struct program_commands *c, each_fn *fn, const void *arg,
    size_t size, const char *nobody)
{
	struct each *k = xcalloc(1, sizeof(*k));

	k->fn = fn;
	k->nobody = nobody;
	k->sets = c->rde->idsets;
	k->peers = c->select.peers == NULL ? NULL :
	    idset_ref(c->select.peers);
	if (size > 0)
		memcpy(k->arg, arg, size);
	return k;
}

static void
each(struct program_commands *c, each_fn *fn, const void *arg, size_t size,
    bool down, const char *nobody)
{
	struct each *k = each_new(c, fn, arg, size, nobody);

	k->down = down;
	command_begin(c, each_turn, k, each_stop);
}

static void
each_up(struct program_commands *c, each_fn *fn, const void *arg,
    size_t size, const char *nobody)
{
	each(c, fn, arg, size, false, nobody);
}

/* --- End-of-RIB, ROUTE-REFRESH -------------------------------------------- */

static bool
eor_one(struct program_commands *c, struct peer *p, const void *arg)
{
	const enum family *f = arg;

	return update_out_eor(c->rde->out, p, *f);
}

void
command_eor(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	enum family f = FAMILY_IPV4_UNICAST;

	(void)row;
	if (!command_select_somebody(c) ||
	    (token_peek(t) != NULL && !take_family(c, t, &f)))
		return;
	update_out_gathered(c->rde->out);
	/* For one that is down it waits: programs begin before sessions. */
	each(c, eor_one, &f, sizeof(f), true, "no neighbor that it is for has "
	    "this family");
}

static bool
send_message(struct program_commands *c, const struct peer *p,
    const struct wbuf *w)
{
	if (c->rde->session == NULL || w->failed)
		return false;
	return link_send(c->rde->session, SR_SEND, p->id, p->gen, w->p,
	    w->len) == 0;
}

static bool
refresh_one(struct program_commands *c, struct peer *p, const void *arg)
{
	const enum family *f = arg;
	uint8_t octets[64];
	struct wbuf w;

	if (!p->neg.refresh || (p->neg.families >> *f & 1) == 0)
		return false;
	wbuf_fixed(&w, octets, sizeof(octets));
	pack_refresh(&w, *f, 0);
	return send_message(c, p, &w);
}

void
command_refresh(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	enum family f;

	(void)row;
	if (!command_select_somebody(c) || !take_family(c, t, &f))
		return;
	each_up(c, refresh_one, &f, sizeof(f), "no neighbor that it is for is "
	    "established with this family and route refresh");
}

/* --- attributes alone ----------------------------------------------------- */

struct alone {
	uint32_t	 attrs;
	struct addr	 nexthop;
};
static_assert(sizeof(struct alone) <= EACH_ARG, "it travels with its command");

static bool
alone_one(struct program_commands *c, struct peer *p, const void *arg)
{
	const struct alone *a = arg;
	const struct nexthop nh = { .global = a->nexthop };

	return update_out_alone(c->rde->out, p, attrs_octets(c->rde->attrs,
	    a->attrs), &nh);
}

/* What was announced before goes before it. */
void
command_attributes(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	struct alone a = { .attrs = 0 };
	const struct route_spec *s;
	struct text_error e;
	struct each *k;

	(void)row;
	if (!command_select_somebody(c))
		return;
	if (c->group != NULL) {
		command_fail(c, "'nlri' and prefixes are missing, which in "
		    "a group must be there");
		return;
	}
	if (c->withdraw == NULL)
		c->withdraw = route_parser_new(ROUTE_WITHDRAW);
	if (route_parser_attributes(c->withdraw, t, &s, &e) == -1) {
		command_fail(c, "%s", e.msg);
		return;
	}
	if (s->nexthop_kind == NEXTHOP_ADDR)
		a.nexthop = s->nexthop.global;
	a.attrs = attrs_intern(c->rde->attrs, wbuf_view(&s->attrs));
	update_out_gathered(c->rde->out);
	k = each_new(c, alone_one, &a, sizeof(a), "no neighbor that it is "
	    "for is established and takes it now");
	k->attrs = a.attrs;
	k->store = c->rde->attrs;
	command_begin(c, each_turn, k, each_stop);
}

/* --- OPERATIONAL (draft-ietf-idr-operational-message) --------------------- */

static_assert(sizeof(struct operational) <= EACH_ARG,
    "it travels with its command");

/* The advisory is the lexer's, until the next line. */
static bool
operational_one(struct program_commands *c, struct peer *p, const void *arg)
{
	const struct operational *o = arg;
	uint8_t octets[OPERATIONAL_MAX];
	struct wbuf w;

	if (!p->neg.operational)
		return false;
	wbuf_fixed(&w, octets, sizeof(octets));
	operational_write(&w, o, p->neg.local_id);
	return send_message(c, p, &w);
}

void
command_operational(struct program_commands *c,
    const struct command_row *row, struct tokens *t)
{
	struct operational o;
	struct text_error e;

	(void)row;
	if (!command_select_somebody(c))
		return;
	if (operational_words_read(&o, t, &e) == -1)
		command_fail(c, "%s", e.msg);
	else
		each_up(c, operational_one, &o, sizeof(o), "no neighbor that "
		    "it is for is established with the operational "
		    "capability");
}

/* --- sessions ------------------------------------------------------------- */

/* What ExaBGP says with it, where a text may be (RFC 9003 2). */
static const char *
teardown_text(uint8_t subcode)
{
	return subcode == CEASE_DOWN ? "Administrative Shutdown" :
	    subcode == CEASE_RESET ? "Administrative Reset" : "";
}

static bool
teardown_one(struct program_commands *c, struct peer *p, const void *arg)
{
	struct sr_reset r = { .code = NOTIFY_CEASE };
	struct notify n;

	r.subcode = *(const uint8_t *)arg;
	notify_set_text(&n, r.code, r.subcode, teardown_text(r.subcode));
	r.data_len = n.len;
	if (c->rde->session == NULL)
		return false;
	return link_send2(c->rde->session, SR_RESET, p->id, p->gen, &r,
	    sizeof(r), n.data, n.len) == 0;
}

void
command_teardown(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	const struct token *tok = token_take(t);
	uint64_t v;
	uint8_t code;

	(void)row;
	if (tok == NULL || text_u64(tok->s, CEASE_MAX, &v) == -1 || v == 0) {
		command_fail(c, "a Cease subcode from 1 to %u is missing",
		    CEASE_MAX);
		return;
	}
	code = (uint8_t)v;
	if (!command_superfluous(c, t) && command_select_somebody(c))
		each_up(c, teardown_one, &code, sizeof(code), "no neighbor "
		    "that it is for is established");
}

/* --- whole tables --------------------------------------------------------- */

/* One that is down gets everything when it comes. */
static bool
flush_one(struct program_commands *c, struct peer *p, const void *arg)
{
	unsigned f;

	(void)arg;
	for (f = 0; p->up && f < FAMILY_MAX; f++)
		update_out_refresh(c->rde->out, p, (enum family)f);
	return true;
}

void
command_flush(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	(void)row;
	if (!command_superfluous(c, t) && command_select_somebody(c))
		each(c, flush_one, NULL, 0, true, "no such neighbor");
}

static void
clear_in(struct program_commands *c)
{
	struct peer *p;
	unsigned f;

	for (p = command_select_next(c, 0); p != NULL;
	    p = command_select_next(c, p->id + 1U))
		for (f = 0; f < FAMILY_MAX; f++)
			adj_rib_in_drop(c->rde->in, p, (enum family)f);
	command_done(c);
}

/* A walk: neighbours by id, families, prefixes in order. */
struct clearing {
	uint32_t	 peer;
	unsigned	 family;
	bool		 started;
	struct net_pos	 after;
	struct rib_out_items items;
	const struct idset *peers;	/* of the command */
	struct idset_store *sets;
};

static void
clear_stop(void *job)
{
	struct clearing *k = job;

	idset_unref(k->sets, k->peers);
	free(k->items.v);
	free(k);
}

static bool
is_cleared(const struct clearing *k, const struct peer *p)
{
	return k->peers == NULL || idset_has(k->peers, p->id);
}

/*
 * Everything that is said to the neighbour is withdrawn by who asks: what is
 * its own goes, what others say is hidden.  False: the family is done.
 */
static bool
clear_batch(struct program_commands *c, struct clearing *k, struct peer *p)
{
	const struct rib_out_item *v;
	const struct idset *one;
	char addr[ADDR_TEXT];
	const struct originate_order order = {
		.source = c->who.source,
		.targets = one = idset_of(c->rde->idsets, &p->id, 1),
		.selector = addr_print(&p->conf.remote, addr, sizeof(addr)),
		.owner = c->owner,
	};
	size_t i, n;

	n = update_out_show_some(c->rde->out, p, (enum family)k->family,
	    k->started ? &k->after : NULL, NULL, &k->items);
	v = k->items.v;
	k->started = n > 0 || k->items.more;
	if (n > 0)		/* before its key goes */
		net_pos_set(&k->after, &v[n - 1].nlri);
	else if (k->items.more)
		k->after = k->items.behind;
	for (i = 0; i < n; i++)
		if ((v[i].flags & CTL_P_WITHDRAWN) == 0)
			(void)originate_withdraw(c->rde->originate,
			    &v[i].nlri, &order);
	idset_unref(c->rde->idsets, one);
	return k->started;
}

static bool
clear_turn(struct program_commands *c, monotime_t until)
{
	struct clearing *k = c->job;
	struct peer *p;

	command_select_refresh(c, &k->peers);
	while ((p = peers_next(c->rde->peers, k->peer)) != NULL) {
		if (p->id != k->peer) {
			k->peer = p->id;
			k->family = 0;
			k->started = false;
		}
		if (!is_cleared(k, p))
			k->family = FAMILY_MAX;
		if (k->family == FAMILY_MAX) {
			k->peer++;
			k->family = 0;
		} else if (!clear_batch(c, k, p))
			k->family++;
		if (monotime_diff_ms(clock_now(), until) >= 0)
			return false;
	}
	command_done(c);
	return true;
}

void
command_clear(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	struct clearing *k;
	bool in = row->value == 1;

	if (row->value == 0) {
		in = token_accept(t, "in");
		if (!in)
			(void)token_accept(t, "out");
	}
	if (command_superfluous(c, t) || !command_select_somebody(c))
		return;
	if (in) {
		clear_in(c);
		return;
	}
	k = xcalloc(1, sizeof(*k));
	k->sets = c->rde->idsets;
	k->peers = c->select.peers == NULL ? NULL :
	    idset_ref(c->select.peers);
	command_begin(c, clear_turn, k, clear_stop);
}

/* --- watchdogs ------------------------------------------------------------ */

static void
watchdog_stop(void *job)
{
	originate_job_forget(job);
}

static void
watchdog_done(void *arg, unsigned n)
{
	struct program_commands *c = arg;

	(void)n;
	c->stop = NULL;			/* the job is gone */
	command_done(c);
}

void
command_watchdog(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	const struct token *tok = token_take(t);

	if (command_superfluous(c, t) || !command_select_somebody(c))
		return;
	c->job = originate_watchdog(c->rde->originate,
	    tok == NULL ? c->owner : tok->s, row->value == 1,
	    c->select.peers, watchdog_done, c);
	c->stop = watchdog_stop;
}
