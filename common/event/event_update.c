/* SPDX-License-Identifier: ISC */
/*
 * UPDATE as an event: attributes once, then NLRI by what happens to them, by
 * family and by next hop; or End-of-RIB.  In text each NLRI is a line with all
 * attributes behind it: they are encoded for the first and copied after that.
 */
#include <string.h>

#include "event/event_update.h"
#include "path/attr.h"

static bool
same_family(const struct event_run *a, const struct event_run *b)
{
	return a->withdraw == b->withdraw && a->family == b->family;
}

/* Nothing to write of it: an attribute may be there for no NLRI. */
static bool
is_empty(const struct event_run *r)
{
	return r->nlri.left == 0 || r->family >= FAMILY_MAX;
}

/* Is there one before this that like() finds equal?  It took this one in. */
static bool
was_before(const struct event_update *u, unsigned at,
    bool (*like)(const struct event_run *a, const struct event_run *b))
{
	unsigned i;

	for (i = 0; i < at; i++)
		if (!is_empty(&u->run[i]) && like(&u->run[i], &u->run[at]))
			return true;
	return false;
}

/* Names within an object are unique: alike is what prints alike. */
static bool
same_nexthop(const struct event_run *a, const struct event_run *b)
{
	return same_family(a, b) && nexthop_same(&a->nexthop, &b->nexthop);
}

/* All NLRI of the runs that like() finds equal to this one, as a list. */
static void
nlri_list(const struct event_line *l, const struct event_update *u,
    unsigned at, bool (*like)(const struct event_run *a,
    const struct event_run *b))
{
	const struct event_run *r;
	struct nlri_form form = { .shape = l->f->shape,
	    .compact = l->f->compact };
	uint8_t octets[NLRI_ROOM];
	const char *before = "[ ";
	struct wbuf room;
	struct rbuf field;
	struct nlri n;
	unsigned i;
	int res;

	wbuf_fixed(&room, octets, sizeof(octets));
	for (i = at; i < u->nruns; i++) {
		r = &u->run[i];
		if (is_empty(r) || !like(&u->run[at], r))
			continue;
		form.nexthop = r->withdraw ? NULL : &r->nexthop;
		field = r->nlri;
		for (; field.left > 0; wbuf_reset(&room)) {
			res = nlri_read(&field, r->family, event_run_how(r) |
			    NLRI_CARRIED, &n, &room);
			if (res == -1)
				break;
			if (res == 1)
				continue;
			wbuf_str(l->w, before);
			nlri_json(l->w, &n, &form);
			before = ", ";
		}
	}
	wbuf_str(l->w, *before == '[' ? "[  ]" : " ]");
}

static void
nexthops(const struct event_line *l, const struct event_update *u,
    unsigned at)
{
	const char *before = "{ \"";
	unsigned i;

	for (i = at; i < u->nruns; i++) {
		if (is_empty(&u->run[i]) ||
		    !same_family(&u->run[at], &u->run[i]) ||
		    was_before(u, i, same_nexthop))
			continue;
		wbuf_str(l->w, before);
		if (nexthop_is_none(&u->run[i].nexthop))
			wbuf_str(l->w, "no-nexthop");
		else
			nexthop_print(l->w, &u->run[i].nexthop);
		wbuf_str(l->w, "\": ");
		nlri_list(l, u, i, same_nexthop);
		before = ", \"";
	}
	wbuf_str(l->w, " }");
}

/* "announce": { "ipv4 unicast": { … } }, or "withdraw"; *before divides. */
static void
families(const struct event_line *l, const struct event_update *u,
    bool withdraw, const char **before)
{
	const struct family_info *info;
	struct wbuf *w = l->w;
	bool any = false;
	unsigned i;

	for (i = 0; i < u->nruns; i++) {
		if (u->run[i].withdraw != withdraw || is_empty(&u->run[i]) ||
		    was_before(u, i, same_family))
			continue;
		if (!any) {
			wbuf_str(w, *before);
			wbuf_str(w, withdraw ? "\"withdraw\": { \"" :
			    "\"announce\": { \"");
		} else
			wbuf_str(w, ", \"");
		info = family_info(u->run[i].family);
		emit_family(w, info->afi, info->safi, ' ', l->f->shape);
		wbuf_str(w, "\": ");
		if (withdraw)
			nlri_list(l, u, i, same_family);
		else
			nexthops(l, u, i);
		any = true;
		*before = ", ";
	}
	if (any)
		wbuf_str(w, " }");
}

static bool
has_runs(const struct event_update *u, bool withdraw)
{
	unsigned i;

	for (i = 0; i < u->nruns; i++)
		if (u->run[i].withdraw == withdraw && !is_empty(&u->run[i]))
			return true;
	return false;
}

/* In 5 an UPDATE that only withdraws shows no attributes. */
static void
attributes(const struct event_line *l, const struct event_update *u,
    const char **before)
{
	bool later = l->f->shape >= SHAPE_5, withdraws = has_runs(u, true);
	size_t at = l->w->len, begin;

	if (u->attrs.left == 0 || (l->f->shape == SHAPE_5 && withdraws &&
	    !has_runs(u, false)))
		return;
	wbuf_str(l->w, "\"attribute\": { ");
	begin = l->w->len;
	attr_set_json(l->w, u->attrs, l->f->shape, later && withdraws);
	if (l->w->len == begin) {	/* none that is shown */
		if (!l->w->failed)
			wbuf_truncate(l->w, at);
		return;
	}
	wbuf_str(l->w, " }");
	*before = ", ";
}

static void
eor_json(const struct event_line *l, const struct event_update *u)
{
	wbuf_str(l->w, "\"eor\": { \"afi\" : \"");
	emit_afi(l->w, u->eor_afi);
	wbuf_str(l->w, "\", \"safi\" : \"");
	emit_safi(l->w, u->eor_safi, l->f->shape);
	wbuf_str(l->w, "\" }");
}

void
event_update_json(const struct event_line *l)
{
	const struct event_update *u = l->e->u.update;
	const char *before = "";

	event_json_begin(l, "update", event_with_octets(l));
	wbuf_str(l->w, ", \"message\": { ");
	if (u->eor)
		eor_json(l, u);
	else {
		wbuf_str(l->w, "\"update\": { ");
		attributes(l, u, &before);
		families(l, u, false, &before);
		families(l, u, true, &before);
		wbuf_str(l->w, " }");
	}
	wbuf_str(l->w, " }");
	event_json_negotiated_beside(l);
}

/* --- text --- */

/* "neighbor 192.0.2.1 receive update ", written once and copied. */
struct prefix_text {
	size_t	at;
	size_t	n;
	size_t	attrs_at;	/* likewise the attributes */
	size_t	attrs_n;
	bool	attrs;
};

static void
begin_line(const struct event_line *l, struct prefix_text *t)
{
	if (t->n > 0) {
		emit_again(l->w, t->at, t->n);
		return;
	}
	t->at = l->w->len;
	event_text_begin(l, true);
	wbuf_str(l->w, "update ");
	t->n = l->w->len - t->at;
}

static void
attributes_text(const struct event_line *l, const struct event_update *u,
    struct prefix_text *t)
{
	if (t->attrs) {
		emit_again(l->w, t->attrs_at, t->attrs_n);
		return;
	}
	t->attrs_at = l->w->len;
	attr_set_line(l->w, u->attrs, l->f->shape);
	t->attrs_n = l->w->len - t->attrs_at;
	t->attrs = true;
}

static void
run_text(const struct event_line *l, const struct event_update *u,
    const struct event_run *r, struct prefix_text *t)
{
	const struct nlri_form form = { .shape = l->f->shape,
	    .nexthop = r->withdraw ? NULL : &r->nexthop };
	struct rbuf field = r->nlri;
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct nlri n;
	int res;

	wbuf_fixed(&room, octets, sizeof(octets));
	for (; field.left > 0; wbuf_reset(&room)) {
		res = nlri_read(&field, r->family, event_run_how(r) |
		    NLRI_CARRIED, &n, &room);
		if (res == -1)
			break;
		if (res == 1)
			continue;
		begin_line(l, t);
		wbuf_str(l->w, r->withdraw ? "withdrawn " : "announced ");
		nlri_line(l->w, &n, &form);
		if (!r->withdraw) {
			if (!nexthop_is_none(&r->nexthop)) {
				wbuf_str(l->w, " next-hop ");
				nexthop_print(l->w, &r->nexthop);
			}
			attributes_text(l, u, t);
		}
		wbuf_u8(l->w, '\n');
	}
}

/* Shape 4 keeps the order of the message, later ones announce first. */
static void
runs_text(const struct event_line *l, const struct event_update *u,
    struct prefix_text *t)
{
	bool later = l->f->shape >= SHAPE_5;
	unsigned pass, i;

	for (pass = 0; pass < (later ? 2 : 1); pass++)
		for (i = 0; i < u->nruns; i++)
			if (!is_empty(&u->run[i]) &&
			    (!later || u->run[i].withdraw == (pass == 1)))
				run_text(l, u, &u->run[i], t);
}

void
event_update_text(const struct event_line *l)
{
	const struct event_update *u = l->e->u.update;
	struct prefix_text t = { .n = 0 };

	begin_line(l, &t);
	wbuf_str(l->w, "start\n");
	if (u->eor) {
		begin_line(l, &t);
		wbuf_str(l->w, "route eor ");
		emit_number(l->w, u->eor_afi);
		wbuf_u8(l->w, '/');
		emit_number(l->w, u->eor_safi);
		wbuf_str(l->w, " (");
		emit_family(l->w, u->eor_afi, u->eor_safi, ' ',
		    l->f->shape);
		wbuf_str(l->w, ")\n");
	} else
		runs_text(l, u, &t);
	if (event_with_octets(l)) {
		event_text_octets(l);
		wbuf_u8(l->w, '\n');
	}
	begin_line(l, &t);
	wbuf_str(l->w, "end");
}
