/* SPDX-License-Identifier: ISC */
/*
 * Lists: each record is printed as it arrives.  A neighbour is put together
 * from the session engine's account and the route engine's counters.
 */
#include <string.h>

#include "peers.h"
#include "records.h"
#include "request_show.h"

/* A list in the making. */
struct listing {
	struct request	*r;
	struct peers	 peers;		/* counters, or a dump's neighbours */
};

static int
take_counters(void *arg, struct link_msg *m)
{
	struct listing *l = arg;
	struct ctl_counters c;

	if (m->type != CTL_COUNTERS || record_counters(m, &c) == -1)
		return -1;
	return peers_add(&l->peers, &c);
}

static int
take_neighbor(void *arg, struct link_msg *m)
{
	struct listing *l = arg;
	struct output *o = l->r->out;
	struct ctl_neighbor n;
	struct neighbor_view v;

	if (m->type != CTL_NEIGHBOR || record_neighbor(m, &n) == -1)
		return -1;
	v.n = &n;
	v.c = peers_find(&l->peers, n.id);
	output_begin(o);
	o->form->neighbor(o, &v);
	return output_next(o);
}

static int
take_rib(void *arg, struct link_msg *m)
{
	struct listing *l = arg;
	struct output *o = l->r->out;
	struct ctl_rib_neighbor n;
	struct path_view v;
	int more;

	if (m->type == CTL_RIB_NEIGHBOR)
		return record_rib_neighbor(m, &n) == -1 ? -1 :
		    peers_add(&l->peers, &n);
	if (m->type != CTL_RIB_PATH)
		return -1;
	output_begin(o);
	while ((more = record_path(m, &v)) == 1) {
		v.peer = peers_find(&l->peers, v.p.peer);
		if (v.peer == NULL)
			return -1;
		o->form->path(o, &v);
		if (output_next(o) == -1)
			return -1;
	}
	return more;
}

static int
take_network(void *arg, struct link_msg *m)
{
	struct listing *l = arg;
	struct output *o = l->r->out;
	struct network_view v;

	if (m->type != CTL_NETWORK_ROW || record_network(m, &v) == -1)
		return -1;
	output_begin(o);
	o->form->network(o, &v);
	return output_next(o);
}

static int
take_memory(void *arg, struct link_msg *m)
{
	struct listing *l = arg;
	struct output *o = l->r->out;
	struct ctl_memory r;

	if (m->type != CTL_MEMORY || record_memory(m, &r) == -1)
		return -1;
	output_begin(o);
	o->form->memory(o, &r);
	return output_next(o);
}

static int
take_process(void *arg, struct link_msg *m)
{
	struct listing *l = arg;
	struct output *o = l->r->out;
	struct ctl_process p;

	if (m->type != CTL_PROCESS || record_process(m, &p) == -1)
		return -1;
	output_begin(o);
	o->form->process(o, &p);
	return output_next(o);
}

/* Asks and prints; a list of nothing is complained about, and -j's is []. */
static enum exit_code
list(struct listing *l, enum engine e, uint16_t type, const void *body,
    size_t len, client_message *fn, const char *nothing)
{
	struct request *r = l->r;
	struct verdict v;
	int failed;

	failed = client_ask(r->client, e, type, 0, body, len, fn, l, &v);
	if (r->out->error != 0)
		return request_unwritten(r);
	if (failed == -1)
		return request_lost(r);
	if (v.code == CTL_NOTHING && r->cmd->action != ACTION_NEIGHBOR &&
	    r->json)
		output_begin(r->out);
	if (v.code != CTL_OK)
		return request_failed(r, request_why(&v, nothing),
		    EXIT_REFUSED);
	return output_end(r->out) == -1 ? request_unwritten(r) : EXIT_DONE;
}

/* Whether the route engine's counters are shown at all. */
static bool
wants_counters(const struct command *c)
{
	return c->action != ACTION_SUMMARY_TERSE;
}

enum exit_code
request_show_neighbors(struct request *r)
{
	struct listing l = { .r = r };
	struct verdict v;
	enum exit_code code;
	bool partial;

	partial = false;
	peers_init(&l.peers, sizeof(struct ctl_counters));
	if (wants_counters(r->cmd)) {
		partial = client_has(r->client, ENGINE_RDE) == -1;
		if (!partial && client_ask(r->client, ENGINE_RDE,
		    CTL_SHOW_COUNTERS, 0, NULL, 0, take_counters, &l,
		    &v) == -1) {
			peers_free(&l.peers);
			return request_lost(r);
		}
	}
	code = list(&l, ENGINE_SESSION, CTL_SHOW_NEIGHBOR, &r->cmd->who,
	    sizeof(r->cmd->who), take_neighbor, "no such neighbor");
	peers_free(&l.peers);
	if (partial && code == EXIT_DONE) {
		request_complain("the route engine is down: its counters "
		    "are missing");
		code = EXIT_NO_DAEMON;
	}
	return code;
}

enum exit_code
request_show_rib(struct request *r)
{
	struct listing l = { .r = r };
	enum exit_code code;

	peers_init(&l.peers, sizeof(struct ctl_rib_neighbor));
	code = list(&l, ENGINE_RDE, CTL_SHOW_RIB, &r->cmd->filter,
	    sizeof(r->cmd->filter), take_rib, "no matching route");
	peers_free(&l.peers);
	return code;
}

/*
 * The rules of each family, or of the one that is asked for; the last verdict,
 * and CTL_OK when one of them had any.
 */
static int
ask_rules(struct listing *l, struct verdict *v)
{
	static const enum family families[] = { FAMILY_IPV4_FLOW,
	    FAMILY_IPV4_FLOW_VPN, FAMILY_IPV6_FLOW, FAMILY_IPV6_FLOW_VPN };
	const struct ctl_rib_filter *asked = &l->r->cmd->filter;
	const bool one = (asked->flags & CTL_RIB_FAMILY) != 0;
	struct ctl_rib_filter f = *asked;
	const struct family_info *fi;
	size_t i;

	for (i = 0; i < (one ? 1 : sizeof(families) / sizeof(families[0]));
	    i++) {
		if (!one) {
			fi = family_info(families[i]);
			f.flags |= CTL_RIB_FAMILY;
			f.afi = fi->afi;
			f.safi = fi->safi;
		}
		if (client_ask(l->r->client, ENGINE_RDE, CTL_NETWORK_SHOW, 0,
		    &f, sizeof(f), take_network, l, v) == -1)
			return -1;
		if (v->code != CTL_OK && v->code != CTL_NOTHING)
			break;
	}
	if (v->code == CTL_NOTHING && l->r->out->begun)
		v->code = CTL_OK;
	return 0;
}

static enum exit_code
show_rules(struct listing *l)
{
	struct request *r = l->r;
	struct verdict v;
	int failed = ask_rules(l, &v);

	if (r->out->error != 0)
		return request_unwritten(r);
	if (failed == -1)
		return request_lost(r);
	if (r->json)
		output_begin(r->out);
	if (v.code != CTL_OK)
		return request_failed(r, request_why(&v, "no matching rule"),
		    EXIT_REFUSED);
	return output_end(r->out) == -1 ? request_unwritten(r) : EXIT_DONE;
}

enum exit_code
request_show_network(struct request *r)
{
	struct listing l = { .r = r };

	if (r->cmd->flow)
		return show_rules(&l);
	return list(&l, ENGINE_RDE, CTL_NETWORK_SHOW, &r->cmd->filter,
	    sizeof(r->cmd->filter), take_network, "no matching network");
}

enum exit_code
request_show_process(struct request *r)
{
	struct listing l = { .r = r };
	const char *name = r->cmd->process;

	return list(&l, ENGINE_PARENT, CTL_SHOW_PROCESS, name,
	    name != NULL ? strlen(name) : 0, take_process,
	    "no such process");
}

enum exit_code
request_show_memory(struct request *r)
{
	struct listing l = { .r = r };

	return list(&l, ENGINE_RDE, CTL_SHOW_MEMORY, NULL, 0, take_memory,
	    "nothing");
}
