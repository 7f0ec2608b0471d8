/* SPDX-License-Identifier: ISC */
/*
 * The rule by itself, and against the sessions of this daemon: one that drops,
 * limits or redirects BGP between us and a neighbour takes itself back, and
 * everything else with it.  And against the rules that are announced here:
 * where an earlier one takes all of its packets it does nothing.
 */
#include <stdio.h>

#include "base/clock.h"
#include "flow_guard.h"
#include "originate_show.h"
#include "path/flow_lint.h"
#include "peer.h"

enum {
	BGP_PORT = 179,
	/* how many rules are looked at, and for how long */
	ROWS_MAX = 1024, SLICE_MS = 2,
	/* octets of one's text, and how many of them are its own */
	RULE_TEXT = 128, RULE_SHOWN = RULE_TEXT - 5,
};

/*
 * Thousands of neighbours have one port, mostly, and only their addresses are
 * compared one by one: which ports it is known to leave alone.
 */
struct spared {
	const struct flow_lint	*lint;
	uint8_t			 port[(UINT16_MAX + 1) / 8];
};

static bool
hits_port(struct spared *s, uint16_t port)
{
	if ((s->port[port / 8] & 1U << port % 8) != 0)
		return false;
	if (flow_lint_packets(s->lint, port))
		return true;
	s->port[port / 8] |= (uint8_t)(1U << port % 8);
	return false;
}

static bool
cuts_off(struct spared *spared, const struct peer *p)
{
	const struct conf_neighbor *n = &p->conf;
	struct flow_session s = { .local = n->local, .remote = n->remote };

	if (conf_is_range(n))
		return false;
	if (p->up && p->neg.local.af != ADDR_NONE)
		s.local = p->neg.local;
	return flow_lint_sides(spared->lint, &s) &&
	    (hits_port(spared, n->connect_port != 0 ? n->connect_port :
	    BGP_PORT) ||
	    (n->listen_port != 0 && hits_port(spared, n->listen_port)));
}

/* The first neighbour whose session it would match, or NULL. */
static const struct peer *
find_session(const struct rde *rde, const struct flow_lint *l)
{
	struct spared spared = { .lint = l };
	const struct peer *p;

	for (p = peers_next(rde->peers, 0); p != NULL;
	    p = peers_next(rde->peers, (uint32_t)p->id + 1))
		if (cuts_off(&spared, p))
			return p;
	return NULL;
}

/* --- rules that are announced already ------------------------------------- */

struct shadow {
	const struct flow_lint	*lint;
	struct rbuf		 key;
	struct flow_family	 k;
	monotime_t		 until;
	unsigned		 rows;
	bool			 found;
	char			 rule[RULE_TEXT];
};

/* As much of it as there is room for. */
static void
keep_rule(struct shadow *s, struct rbuf key)
{
	struct wbuf w;

	wbuf_fixed(&w, s->rule, RULE_SHOWN);
	flow_print(&w, key, s->k);
	snprintf(s->rule + w.len, sizeof(s->rule) - w.len, "%s",
	    w.failed ? " ..." : "");
}

/* One of those that every neighbour has; others may be for somebody else. */
static bool
look_at(void *arg, const struct ctl_network_row *r, struct rbuf nlri,
    struct rbuf attrs)
{
	struct shadow *s = arg;
	uint8_t octets[FLOW_MAX];
	struct flow_lint *l;
	struct wbuf key;

	/* Each may be as long as a rule can be. */
	if (++s->rows > ROWS_MAX ||
	    monotime_diff_ms(clock_now(), s->until) >= 0)
		return false;
	wbuf_fixed(&key, octets, sizeof(octets));
	if (r->negative || r->shadowed || !r->all_neighbors ||
	    flow_lint_goes_on(attrs) ||
	    flow_read(&nlri, s->k, &key) != 0 ||
	    flow_cmp(wbuf_view(&key), s->key, s->k) >= 0)
		return true;
	l = flow_lint_new(wbuf_view(&key), s->k);
	s->found = flow_lint_covers(l, s->lint);
	flow_lint_free(l);
	if (s->found)
		keep_rule(s, wbuf_view(&key));
	return !s->found;
}

static bool
find_shadow(const struct rde *rde, enum family f, struct shadow *s)
{
	struct originate_walk walk = { .family = (uint8_t)f };

	if (rde->originate == NULL)
		return false;
	s->until = monotime_add_ms(clock_now(), SLICE_MS);
	(void)originate_show(rde->originate, &walk, look_at, s);
	return s->found;
}

#define ANYWAY	"; 'force' announces it anyway"

bool
flow_guard_refuses(const struct rde *rde, const struct nlri *n,
    struct rbuf attrs, char *why, size_t size)
{
	struct shadow s = {
		.key = n->key,
		.k = flow_family_of((enum family)n->family),
	};
	struct flow_lint *l = flow_lint_new(n->key, s.k);
	char text[FLOW_LINT_WHY], addr[ADDR_TEXT];
	const struct peer *p = NULL;
	bool bad = true;

	s.lint = l;
	if (flow_lint_alone(l, text))
		snprintf(why, size, "%.180s" ANYWAY, text);
	else if (flow_lint_harms(attrs) && (p = find_session(rde, l)) != NULL)
		snprintf(why, size, "it would match packets of the session "
		    "with neighbor %s" ANYWAY,
		    addr_print(&p->conf.remote, addr, sizeof(addr)));
	else if (find_shadow(rde, (enum family)n->family, &s))
		snprintf(why, size, "the rule '%s' comes first (RFC 8955 "
		    "5.1) and takes every packet that it matches" ANYWAY,
		    s.rule);
	else
		bad = false;
	flow_lint_free(l);
	return bad;
}
