/* SPDX-License-Identifier: ISC */
/*
 * The text is read by the one route grammar (text/route.h), everything is
 * checked, then all of it is carried out; what is refused changes nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>

#include "adj_rib_out.h"
#include "attrs.h"
#include "base/clock.h"
#include "base/log.h"
#include "flow_guard.h"
#include "network.h"
#include "nexthops.h"
#include "originate.h"
#include "peer.h"
#include "policy.h"
#include "text/lexer.h"
#include "text/route_head.h"

enum {
	NLRI_FEW	= 4,
	NLRI_RUN	= 16,		/* between looks at the clock */
	NLRI_WORDS	= 128,
};

/* What its text said, gathered before anything is done. */
struct network {
	struct rde		*rde;
	uint8_t			 op;
	uint8_t			 source;
	char			 owner[PRINCIPAL_MAX];
	bool			 seen;	/* the spec below is filled */
	family_mask		 asked;	/* is there somebody for it? */
	struct originate_route	 route;
	const struct idset	*targets;	/* NULL: every neighbour */
	struct nexthop		 nexthop;	/* of route */
	const struct idset	*(*again)(void *arg, const char *selector);
	void			*again_arg;
	int64_t			 lease_ms;
	char			 selector[ROUTE_SELECTOR_MAX];
	char			 reason[ROUTE_REASON_MAX];
	struct nlri		 few[NLRI_FEW];
	struct nlri		*nlri;
	size_t			 n;
	size_t			 room;
	size_t			 keys;	/* octets, owned, of all nlri */
	/* what each of them is split into, 0: nothing */
	uint8_t			 split;
	uint64_t		 total;	/* so many in all */
	struct network_walk	 walk;	/* of what is carried out */
	bool			 begun;
	unsigned		 done;
	enum ctl_code		 code;
	char			 why[256];
};

static int
refuse(struct network *q, enum ctl_code code, struct text_error *e,
    const char *what, const char *why)
{
	q->code = code;
	e->line = 0;
	snprintf(e->msg, sizeof(e->msg), "%s%s%s", what,
	    *what == '\0' ? "" : ": ", why);
	return -1;
}

static int
take_selector(struct network *q, const char *selector, struct text_error *e)
{
	char why[160];

	if (q->targets != NULL || policy_selects_all(selector))
		return 0;
	if (policy_check(selector, why, sizeof(why)) == -1)
		return refuse(q, CTL_REFUSE, e, "", why);
	snprintf(q->selector, sizeof(q->selector), "%s", selector);
	q->targets = policy_select(q->rde->idsets, q->rde->peers, selector);
	if (!idset_is_empty(q->targets))
		return 0;
	snprintf(why, sizeof(why), "neighbor %.120s", selector);
	return refuse(q, CTL_NOTHING, e, why, "no such neighbor");
}

static int
take_lease(struct network *q, const struct route_spec *s,
    struct text_error *e)
{
	q->lease_ms = s->lease_ms;
	if (s->until_wall == 0)
		return 0;
	q->lease_ms = (s->until_wall - clock_wall()) * 1000;
	if (q->lease_ms <= 0)
		return refuse(q, CTL_REFUSE, e, "until", "this is past");
	return 0;
}

/* What all NLRI of the text share, once. */
static int
take_spec(struct network *q, const struct route_spec *s,
    struct text_error *e)
{
	struct originate_route *r = &q->route;

	q->split = s->split;
	if (take_selector(q, s->selector, e) == -1)
		return -1;
	if (q->op != CTL_NET_ADD)
		return 0;
	if (take_lease(q, s, e) == -1)
		return -1;
	strlcpy(q->reason, s->reason, sizeof(q->reason));
	r->attrs = attrs_intern(q->rde->attrs, wbuf_view(&s->attrs));
	r->self = s->nexthop_kind != NEXTHOP_ADDR;
	if (!r->self)
		q->nexthop = s->nexthop;
	r->nexthop = nexthops_intern(q->rde->nexthops, &q->nexthop,
	    rbuf_of(NULL, 0));
	if (r->nexthop != 0)		/* octets are the parser's */
		q->nexthop = *nexthops_get(q->rde->nexthops, r->nexthop);
	r->prepend = s->prepend_self;
	return 0;
}

static bool
may_negotiate(const struct peer *p, uint8_t family)
{
	unsigned i;

	if (p->conf.family_all || (p->up && (p->neg.families >> family & 1)))
		return true;
	for (i = 0; i < p->conf.nfamilies; i++)
		if (p->conf.families[i] == family)
			return true;
	return false;
}

bool
network_has_family(const struct network *q, uint8_t family)
{
	const struct peer *p;
	bool any = false;

	for (p = peers_next(q->rde->peers, 0); p != NULL;
	    p = peers_next(q->rde->peers, (uint32_t)p->id + 1)) {
		if (q->targets != NULL && !idset_has(q->targets, p->id))
			continue;
		if (may_negotiate(p, family))
			return true;
		any = true;
	}
	return !any;
}

/* The parser takes back key and what is carried. */
static void
own(struct network *q, struct nlri *n)
{
	size_t len = n->key.left + n->carried.left;
	uint8_t *p;

	if (len == 0)
		return;
	p = xmalloc(len);
	memcpy(p, n->key.p, n->key.left);
	if (n->carried.left > 0)
		memcpy(p + n->key.left, n->carried.p, n->carried.left);
	n->key.p = p;
	n->carried.p = p + n->key.left;
	q->keys += len;
}

static void
disown(struct nlri *n)
{
	union {
		const uint8_t	*c;
		uint8_t		*p;
	} key = { .c = n->key.p };

	free(key.p);
}

static int
push(struct network *q, const struct nlri *n, struct text_error *e)
{
	struct nlri *v, first = *n;
	char why[64];

	q->total += route_split(&first, q->split);
	if (q->total > ORIGINATE_INJECTED_MAX) {
		snprintf(why, sizeof(why), "these are more than %u routes",
		    (unsigned)ORIGINATE_INJECTED_MAX);
		return refuse(q, CTL_REFUSE, e, "", why);
	}
	if (q->n == q->room) {
		v = q->nlri == q->few ? NULL : q->nlri;
		v = xreallocarray(v, q->room * 4, sizeof(*v));
		if (q->nlri == q->few)
			memcpy(v, q->few, sizeof(q->few));
		q->nlri = v;
		q->room *= 4;
	}
	q->nlri[q->n] = *n;
	own(q, &q->nlri[q->n++]);
	return 0;
}

/* As much of it as there is room for. */
static const char *
nlri_words(const struct nlri *n, char name[NLRI_WORDS])
{
	struct wbuf text;

	wbuf_fixed(&text, name, NLRI_WORDS - 1);
	nlri_print(&text, n);
	name[text.len] = '\0';
	return name;
}

static int
on_route(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct network *q = arg;
	char name[NLRI_WORDS], why[256];

	if (!q->seen && take_spec(q, s, e) == -1)
		return -1;
	q->seen = true;
	if (q->op == CTL_NET_ADD && q->source != CTL_SRC_PROGRAM &&
	    (q->asked >> n->family & 1) == 0 &&
	    !network_has_family(q, n->family)) {
		snprintf(why, sizeof(why), "no neighbor that it is for has "
		    "the family %s", family_info(n->family)->name);
		return refuse(q, CTL_REFUSE, e, nlri_words(n, name), why);
	}
	q->asked |= 1ULL << n->family;
	if (q->op == CTL_NET_ADD && !s->force &&
	    route_family_is_flow(n->family) && flow_guard_refuses(q->rde, n,
	    wbuf_view(&s->attrs), why, sizeof(why)))
		return refuse(q, CTL_REFUSE, e, "", why);
	return push(q, n, e);
}

/* --- carrying out --------------------------------------------------------- */

/* Nothing more is done; what was done stays, and is told. */
static void
fail(struct network *q, enum ctl_code code, const char *why)
{
	char done[64] = "";

	if (q->done > 0)
		snprintf(done, sizeof(done), " (%u of %llu before it)",
		    q->done, (unsigned long long)q->total);
	q->code = code;
	snprintf(q->why, sizeof(q->why), "%.160s%s", why, done);
	q->walk.at = q->n;
	q->walk.left = 0;
}

static void
refuse_one(struct network *q, enum originate_result res)
{
	char why[80];

	if (res == ORIGINATE_IDS)
		snprintf(why, sizeof(why), "a prefix has at most %u path ids",
		    (unsigned)ORIGINATE_IDS_MAX);
	else if (res == ORIGINATE_FULL)
		snprintf(why, sizeof(why), "the table of the family is full");
	else
		snprintf(why, sizeof(why), "%u routes are injected: no more "
		    "are taken", (unsigned)ORIGINATE_INJECTED_MAX);
	fail(q, CTL_REFUSE, why);
}

static enum originate_result
announce(struct network *q, const struct nlri *n,
    const struct originate_order *order)
{
	struct originate_route r = q->route;
	enum originate_result res;

	r.nlri = *n;
	if (n->carried.left == 0)
		return originate_add(q->rde->originate, &r, order);
	r.nexthop = nexthops_intern(q->rde->nexthops, &q->nexthop,
	    n->carried);
	res = originate_add(q->rde->originate, &r, order);
	nexthops_unref(q->rde->nexthops, r.nexthop);
	return res;
}

static void
add(struct network *q, const struct nlri *n,
    const struct originate_order *order)
{
	enum originate_result res;

	if (q->op == CTL_NET_ADD)
		res = announce(q, n, order);
	else
		res = originate_withdraw(q->rde->originate, n, order);
	if (res != ORIGINATE_OK)
		refuse_one(q, res);
	else
		q->done++;
}

static void
delete(struct network *q, const struct nlri *n)
{
	char name[NLRI_WORDS];

	if (originate_delete(q->rde->originate, n, q->targets,
	    q->targets == NULL ? NULL : q->selector) > 0) {
		q->done++;
		return;
	}
	snprintf(q->why, sizeof(q->why), "%s: not announced by bgpctl",
	    nlri_words(n, name));
}

bool
network_next(const struct network *q, struct network_walk *w)
{
	if (w->left > 0) {
		route_split_next(&w->now);
		w->left--;
	}
	if (w->left == 0) {
		if (w->at == q->n)
			return false;
		w->now = q->nlri[w->at++];
		w->left = route_split(&w->now, q->split);
	}
	return true;
}

void
network_later(struct network *q)
{
	q->begun = true;
}

/*
 * Since the last slice neighbours may have come and gone.  A selector alone
 * says more than a program may have.
 */
static void
select_again(struct network *q)
{
	char why[160];

	if (!q->begun || q->targets == NULL)
		return;
	idset_unref(q->rde->idsets, q->targets);
	q->targets = q->again != NULL ? q->again(q->again_arg, q->selector) :
	    policy_select(q->rde->idsets, q->rde->peers, q->selector);
	if (!idset_is_empty(q->targets))
		return;
	snprintf(why, sizeof(why), "neighbor %.100s: it is gone", q->selector);
	fail(q, CTL_NOTHING, why);
}

bool
network_run(struct network *q, monotime_t until)
{
	struct originate_order order = {
		.source = q->source,
		.lease_ms = q->lease_ms,
		.owner = q->owner,
		.reason = q->reason,
	};
	unsigned i;

	select_again(q);
	q->begun = true;
	order.targets = q->targets;
	order.selector = q->targets == NULL ? NULL : q->selector;
	for (i = 1; network_next(q, &q->walk); i++) {
		if (q->op == CTL_NET_DELETE)
			delete(q, &q->walk.now);
		else
			add(q, &q->walk.now, &order);
		if (i % NLRI_RUN == 0 &&
		    monotime_diff_ms(clock_now(), until) >= 0)
			return q->walk.at == q->n && q->walk.left <= 1;
	}
	return true;
}

enum ctl_code
network_verdict(const struct network *q, unsigned *done, const char **why)
{
	enum ctl_code code = q->code;

	if (q->op == CTL_NET_DELETE && code == CTL_OK && q->done == 0)
		code = CTL_NOTHING;
	*done = q->done;
	*why = code == CTL_OK ? "" : q->why;
	return code;
}

/* --- what it is ----------------------------------------------------------- */

const struct originate_route *
network_route(const struct network *q)
{
	return &q->route;
}

uint64_t
network_total(const struct network *q)
{
	return q->total;
}

bool
network_is_announced(const struct network *q, const struct nlri *n)
{
	const struct adj_rib_out *r = q->rde->rib_out;
	const struct rib_family *rf = &r->families[n->family];
	const struct rib_variant *v;
	uint32_t net = adj_rib_out_find(r, n), i;

	for (i = net == 0 ? 0 : rib_net_at(rf, net)->variants; i != 0;
	    i = v->sibling) {
		v = rib_variant_at(rf, i);
		if (v->body != 0 && (q->targets == NULL || idset_overlaps(
		    targets_set(r->targets, v->targets), q->targets)))
			return true;
	}
	return false;
}

/* --- life ----------------------------------------------------------------- */

void
network_free(struct network *q)
{
	size_t i;

	if (q == NULL)
		return;
	for (i = 0; q->keys > 0 && i < q->n; i++)
		disown(&q->nlri[i]);
	if (q->nlri != q->few)
		free(q->nlri);
	idset_unref(q->rde->idsets, q->targets);
	attrs_unref(q->rde->attrs, q->route.attrs);
	nexthops_unref(q->rde->nexthops, q->route.nexthop);
	free(q);
}

size_t
network_octets(const struct network *q)
{
	return sizeof(*q) + q->room * sizeof(*q->nlri) + q->keys +
	    (q->route.attrs != 0 ? attrs_octets(q->rde->attrs,
	    q->route.attrs).left : 0);
}

static struct network *
query_new(struct rde *rde, const struct network_who *who)
{
	struct network *q = xcalloc(1, sizeof(*q));

	q->rde = rde;
	q->op = who->op;
	q->source = who->source;
	strlcpy(q->owner, who->owner, sizeof(q->owner));
	if (who->targets != NULL) {
		q->targets = idset_ref(who->targets);
		q->again = who->again;
		q->again_arg = who->arg;
		strlcpy(q->selector, who->selector, sizeof(q->selector));
	}
	q->nlri = q->few;
	q->room = NLRI_FEW;
	q->code = CTL_REFUSE;
	return q;
}

/* What was parsed, or NULL and why not. */
static struct network *
query_end(struct network *q, int parsed, const struct text_error *e,
    enum ctl_code *code, char *why, size_t size)
{
	if (parsed == 0) {
		q->code = CTL_OK;
		return q;
	}
	*code = q->code;
	snprintf(why, size, "%s", e->msg);
	network_free(q);
	return NULL;
}

struct network *
network_words(struct rde *rde, const struct network_who *who,
    struct route_parser *p, struct tokens *t, enum family family,
    enum ctl_code *code, char *why, size_t size)
{
	struct network *q = query_new(rde, who);
	struct text_error e;
	int r;

	e.msg[0] = '\0';
	r = route_parser_statement(p, t, family, on_route, q, &e);
	return query_end(q, r, &e, code, why, size);
}

struct network *
network_new(struct rde *rde, const struct network_who *who, const char *text,
    size_t len, enum ctl_code *code, char *why, size_t size)
{
	struct network *q;
	struct lexer *l;
	struct text_error e = { 0 };
	struct tokens t;
	int r;

	*code = CTL_REFUSE;
	if (who->op != CTL_NET_ADD && who->op != CTL_NET_DELETE &&
	    who->op != CTL_NET_WITHDRAW) {
		snprintf(why, size, "not a network command");
		return NULL;
	}
	q = query_new(rde, who);
	l = lexer_new("", 0);
	r = lexer_line(l, text, len, &t, &e);
	if (r == 0)
		r = route_parse(&t, who->op == CTL_NET_ADD ? ROUTE_NETWORK :
		    ROUTE_DELETE, FAMILY_NONE, on_route, q, &e);
	lexer_free(l);
	return query_end(q, r, &e, code, why, size);
}
