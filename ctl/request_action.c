/* SPDX-License-Identifier: ISC */
/*
 * neighbor, network, reload, log and shutdown: one message, one verdict,
 * which is waited for, so that the exit status is true.
 */
#include "request_action.h"

static const char no_neighbor[] = "no such neighbor";

/* A fixed structure with the command's text behind it. */
static enum exit_code
ask(struct request *r, enum engine e, uint16_t type, uint32_t gen,
    const void *head, size_t len, const char *nothing)
{
	const struct wbuf *text = &r->cmd->text;
	struct verdict v;
	struct wbuf body;
	int failed;

	wbuf_growable(&body, len + text->len + 1);
	wbuf_bytes(&body, head, len);
	wbuf_bytes(&body, text->p, text->len);
	failed = client_ask(r->client, e, type, gen, body.p, body.len, NULL,
	    NULL, &v);
	wbuf_free(&body);
	if (failed == -1)
		return request_lost(r);
	return request_verdict(r, &v, nothing);
}

static enum exit_code
neighbor_act(struct request *r)
{
	struct ctl_neighbor_act a = { .who = r->cmd->who,
	    .act = r->cmd->act };

	return ask(r, ENGINE_SESSION, CTL_NEIGHBOR_ACT, 0, &a, sizeof(a),
	    no_neighbor);
}

static enum exit_code
network(struct request *r, uint8_t op)
{
	struct ctl_network n = { .op = op };

	return ask(r, ENGINE_RDE, CTL_NETWORK, 0, &n, sizeof(n),
	    op == CTL_NET_DELETE ? "no such network" : no_neighbor);
}

enum exit_code
request_action(struct request *r)
{
	switch (r->cmd->action) {
	case ACTION_ACT:
		return neighbor_act(r);
	case ACTION_NETWORK_ADD:
		return network(r, CTL_NET_ADD);
	case ACTION_NETWORK_DELETE:
		return network(r, CTL_NET_DELETE);
	case ACTION_NETWORK_FLUSH:
		return ask(r, ENGINE_RDE, CTL_NETWORK_FLUSH, r->cmd->flow,
		    NULL, 0, r->cmd->flow ? "no rule to flush" :
		    "no network to flush");
	case ACTION_RELOAD:
		return ask(r, ENGINE_PARENT, CTL_RELOAD, 0, NULL, 0,
		    "nothing changed");
	case ACTION_LOG:
		return ask(r, ENGINE_PARENT, CTL_LOG, r->cmd->verbose, NULL,
		    0, "nothing changed");
	case ACTION_SHUTDOWN:
		return ask(r, ENGINE_PARENT, CTL_SHUTDOWN, 0, NULL, 0,
		    "nothing changed");
	default:
		return request_failed(r, "not an action", EXIT_USAGE);
	}
}
