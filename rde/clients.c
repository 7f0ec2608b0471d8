/* SPDX-License-Identifier: ISC */
/*
 * Control clients and their answers.  Long answers are walks: one task gives
 * each client that can take more a slice in turn.  A client that takes nothing
 * for a minute while something waits for it is cut.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>
#include <bsd/sys/queue.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "clients.h"
#include "eor_wait.h"
#include "flow_count.h"
#include "inject_log.h"
#include "ipc/engine_common.h"
#include "ipc/offence_walk.h"
#include "ipc/selector.h"
#include "network.h"
#include "nexthops.h"
#include "originate.h"
#include "originate_job.h"
#include "peer.h"
#include "program.h"
#include "program_command.h"
#include "show.h"
#include "text/route_head.h"
#include "text/suggest.h"
#include "update_out.h"

enum {
	SLICE_MS	= 4,		/* a client's turn */
	SILENT_MS	= 60 * 1000,
	LOOK_MS		= 5 * 1000,	/* between looks for silent ones */
	NETWORK_ROWS	= 16,		/* between looks at the clock */
	API_PART	= LINK_BODY_MAX / 2,
};

struct client {
	TAILQ_ENTRY(client) entry;
	struct clients	*all;
	struct link	*k;
	uint32_t	id;
	uint32_t	uid;
	enum role	role;
	char		principal[PRINCIPAL_MAX];

	/* What it waits for: a walk, in turns; or a flush. */
	uint32_t	req;
	void		(*turn)(struct client *c, monotime_t until);
	struct show	*show;
	struct originate_walk walk;
	uint32_t	next;		/* neighbour id */
	uint32_t	rows;
	monotime_t	until;		/* the end of its turn */
	struct ctl_rib_filter filter;
	struct offence_walk offences;
	struct network	*network;
	bool		bulk;		/* it is a line of many */
	struct originate_job *flush;
	struct program_commands *api;	/* made by its first line */

	uint32_t	bulk_done;
	uint32_t	bulk_failed;

	size_t		queued;		/* at the last look */
	monotime_t	moved;		/* when that changed, or was 0 */
};

struct clients {
	struct rde		*rde;
	TAILQ_HEAD(, client)	 list;
	unsigned		 count;
	struct loop_task	*task;
	struct loop_timer	*timer;
};

static bool	turn_some(void *arg);
static void	look_for_silent(void *arg);

struct clients *
clients_new(struct rde *rde)
{
	struct clients *cs = xcalloc(1, sizeof(*cs));

	cs->rde = rde;
	TAILQ_INIT(&cs->list);
	cs->task = loop_task_new(rde->loop, turn_some, cs);
	cs->timer = loop_timer_new(rde->loop, look_for_silent, cs);
	return cs;
}

void
clients_free(struct clients *cs)
{
	if (cs == NULL)
		return;
	while (!TAILQ_EMPTY(&cs->list))
		clients_remove(TAILQ_FIRST(&cs->list));
	loop_task_free(cs->task);
	loop_timer_free(cs->timer);
	free(cs);
}

struct client *
clients_add(struct clients *cs, const struct pe_client *who)
{
	struct client *c;
	unsigned same = 0;

	TAILQ_FOREACH(c, &cs->list, entry)
		if (c->uid == who->uid)
			same++;
	if (!engine_client_fits(cs->count, same, who->uid))
		return NULL;
	c = xcalloc(1, sizeof(*c));
	c->all = cs;
	c->id = who->id;
	c->uid = who->uid;
	c->role = (enum role)who->role;
	memcpy(c->principal, who->principal, sizeof(c->principal));
	c->principal[sizeof(c->principal) - 1] = '\0';
	TAILQ_INSERT_TAIL(&cs->list, c, entry);
	cs->count++;
	if (!loop_timer_running(cs->timer))
		loop_timer_set(cs->timer, LOOK_MS);
	return c;
}

static void
stop(struct client *c)
{
	show_free(c->show);
	c->show = NULL;
	network_free(c->network);
	c->network = NULL;
	c->turn = NULL;
}

void
clients_remove(struct client *c)
{
	TAILQ_REMOVE(&c->all->list, c, entry);
	c->all->count--;
	stop(c);
	program_command_free(c->api);
	originate_job_forget(c->flush);
	link_free(c->k);
	free(c);
}

void
clients_revoke(struct clients *cs, uint32_t id)
{
	struct client *c, *next;

	for (c = TAILQ_FIRST(&cs->list); c != NULL; c = next) {
		next = TAILQ_NEXT(c, entry);
		if (c->id == id)
			clients_remove(c);
	}
}

static bool
can_take(const struct client *c)
{
	return link_queued(c->k) < SHOW_QUEUE;
}

static bool
has_turn(const struct client *c)
{
	return c->turn != NULL && can_take(c);
}

/*
 * Read only a client that has its answer and takes what waits, and none before
 * there are neighbours to speak of.
 */
static void
settle(struct client *c)
{
	link_pause(c->k, c->turn != NULL || c->flush != NULL ||
	    (c->api != NULL && program_command_busy(c->api)) ||
	    !can_take(c) || !c->all->rde->configured);
	if (has_turn(c))
		loop_task_wake(c->all->task);
}

static void
drained(void *arg)
{
	struct client *c = arg;

	settle(c);
	if (c->api != NULL)
		program_command_resume(c->api);
}

void
clients_attach(struct client *c, struct link *k)
{
	c->k = k;
	c->moved = clock_now();
	link_on_drain(k, SHOW_QUEUE / 2, drained);
	settle(c);
}

void
clients_configured(struct clients *cs)
{
	struct client *c;

	TAILQ_FOREACH(c, &cs->list, entry)
		settle(c);
}

static void
look_for_silent(void *arg)
{
	struct clients *cs = arg;
	struct client *c, *next;
	monotime_t now = clock_now();
	size_t queued;

	for (c = TAILQ_FIRST(&cs->list); c != NULL; c = next) {
		next = TAILQ_NEXT(c, entry);
		queued = c->k == NULL ? 0 : link_queued(c->k);
		if (queued == 0 || queued != c->queued) {
			c->queued = queued;
			c->moved = now;
		} else if (monotime_diff_ms(now, c->moved) >= SILENT_MS) {
			log_info("control client %u: took nothing for a "
			    "minute, closed", c->id);
			clients_remove(c);
		}
	}
	if (cs->count > 0)
		loop_timer_set(cs->timer, LOOK_MS);
}

/* --- answers ------------------------------------------------------------- */

static void
finish(struct client *c, uint32_t req, enum ctl_code code, uint64_t done,
    uint32_t failed, const char *text)
{
	struct ctl_verdict v = {
		.code = (uint8_t)code,
		.done = done > UINT32_MAX ? UINT32_MAX : (uint32_t)done,
		.failed = failed,
	};

	/* What was accepted outlives this process from here on. */
	inject_log_flush(c->all->rde->log);
	link_send2(c->k, CTL_END, req, 0, &v, sizeof(v), text, strlen(text));
	settle(c);
}

static bool
may(struct client *c, uint32_t req, enum role need)
{
	if (c->role >= need)
		return true;
	finish(c, req, CTL_DENIED, 0, 0, "permission denied");
	return false;
}

static void
fill_counters(struct rde *rde, const struct peer *p, struct ctl_counters *n)
{
	const struct flow_count_of flow = flow_count_of(rde->flow_count, p);
	const char *name = "";
	unsigned f;

	*n = (struct ctl_counters){
		.id = p->id,
		.remote = p->conf.remote,
		.prefixes_out = update_out_prefixes(rde->out, p),
		.updates_in = p->count.updates_in,
		.updates_out = p->count.updates_out,
		.withdraws_in = p->count.withdraws_in,
		.withdraws_out = p->count.withdraws_out,
		.eor_in = p->count.eor_in,
		.eor_out = p->count.eor_out,
		.pending = update_out_pending(rde->out, p),
		.treat_as_withdraw = p->count.treat_as_withdraw,
		.attr_discard = p->count.attr_discard,
		.unsendable = update_out_unsendable(rde->out, p),
		.flow_rules = flow.rules,
		.flow_unjudged = flow.unjudged,
		.flow_infeasible = flow.infeasible,
		.flow_age_ms = flow.age_ms,
	};
	for (f = 0; f < FAMILY_MAX; f++) {
		n->prefixes_in += adj_rib_in_held(p, (enum family)f);
		n->max_prefixes += p->conf.limits[f].max;
	}
	n->eor_programs = eor_wait_for(p, &name, &n->eor_left_ms);
	strlcpy(n->eor_program, name, sizeof(n->eor_program));
}

static void
send_memory(struct client *c, uint32_t req, const char *name, uint64_t count,
    uint64_t bytes, uint64_t refs)
{
	struct ctl_memory m = {
		.count = count, .bytes = bytes, .refs = refs
	};
	size_t n = strlen(name);

	memcpy(m.name, name, n < sizeof(m.name) ? n : sizeof(m.name) - 1);
	link_send(c->k, CTL_MEMORY, req, 0, &m, sizeof(m));
}

void
clients_show_memory(struct client *c, uint32_t req)
{
	struct rde *rde = c->all->rde;
	const struct net_table *t;
	uint64_t count, bytes, refs;
	unsigned f;

	if (!may(c, req, ROLE_READ))
		return;
	for (f = 0; f < FAMILY_MAX; f++) {
		t = adj_rib_in_table(rde->in, (enum family)f);
		/* Few of them are in use anywhere. */
		if (family_info((enum family)f)->keyed &&
		    net_table_count(t) == 0)
			continue;
		send_memory(c, req, family_info((enum family)f)->name,
		    net_table_count(t), net_table_bytes(t), 0);
	}
	adj_rib_in_usage(rde->in, &count, &bytes);
	send_memory(c, req, "paths", count, bytes, 0);
	attrs_usage(rde->attrs, &count, &bytes, &refs);
	send_memory(c, req, "attribute sets", count, bytes, refs);
	nexthops_usage(rde->nexthops, &count, &bytes, &refs);
	send_memory(c, req, "next hops", count, bytes, refs);
	originate_usage(rde->originate, &count, &bytes);
	send_memory(c, req, "originated entries", count, bytes, 0);
	send_memory(c, req, "neighbor sets",
	    idset_store_count(rde->idsets), idset_store_bytes(rde->idsets),
	    0);
	offences_usage(rde->offences, &count, &bytes);
	send_memory(c, req, "malformed messages", count, bytes, 0);
	finish(c, req, CTL_OK, 0, 0, "");
}

/* --- walks --------------------------------------------------------------- */

static void
begin(struct client *c, uint32_t req,
    void (*turn)(struct client *c, monotime_t until))
{
	c->req = req;
	c->turn = turn;
	settle(c);
}

/* A walk that was asked for certain routes and found none says so. */
static void
walk_done(struct client *c, uint64_t count)
{
	bool asked = (c->filter.flags & (CTL_RIB_PREFIX | CTL_RIB_RD)) != 0;

	stop(c);
	finish(c, c->req, count == 0 && asked ? CTL_NOTHING : CTL_OK, count,
	    0, "");
}

static void
rib_turn(struct client *c, monotime_t until)
{
	if (!show_slice(c->show, until))
		walk_done(c, show_count(c->show));
}

void
clients_show_rib(struct client *c, uint32_t req,
    const struct ctl_rib_filter *f)
{
	const char *why;

	if (!may(c, req, ROLE_READ))
		return;
	c->show = show_new(c->all->rde, c->k, req, f, &why);
	if (c->show == NULL) {
		finish(c, req, CTL_NOTHING, 0, 0, why);
		return;
	}
	c->filter = *f;
	begin(c, req, rib_turn);
}

/* What waits for a neighbour is counted one by one. */
static void
counters_turn(struct client *c, monotime_t until)
{
	struct rde *rde = c->all->rde;
	struct ctl_counters n;
	const struct peer *p;

	while ((p = peers_next(rde->peers, c->next)) != NULL) {
		fill_counters(rde, p, &n);
		link_send(c->k, CTL_COUNTERS, c->req, 0, &n, sizeof(n));
		c->rows++;
		c->next = p->id + 1U;
		if (!can_take(c) || monotime_diff_ms(clock_now(), until) >= 0)
			return;
	}
	stop(c);
	finish(c, c->req, CTL_OK, c->rows, 0, "");
}

void
clients_show_counters(struct client *c, uint32_t req)
{
	if (!may(c, req, ROLE_READ))
		return;
	c->next = c->rows = 0;
	begin(c, req, counters_turn);
}

static bool
is_configured(const struct rde *rde, const struct ctl_selector *who)
{
	const struct peer *p;

	for (p = peers_next(rde->peers, 0); p != NULL;
	    p = peers_next(rde->peers, p->id + 1U))
		if (selector_means(who, &p->conf))
			return true;
	return false;
}

/* Nobody is complained about who is there and has done nothing wrong. */
static void
malformed_turn(struct client *c, monotime_t until)
{
	const struct rde *rde = c->all->rde;
	struct offence_walk *w = &c->offences;

	(void)until;
	while (offence_walk_step(w, rde->offences, c->k, c->req))
		if (!can_take(c))
			return;
	stop(c);
	if (w->sent == 0 && !is_configured(rde, &w->who) &&
	    w->who.kind != CTL_SEL_ALL)
		finish(c, c->req, CTL_NOTHING, 0, 0, "no such neighbor");
	else
		finish(c, c->req, CTL_OK, w->sent, 0, "");
}

void
clients_show_malformed(struct client *c, uint32_t req,
    const struct ctl_selector *who)
{
	if (!may(c, req, ROLE_READ))
		return;
	offence_walk_start(&c->offences, c->all->rde->offences, who);
	begin(c, req, malformed_turn);
}

/* --- networks ------------------------------------------------------------ */

/* One verdict for a command; of a bulk's lines only refusals are told. */
static void
network_told(struct client *c, uint32_t req, enum ctl_code code,
    unsigned done, const char *why)
{
	size_t len = strlen(why);
	const char *legal;

	if (!c->bulk) {
		finish(c, req, code, done, 0, why);
		return;
	}
	c->bulk_done += done;	/* a line may stop in its middle */
	if (code != CTL_OK) {
		c->bulk_failed++;
		if ((legal = strstr(why, SUGGEST_LEGAL)) != NULL)
			len = (size_t)(legal - why);	/* not for each line */
		link_send(c->k, CTL_REFUSED, req, 0, why, len);
	}
	settle(c);
}

static void
network_turn(struct client *c, monotime_t until)
{
	struct network *q = c->network;
	enum ctl_code code;
	unsigned done;
	const char *why;

	if (!network_run(q, until))
		return;
	code = network_verdict(q, &done, &why);
	c->network = NULL;
	c->turn = NULL;
	network_told(c, c->req, code, done, why);
	network_free(q);
}

static void
network(struct client *c, uint32_t req, uint8_t op, const char *text,
    size_t len)
{
	const struct network_who who = { .op = op, .source = CTL_SRC_BGPCTL,
	    .owner = c->principal };
	char why[CTL_WHY_MAX] = "permission denied";
	enum ctl_code code = CTL_DENIED;

	if (c->role >= ROLE_INJECT && op != CTL_NET_WITHDRAW)
		c->network = network_new(c->all->rde, &who, text, len, &code,
		    why, sizeof(why));
	if (c->network == NULL) {
		network_told(c, req, code, 0, why);
		return;
	}
	begin(c, req, network_turn);
	network_turn(c, monotime_add_ms(clock_now(), SLICE_MS));
}

void
clients_network(struct client *c, uint32_t req, uint8_t op, const char *text,
    size_t len)
{
	c->bulk = false;
	network(c, req, op, text, len);
}

void
clients_network_bulk(struct client *c, uint32_t req, uint8_t op,
    const char *text, size_t len)
{
	c->bulk = true;
	network(c, req, op, text, len);
}

void
clients_bulk_end(struct client *c, uint32_t req)
{
	uint32_t done = c->bulk_done, failed = c->bulk_failed;

	c->bulk_done = c->bulk_failed = 0;
	finish(c, req, failed > 0 ? CTL_REFUSE : CTL_OK, done, failed, "");
}

static bool
send_network(void *arg, const struct ctl_network_row *r, struct rbuf nlri,
    struct rbuf attrs)
{
	struct client *c = arg;
	struct wbuf head;

	if (nlri.left == 0)
		link_send2(c->k, CTL_NETWORK_ROW, c->req, 0, r, sizeof(*r),
		    attrs.p, attrs.left);
	else {
		wbuf_growable(&head, LINK_BODY_MAX);
		wbuf_bytes(&head, r, sizeof(*r));
		wbuf_bytes(&head, nlri.p, nlri.left);
		link_send2(c->k, CTL_NETWORK_ROW, c->req, 0, head.p, head.len,
		    attrs.p, attrs.left);
		wbuf_free(&head);
	}
	return can_take(c) && (++c->rows % NETWORK_ROWS != 0 ||
	    monotime_diff_ms(clock_now(), c->until) < 0);
}

static void
networks_turn(struct client *c, monotime_t until)
{
	c->until = until;
	if (!originate_show(c->all->rde->originate, &c->walk, send_network,
	    c))
		walk_done(c, c->rows);
}

void
clients_network_show(struct client *c, uint32_t req,
    const struct ctl_rib_filter *f)
{
	enum family family = FAMILY_NONE;

	if (!may(c, req, ROLE_READ))
		return;
	if ((f->flags & CTL_RIB_FAMILY) != 0) {
		family = family_by_number(f->afi, f->safi);
		if (family == FAMILY_NONE) {
			finish(c, req, CTL_REFUSE, 0, 0, "no such family");
			return;
		}
	}
	c->filter = *f;
	c->rows = 0;
	c->walk = (struct originate_walk){ .all_families = true };
	if (family != FAMILY_NONE)
		c->walk = (struct originate_walk){
			.family = (uint8_t)family,
		};
	begin(c, req, networks_turn);
}

static void
flushed(void *arg, unsigned n)
{
	struct client *c = arg;

	c->flush = NULL;
	finish(c, c->req, CTL_OK, n, 0, "");
}

void
clients_network_flush(struct client *c, uint32_t req, bool flow)
{
	family_mask families = 0;
	unsigned f;

	if (!may(c, req, ROLE_INJECT))
		return;
	for (f = 0; f < FAMILY_MAX; f++)
		if (!flow || route_family_is_flow((enum family)f))
			families |= 1ULL << f;
	c->req = req;
	c->flush = originate_flush(c->all->rde->originate, families,
	    flushed, c);
	settle(c);
}

/* --- the API -------------------------------------------------------------- */

/* A line may be longer than a message: it is parted between characters. */
static void
api_data(void *arg, const char *line, size_t len)
{
	struct client *c = arg;
	size_t n;

	for (; len > API_PART; line += n, len -= n) {
		for (n = API_PART; n > API_PART - 4; n--)
			if (((uint8_t)line[n] & 0xc0) != 0x80)
				break;
		link_send(c->k, CTL_API_DATA, c->req, 1, line, n);
	}
	link_send(c->k, CTL_API_DATA, c->req, 0, line, len);
}

static void
api_done(void *arg, const char *tag, enum command_result r,
    const char *reason)
{
	struct client *c = arg;
	char text[COMMAND_TAG_MAX + 2 * COMMAND_WHY_MAX + 16];

	snprintf(text, sizeof(text), "%s%s%s%s%s", tag,
	    *tag == '\0' ? "" : " ", r == COMMAND_DONE ? "done" : "error",
	    *reason == '\0' ? "" : ": ", reason);
	finish(c, c->req, r == COMMAND_DONE ? CTL_OK : CTL_REFUSE, 0, 0,
	    text);
}

static bool
api_full(void *arg)
{
	return !can_take(arg);
}

static void
api_ready(void *arg)
{
	settle(arg);
}

static void
api_queues(void *arg, void (*each)(void *ctx, const char *name,
    uint64_t lines, uint64_t octets), void *ctx)
{
	const struct client *c = arg;

	programs_waiting(c->all->rde->programs, each, ctx);
}

static const struct command_sink api_sink = {
	.data = api_data,
	.done = api_done,
	.full = api_full,
	.ready = api_ready,
	.queues = api_queues,
};

void
clients_api(struct client *c, uint32_t req, bool json, const char *text,
    size_t len)
{
	const struct command_who who = {
		.source = CTL_SRC_BGPCTL,
		.role = (uint8_t)c->role,
		.shape = 4,
		.client = c->id,
		.owner = c->principal,
		.daemon = programs_who(c->all->rde->programs),
	};

	if (!may(c, req, ROLE_READ))
		return;
	if (c->api == NULL)
		c->api = program_command_new(c->all->rde, &who, &api_sink, c);
	c->req = req;
	program_command_json(c->api, json);
	if (!program_command_line(c->api, text, len))
		finish(c, req, CTL_OK, 0, 0, "");
	settle(c);
}

/* --- turns --------------------------------------------------------------- */

/* The first that can go on has its turn and goes behind the others. */
static bool
turn_some(void *arg)
{
	struct clients *cs = arg;
	struct client *c, *more;

	TAILQ_FOREACH(c, &cs->list, entry)
		if (has_turn(c))
			break;
	if (c == NULL)
		return false;
	TAILQ_REMOVE(&cs->list, c, entry);
	TAILQ_INSERT_TAIL(&cs->list, c, entry);
	c->turn(c, monotime_add_ms(clock_now(), SLICE_MS));
	TAILQ_FOREACH(more, &cs->list, entry)
		if (has_turn(more))
			return true;
	return false;
}
