/* SPDX-License-Identifier: ISC */
/*
 * A walk that stops while its reader is slow and goes on behind the last
 * prefix; neighbours one after the other when it is what we say to them,
 * prefixes in order when it is what they said.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "event/emit.h"
#include "event/escape.h"
#include "nexthops.h"
#include "program_command_result.h"
#include "program_command_route.h"
#include "program_command_select.h"
#include "program_show.h"
#include "program_show_form.h"
#include "text/route_head.h"
#include "update_out.h"

enum { BATCH = 64 };

struct walk {
	bool		 out;
	bool		 extensive;
	bool		 list;		/* the new words' routes list */
	bool		 one;		/* of this alone: routes index */
	struct nlri	 which;		/* its key is in which_pos */
	struct net_pos	 which_pos;
	family_mask	 families;
	const struct idset *peers;	/* NULL: all */
	struct idset_store *sets;
	unsigned	 family;
	uint32_t	 peer;		/* out: whose turn it is */
	bool		 started;
	struct net_pos	 after;
	/* The prefix behind, of which so many paths were shown. */
	struct net_pos	 part;
	uint32_t	 shown;
	struct rib_out_items items;
	monotime_t	 until;
	bool		 any;
};

/* One route as it is shown. */
struct shown {
	const struct peer *p;
	struct nlri	 nlri;
	struct nexthop	 nexthop;	/* af 0: none */
	struct rbuf	 attrs;
};

/* --- one route ------------------------------------------------------------ */

static void
put_family(struct wbuf *w, const struct shown *s)
{
	const struct family_info *f = family_info(
	    (enum family)s->nlri.family);

	wbuf_str(w, f->afi_word);
	wbuf_u8(w, ' ');
	wbuf_str(w, f->safi_word);
}

static void
put_prefix(struct wbuf *w, const struct shown *s)
{
	struct nlri n = s->nlri;

	n.has_path_id = 0;
	nlri_print(w, &n);
}

static void
put_route(struct wbuf *w, const struct shown *s, bool extensive)
{
	show_form_route(w, &s->nlri, &s->nexthop);
	if (extensive)
		attr_set_line(w, s->attrs, 4);
}

static void
show_text(struct wbuf *w, const struct walk *k, const struct shown *s)
{
	if (k->extensive)
		show_form_name(w, s->p);
	else {
		wbuf_str(w, "neighbor ");
		emit_addr(w, &s->p->conf.remote);
	}
	wbuf_u8(w, ' ');
	put_family(w, s);
	wbuf_u8(w, ' ');
	put_route(w, s, k->extensive);
}

/* {"ADDRESS": {"routes": [{…}]}}, one route a line, as ExaBGP 6 has it. */
static void
show_json(struct wbuf *w, const struct walk *k, const struct shown *s)
{
	wbuf_str(w, "{\"");
	emit_addr(w, &s->p->conf.remote);
	wbuf_str(w, "\": {\"routes\": [{\"family\": \"");
	put_family(w, s);
	wbuf_str(w, "\", \"prefix\": \"");
	put_prefix(w, s);
	wbuf_u8(w, '"');
	if (s->nlri.has_path_id)
		wbuf_printf(w, ", \"path-id\": %u", s->nlri.path_id);
	if (!nexthop_is_none(&s->nexthop)) {
		wbuf_str(w, ", \"next-hop\": \"");
		nexthop_print(w, &s->nexthop);
		wbuf_u8(w, '"');
	}
	if (k->extensive) {
		wbuf_str(w, ", \"attribute\": {");
		attr_set_json(w, s->attrs, 6, false);
		wbuf_u8(w, '}');
	}
	wbuf_str(w, "}]}}");
}

/* An element of an array that is one line in the end. */
static void
show_listed(struct wbuf *w, struct walk *k, const struct shown *s)
{
	struct wbuf route;

	if (k->any)
		wbuf_str(w, ", ");
	wbuf_str(w, "{\"index\": \"");
	command_result_index(w, &s->nlri);
	wbuf_str(w, "\", \"family\": \"");
	put_family(w, s);
	wbuf_str(w, "\", \"route\": \"");
	/* A name in it may be quoted. */
	wbuf_growable(&route, COMMAND_LINE_MAX);
	put_route(&route, s, true);
	escape_json(w, route.p, route.len);
	wbuf_free(&route);
	wbuf_str(w, "\", \"neighbor\": \"");
	show_form_name(w, s->p);
	wbuf_str(w, "\"}");
}

static void
show_one(struct program_commands *c, struct walk *k, const struct shown *s)
{
	if (k->list) {
		show_listed(&c->line, k, s);
		k->any = true;
		return;
	}
	(c->json ? show_json : show_text)(command_text(c), k, s);
	command_text_end(c);
	k->any = true;
}

/* --- the walks ------------------------------------------------------------ */

static bool
is_wanted(const struct walk *k, const struct peer *p)
{
	return k->peers == NULL || idset_has(k->peers, p->id);
}

/* Where it stopped inside of a prefix, it goes on there. */
static uint32_t
shown_of(struct walk *k, const struct nlri *at)
{
	uint32_t n = k->shown > 0 && net_pos_cmp(&k->part, at) == 0 ?
	    k->shown : 0;

	k->shown = 0;
	return n;
}

/* One path may be a line of 200,000 octets, and a prefix has many. */
static bool
stop_inside(const struct program_commands *c, struct walk *k,
    const struct nlri *at, uint32_t shown)
{
	if (!command_full(c) &&
	    monotime_diff_ms(clock_now(), k->until) < 0)
		return false;
	net_pos_set(&k->part, at);
	k->shown = shown;
	return true;
}

static void
is_behind(struct walk *k, const struct nlri *at)
{
	net_pos_set(&k->after, at);
	k->started = true;
}

/* False: it stopped inside. */
static bool
show_paths(struct program_commands *c, struct walk *k, enum family f,
    const struct net_item *item)
{
	uint32_t skip = shown_of(k, &item->nlri), n = 0;
	const struct attr_summary *sum;
	const struct nexthop *nh;
	uint32_t at = item->value;
	struct in_path x;
	struct shown s;

	while (adj_rib_in_next(c->rde->in, f, &at, &x)) {
		s = (struct shown){ .p = peers_get(c->rde->peers, x.peer) };
		if (n++ < skip || s.p == NULL || !is_wanted(k, s.p))
			continue;
		s.nlri = item->nlri;
		s.nlri.carried = nexthops_carried(c->rde->nexthops,
		    x.nexthop);
		s.nlri.path_id = x.path_id;
		s.nlri.has_path_id = s.p->neg.add_path_rx >> f & 1;
		nh = nexthops_get(c->rde->nexthops, x.nexthop);
		sum = attrs_summary(c->rde->attrs, x.attrs);
		if (nh != NULL)
			s.nexthop = *nh;
		else if ((sum->present & 1ULL << ATTR_NEXT_HOP) != 0)
			s.nexthop.global = addr_v4(sum->next_hop);
		s.attrs = attrs_octets(c->rde->attrs, x.attrs);
		show_one(c, k, &s);
		if (stop_inside(c, k, &item->nlri, n))
			return false;
	}
	return true;
}

/* False: the family is done. */
static bool
in_batch(struct program_commands *c, struct walk *k, enum family f)
{
	struct net_item v[BATCH];
	size_t i, n;

	n = net_table_walk(adj_rib_in_table(c->rde->in, f),
	    k->started ? &k->after : NULL, NULL, v, BATCH);
	for (i = 0; i < n; i++) {
		if (!show_paths(c, k, f, &v[i]))
			return true;
		is_behind(k, &v[i].nlri);
	}
	return n == BATCH;
}

static bool
is_meant(const struct walk *k, const struct nlri *n)
{
	return !k->one || (net_pos_cmp(&k->which_pos, n) == 0 &&
	    n->has_path_id == k->which.has_path_id &&
	    n->path_id == k->which.path_id);
}

/* False: the neighbour has no more of this family. */
static bool
out_batch(struct program_commands *c, struct walk *k, struct peer *p,
    enum family f)
{
	const struct rib_out_item *v;
	uint32_t skip = 0, shown = 0;
	struct shown s;
	size_t i, n;

	n = update_out_show_some(c->rde->out, p, f,
	    k->started ? &k->after : NULL,
	    k->one && !family_info(f)->keyed ? &k->which.prefix : NULL,
	    &k->items);
	v = k->items.v;
	for (i = 0; i < n; i++) {
		if (i == 0 || !nlri_same(&v[i].nlri, &v[i - 1].nlri)) {
			if (i > 0)
				is_behind(k, &v[i - 1].nlri);
			skip = shown_of(k, &v[i].nlri);
			shown = 0;
		}
		if (shown++ < skip)
			continue;
		if ((v[i].flags & CTL_P_WITHDRAWN) != 0 ||
		    !is_meant(k, &v[i].nlri))
			continue;
		s = (struct shown){ .p = p, .nlri = v[i].nlri,
		    .nexthop = v[i].nexthop };
		/* As it was said, without what the session adds. */
		s.attrs = attrs_octets(c->rde->attrs, v[i].attrs);
		show_one(c, k, &s);
		if (stop_inside(c, k, &v[i].nlri, shown))
			return true;
	}
	if (n > 0)
		is_behind(k, &v[n - 1].nlri);
	else if (k->items.more)
		k->after = k->items.behind;
	k->started = n > 0 || k->items.more;
	return k->started;
}

/* False: everything was shown. */
static bool
step_out(struct program_commands *c, struct walk *k)
{
	struct peer *p = peers_next(c->rde->peers, k->peer);

	if (p == NULL)
		return false;
	if (p->id != k->peer) {
		k->peer = p->id;
		k->family = 0;
		k->started = false;
	}
	if (k->family == FAMILY_MAX || !is_wanted(k, p)) {
		k->peer++;
		k->family = 0;
		k->started = false;
	} else if ((k->families >> k->family & 1) == 0 ||
	    !out_batch(c, k, p, (enum family)k->family))
		k->family++;
	return true;
}

static bool
step_in(struct program_commands *c, struct walk *k)
{
	if (k->family == FAMILY_MAX)
		return false;
	if ((k->families >> k->family & 1) == 0 ||
	    !in_batch(c, k, (enum family)k->family)) {
		k->family++;
		k->started = false;
	}
	return true;
}

/* True: it is too long for its line already. */
static bool
list_is_cut(struct program_commands *c, const struct walk *k)
{
	if (!k->list || !c->line.failed)
		return false;
	wbuf_reset(&c->line);
	command_fail(c, "the list is longer than %u octets; show adj-rib out "
	    "has no such bound", COMMAND_LINE_MAX);
	return true;
}

static bool
walk_turn(struct program_commands *c, monotime_t until)
{
	struct walk *k = c->job;

	k->until = until;
	while (k->out ? step_out(c, k) : step_in(c, k)) {
		if (list_is_cut(c, k))
			return true;
		if (command_full(c) ||
		    monotime_diff_ms(clock_now(), until) >= 0)
			return false;
	}
	if (k->list) {
		wbuf_u8(&c->line, ']');
		if (list_is_cut(c, k))
			return true;
		command_text_end(c);
	}
	command_done(c);
	return true;
}

static void
walk_stop(void *job)
{
	struct walk *k = job;

	idset_unref(k->sets, k->peers);
	free(k->items.v);
	free(k);
}

static struct walk *
walk_new(struct program_commands *c, bool out)
{
	struct walk *k = xcalloc(1, sizeof(*k));

	k->out = out;
	k->families = families_all();
	k->sets = c->rde->idsets;
	k->peers = c->select.peers == NULL ? NULL :
	    idset_ref(c->select.peers);
	return k;
}

/* --- the commands --------------------------------------------------------- */

/* Those of this AFI; safi 0: any. */
static family_mask
families_of(uint64_t afi, uint64_t safi)
{
	const struct family_info *info;
	family_mask m = 0;
	unsigned i;

	for (i = 0; i < FAMILY_MAX; i++) {
		info = family_info((enum family)i);
		if (info->safi != 0 && info->afi == afi &&
		    (safi == 0 || info->safi == safi))
			m |= 1ULL << i;
	}
	return m;
}

/* "afi 16397", "afi 16397 safi 99"; 0: none that there is. */
static family_mask
take_numbers(struct tokens *t)
{
	struct tokens in = *t;
	uint64_t afi, safi = 0;
	struct text_error e;
	family_mask m;

	if (!token_accept(&in, "afi") ||
	    token_u64(&in, "afi", UINT16_MAX, &afi, &e) == -1 ||
	    (token_accept(&in, "safi") && (token_u64(&in, "safi", UINT8_MAX,
	    &safi, &e) == -1 || safi == 0)) ||
	    (m = families_of(afi, safi)) == 0)
		return 0;
	*t = in;
	return m;
}

/* "ipv4", "ipv4 unicast", "l2vpn", "afi 7"; 0: it is no family. */
static family_mask
take_families(struct tokens *t)
{
	const struct token *afi = token_peek(t), *safi;
	family_mask m = take_numbers(t);
	enum family f;
	unsigned i;

	if (m != 0)
		return m;
	for (i = 0; afi != NULL && i < FAMILY_OTHER_FIRST; i++)
		if (strcmp(family_info((enum family)i)->afi_word,
		    afi->s) == 0)
			m |= 1ULL << i;
	if (m == 0)
		return 0;
	t->at++;
	safi = token_peek(t);
	f = safi == NULL ? FAMILY_NONE : family_by_words(afi->s, safi->s);
	if (f == FAMILY_NONE)
		return m;
	t->at++;
	return 1ULL << f;
}

/* Words of ExaBGP's that are several AFI. */
static family_mask
take_kind(struct tokens *t)
{
	bool flow = token_accept(t, "flow");
	bool inet = !flow && token_accept(t, "inet");
	family_mask m = 0;
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		if ((flow && route_family_is_flow((enum family)f)) ||
		    (inet && route_family_has_prefix((enum family)f)))
			m |= 1ULL << f;
	return m;
}

/* A neighbour by its address, narrowing whom it is for; -1: no such word. */
static int
take_address(struct program_commands *c, struct tokens *t)
{
	struct text_error e;
	struct tokens one = *t;
	struct addr a;

	if (addr_parse(token_peek(t)->s, &a) == -1 || c->select.given)
		return -1;
	one.n = one.at + 1;
	if (command_select_words(c, &one, &e) == -1)
		return -1;
	t->at++;
	return 0;
}

void
command_show_rib(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	family_mask families = families_all(), m;
	bool extensive = false;
	struct walk *k;

	while (token_peek(t) != NULL) {
		if (token_accept(t, "extensive"))
			extensive = true;
		else if ((m = take_kind(t)) != 0 ||
		    (m = take_families(t)) != 0)
			families = m;
		else if (!token_accept(t, "routes") &&
		    !token_accept(t, "static") && take_address(c, t) == -1) {
			(void)command_superfluous(c, t);
			return;
		}
	}
	if (!command_select_somebody(c))
		return;
	k = walk_new(c, row->value == SHOW_RIB_OUT);
	k->extensive = extensive;
	k->families = families;
	command_begin(c, walk_turn, k, walk_stop);
}

void
command_routes(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	uint8_t octets[NLRI_ROOM];
	struct nlri which = { 0 };
	struct wbuf key;
	family_mask families;
	bool one = false;
	struct walk *k;

	(void)row;
	families = take_families(t);
	if (token_accept(t, "add")) {
		if (command_may(c, ROLE_INJECT))
			command_routes_change(c, CTL_NET_ADD, t);
		return;
	}
	if (token_accept(t, "remove")) {
		if (!command_may(c, ROLE_INJECT))
			return;
		if (token_accept(t, "index"))
			command_index_gone(c, t);
		else
			command_routes_change(c, CTL_NET_WITHDRAW, t);
		return;
	}
	if (token_accept(t, "index"))
		one = true;
	else if (!token_accept(t, "list")) {
		command_fail(c, "routes: list, index, add or remove is "
		    "missing");
		return;
	}
	wbuf_fixed(&key, octets, sizeof(octets));
	if (one ? command_index_take(c, t, &which, &key) == -1 :
	    command_superfluous(c, t))
		return;
	if (!command_select_somebody(c))
		return;
	c->waits = false;
	k = walk_new(c, true);
	k->list = true;
	k->one = one;
	k->which = which;
	net_pos_set(&k->which_pos, &which);
	if (one)
		families = 1ULL << which.family;
	if (families != 0)
		k->families = families;
	wbuf_u8(command_text(c), '[');
	command_begin(c, walk_turn, k, walk_stop);
}
