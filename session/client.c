/* SPDX-License-Identifier: ISC */
/*
 * Requests of control clients.  An answer is written while the client reads:
 * past a bound the walk stops, at an id, and goes on when the link drained.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "client.h"
#include "clone.h"
#include "held.h"
#include "hold.h"
#include "ipc/engine_common.h"
#include "ipc/offence_walk.h"
#include "ipc/selector.h"
#include "remember.h"
#include "show.h"

enum {
	QUEUE_HIGH = 256 * 1024, QUEUE_LOW = 64 * 1024,
	SILENCE_MS = 60000,
};

struct client {
	LIST_ENTRY(client)	 entry;
	struct engine		*e;
	struct link		*link;
	struct pe_client	 who;
	struct ctl_selector	 sel;		/* of the walk */
	uint32_t		 request;
	/* of the walk: sends one; false: there are no more */
	bool			(*step)(struct client *c);
	uint32_t		 next;		/* neighbour id */
	uint32_t		 done;
	struct offence_walk	 offences;
	struct loop_timer	*silence;
};

static void
end(struct client *c, uint32_t request, enum ctl_code code, uint32_t done,
    const char *text)
{
	struct ctl_verdict v = { .code = (uint8_t)code, .done = done };

	(void)link_send2(c->link, CTL_END, request, 0, &v, sizeof(v), text,
	    strlen(text));
}

static void
send_neighbor(struct client *c, const struct ctl_neighbor *n)
{
	(void)link_send(c->link, CTL_NEIGHBOR, c->request, 0, n, sizeof(*n));
	c->done++;
}

/* Those of a range that are held down are no neighbours, but are shown. */
static void
show_held_of(struct client *c, const struct peer *range)
{
	const struct held *h;
	struct conf_neighbor conf;
	struct ctl_neighbor n;

	LIST_FOREACH(h, &c->e->held, entry) {
		if (h->id != range->conf.id)
			continue;
		conf = conf_clone(&range->conf, 0, &h->addr);
		if (!selector_means(&c->sel, &conf))
			continue;
		show_held(&conf, h, &n);
		send_neighbor(c, &n);
	}
}

static bool
means_somebody(const struct client *c)
{
	const struct peer *p;
	uint32_t i;

	for (i = c->next; i < c->e->npeers; i++) {
		p = c->e->peers[i];
		if (p != NULL && selector_means(&c->sel, &p->conf))
			return true;
	}
	return false;
}

static bool
step_neighbor(struct client *c)
{
	const struct peer *p;
	struct ctl_neighbor n;

	if (c->next == c->e->npeers)
		return false;
	if ((p = c->e->peers[c->next++]) == NULL)
		return true;
	if (selector_means(&c->sel, &p->conf)) {
		show_neighbor(p, &n);
		send_neighbor(c, &n);
	}
	if (conf_is_range(&p->conf))
		show_held_of(c, p);
	return true;
}

static bool
step_malformed(struct client *c)
{
	if (!offence_walk_step(&c->offences, c->e->offences, c->link,
	    c->request))
		return false;
	c->done++;
	return true;
}

/* Nobody is complained about who is there and has done nothing wrong. */
static void
walk_done(struct client *c)
{
	c->step = NULL;
	loop_timer_cancel(c->silence);
	if (c->done == 0 && c->sel.kind != CTL_SEL_ALL && !means_somebody(c))
		end(c, c->request, CTL_NOTHING, 0, "no such neighbor");
	else
		end(c, c->request, CTL_OK, c->done, "");
	link_pause(c->link, false);
}

static void
walk(struct client *c)
{
	while (link_queued(c->link) <= QUEUE_HIGH)
		if (!c->step(c)) {
			walk_done(c);
			return;
		}
	loop_timer_set(c->silence, SILENCE_MS);
}

static void
on_drain(void *arg)
{
	struct client *c = arg;

	if (c->step != NULL)
		walk(c);
}

static void
on_silence(void *arg)
{
	struct client *c = arg;

	log_info("control client %u: took nothing for a minute, closed",
	    c->who.id);
	client_free(c);
}

struct client *
client_new(struct engine *e, const struct pe_client *who)
{
	struct client *c;
	unsigned n = 0, same = 0;

	LIST_FOREACH(c, &e->clients, entry) {
		n++;
		if (c->who.uid == who->uid)
			same++;
	}
	if (!engine_client_fits(n, same, who->uid))
		return NULL;
	c = xcalloc(1, sizeof(*c));
	c->e = e;
	c->who = *who;
	c->who.principal[PRINCIPAL_MAX - 1] = '\0';
	c->silence = loop_timer_new(e->loop, on_silence, c);
	LIST_INSERT_HEAD(&e->clients, c, entry);
	return c;
}

void
client_attach(struct client *c, struct link *k)
{
	c->link = k;
	link_on_drain(k, QUEUE_LOW, on_drain);
}

void
client_free(struct client *c)
{
	LIST_REMOVE(c, entry);
	link_free(c->link);
	loop_timer_free(c->silence);
	free(c);
}

void
client_revoke(struct engine *e, uint32_t id)
{
	struct client *c;

	LIST_FOREACH(c, &e->clients, entry)
		if (c->who.id == id)
			break;
	if (c != NULL)
		client_free(c);
}

void
client_refuse(struct client *c, uint32_t request, const char *why)
{
	end(c, request, CTL_REFUSE, 0, why);
}

/* The next request waits until this one is answered. */
static void
show(struct client *c, uint32_t request, const struct ctl_selector *who,
    bool (*step)(struct client *c))
{
	if (c->who.role < ROLE_READ) {
		end(c, request, CTL_DENIED, 0, "permission denied");
		return;
	}
	c->sel = *who;
	c->sel.name[CTL_NAME_MAX - 1] = '\0';
	c->request = request;
	c->next = c->done = 0;
	c->step = step;
	link_pause(c->link, true);
	walk(c);
}

void
client_show_neighbor(struct client *c, uint32_t request,
    const struct ctl_selector *who)
{
	show(c, request, who, step_neighbor);
}

void
client_show_malformed(struct client *c, uint32_t request,
    const struct ctl_selector *who)
{
	offence_walk_start(&c->offences, c->e->offences, who);
	show(c, request, who, step_malformed);
}

/* What can be done to each, and why not when none could do it. */
static const struct act {
	const char	*verb;
	const char	*refusal;
} acts[CTL_ACT_MAX] = {
	[CTL_ACT_UP]		= { "up", NULL },
	[CTL_ACT_DOWN]		= { "down", NULL },
	[CTL_ACT_CLEAR]		= { "clear", "the neighbor is down: 'up' "
	    "starts its session" },
	[CTL_ACT_REFRESH]	= { "refresh", "the neighbor has no session "
	    "that negotiated route refresh" },
	[CTL_ACT_RESEND]	= { "resend", "the neighbor has no session" },
};

/* False: not now, for the reason in acts. */
static bool
act_one(struct client *c, struct peer *p, uint8_t act, const char *reason)
{
	char name[PEER_NAME];
	struct notify n;

	log_info("%s: %s by %s%s%s", peer_name(p, name, sizeof(name)),
	    acts[act].verb, c->who.principal, reason[0] != '\0' ? ": " : "",
	    reason);
	switch (act) {
	case CTL_ACT_UP:
		(void)hold_release(p);
		if (!p->started)
			peer_start(p);
		break;
	case CTL_ACT_DOWN:
		notify_set_text(&n, NOTIFY_CEASE, CEASE_DOWN, reason);
		peer_stop(p, &n, false);
		clone_stop_range(p, &n);
		p->down = true;
		break;
	case CTL_ACT_CLEAR:
		if (p->down)
			return false;
		(void)hold_release(p);
		notify_set_text(&n, NOTIFY_CEASE, CEASE_RESET, reason);
		peer_reset(p, &n, false);
		clone_stop_range(p, &n);
		break;
	case CTL_ACT_REFRESH:
		return peer_refresh(p);
	case CTL_ACT_RESEND:
		return peer_resend(p);
	default:
		break;
	}
	return true;
}

void
client_act(struct client *c, uint32_t request,
    const struct ctl_neighbor_act *act, const char *reason)
{
	struct ctl_selector who = act->who;
	struct peer *p;
	uint32_t i, found = 0, done = 0, released;

	if (c->who.role != ROLE_OPERATE && c->who.role != ROLE_ALL) {
		end(c, request, CTL_DENIED, 0, "permission denied");
		return;
	}
	if (act->act >= CTL_ACT_MAX) {
		client_refuse(c, request, "no such action");
		return;
	}
	who.name[CTL_NAME_MAX - 1] = '\0';
	for (i = 0; i < c->e->npeers; i++) {
		if ((p = c->e->peers[i]) == NULL)
			continue;
		if (conf_is_range(&p->conf) && (act->act == CTL_ACT_UP ||
		    act->act == CTL_ACT_CLEAR)) {
			released = hold_release_clones(p, &who);
			found += released;
			done += released;
		}
		if (!selector_means(&who, &p->conf))
			continue;
		found++;
		done += act_one(c, p, act->act, reason);
	}
	if (found == 0)
		end(c, request, CTL_NOTHING, 0, "no such neighbor");
	else if (done == 0)
		end(c, request, CTL_REFUSE, 0, acts[act->act].refusal);
	else
		end(c, request, CTL_OK, done, "");
}
