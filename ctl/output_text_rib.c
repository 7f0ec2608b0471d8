/* SPDX-License-Identifier: ISC */
/*
 * bgpctl show rib in OpenBGPD's columns.  Herald has no best path and does
 * not validate: there is no '>', and the vs column always says N-?.
 */
#include "age.h"
#include "bgp/family.h"
#include "event/emit.h"
#include "event/escape.h"
#include "flow_why.h"
#include "labels.h"
#include "output_text_rib.h"
#include "path/attr.h"
#include "path/nlri.h"
#include "path_facts.h"
#include "put.h"

enum { PREFIX_WIDTH = 20, GATEWAY_WIDTH = 15, FLAGS_WIDTH = 5 };

/* In the order in which they are printed. */
static const struct path_flag {
	uint16_t	 flag;
	char		 letter;
	const char	*word;		/* in detail */
} path_flags[] = {
	{ CTL_P_UNSENDABLE,	'E', "unsendable" },
	{ CTL_P_LEAKED,		'L', "leaked" },
	{ CTL_P_OURS,		'A', "announced" },
	{ CTL_P_INTERNAL,	'I', NULL },	/* said as internal, external */
	{ CTL_P_STALE,		'S', "stale" },
	{ CTL_P_VALID,		'*', "valid" },
	{ CTL_P_PENDING,	'p', "pending" },
	{ CTL_P_WITHDRAWN,	'W', "withdrawn" },
	{ CTL_P_AS_LOOP,	0, "as-loop" },
	{ CTL_P_AS_SET,		0, "as-set" },
	{ CTL_P_FEASIBLE,	0, "feasible" },
	{ CTL_P_INFEASIBLE,	'n', "infeasible" },
	{ CTL_P_UNJUDGED,	'u', "not judged" },
};

enum { NFLAGS = sizeof(path_flags) / sizeof(path_flags[0]) };

void
text_rib_head(struct output *o)
{
	if (o->cmd->detail)
		return;
	wbuf_str(&o->w,
	    "flags: * = Valid, I = via IBGP, A = Announced,\n"
	    "       S = Stale, E = Error, L = Leaked, p = Pending,"
	    " W = Withdrawn,\n"
	    "       n = Not feasible, u = Not judged (rules received)\n"
	    "origin validation state: N = not-found, V = valid, ! = invalid\n"
	    "aspa validation state: ? = unknown, V = valid, ! = invalid\n"
	    "origin: i = IGP, e = EGP, ? = Incomplete\n"
	    "\n"
	    "flags  vs destination          gateway          lpref   med"
	    " aspath origin\n");
}

static void
put_flags(struct wbuf *w, uint32_t flags)
{
	size_t start;
	unsigned i;

	start = w->len;
	for (i = 0; i < NFLAGS; i++)
		if ((flags & path_flags[i].flag) != 0 &&
		    path_flags[i].letter != 0)
			wbuf_u8(w, (uint8_t)path_flags[i].letter);
	put_pad(w, start, FLAGS_WIDTH);
	wbuf_bytes(w, " N-? ", 5);
}

/* Of ours, what has no address is next-hop self without a session. */
static void
put_gateway(struct wbuf *w, const struct path_view *v)
{
	const struct nlri_said said = path_said(v);

	if (v->nexthop.left > 0)
		emit_hex_lower(w, v->nexthop.p, v->nexthop.left);
	else if (v->p.nexthop.af == ADDR_NONE &&
	    (v->p.flags & CTL_P_OURS) != 0 && nlri_said_takes_self(&said))
		wbuf_str(w, "self");
	else
		put_addr(w, &v->p.nexthop);
}

static void
brief(struct output *o, const struct path_view *v)
{
	const struct nlri_said said = path_said(v);
	struct wbuf *w = &o->w;
	struct path_facts f;
	size_t start;

	path_facts_read(&f, v->attrs);
	put_flags(w, v->p.flags);
	start = w->len;
	nlri_said_put(w, &said);
	put_pad(w, start, PREFIX_WIDTH);
	wbuf_u8(w, ' ');
	start = w->len;
	put_gateway(w, v);
	put_pad(w, start, GATEWAY_WIDTH);
	wbuf_u8(w, ' ');
	put_uint_right(w, f.local_pref, 5);
	wbuf_u8(w, ' ');
	put_uint_right(w, f.med, 5);
	wbuf_u8(w, ' ');
	if (f.aspath.left > 0) {
		aspath_print(w, f.aspath);
		wbuf_u8(w, ' ');
	}
	wbuf_u8(w, (uint8_t)origin_letter(f.origin));
	wbuf_u8(w, '\n');
}

/* The end of a line inside an entry. */
static void
end_line(struct output *o)
{
	wbuf_u8(&o->w, o->cmd->ssv ? ';' : '\n');
}

static void
put_via(struct output *o, const struct path_view *v)
{
	struct wbuf *w = &o->w;
	char addr[ADDR_TEXT];

	wbuf_str(w, "    Nexthop ");
	put_gateway(w, v);
	wbuf_str(w, " (via ");
	if (v->nexthop.left > 0)
		emit_hex_lower(w, v->nexthop.p, v->nexthop.left);
	else
		put_addr(w, v->p.nexthop_ll.af != ADDR_NONE ?
		    &v->p.nexthop_ll : &v->p.nexthop);
	wbuf_str(w, ") Neighbor ");
	put_text(w, path_peer(o, v->peer, addr, sizeof(addr)));
	wbuf_str(w, " (");
	put_ipv4(w, v->peer->remote_id);
	wbuf_u8(w, ')');
	if ((v->p.flags & CTL_P_HAS_ID) != 0) {
		wbuf_str(w, " Path-Id: ");
		put_uint(w, v->p.path_id);
	}
	end_line(o);
}

static void
put_facts(struct output *o, const struct path_view *v,
    const struct path_facts *f)
{
	struct wbuf *w = &o->w;
	char age[AGE_TEXT];
	unsigned i;

	wbuf_printf(w, "    Origin %s, metric %u, localpref %u, weight 0, "
	    "ovs not-found, avs unknown, %s", origin_name(f->origin),
	    f->med, f->local_pref,
	    (v->p.flags & CTL_P_INTERNAL) != 0 ? "internal" : "external");
	for (i = 0; i < NFLAGS; i++) {
		if ((v->p.flags & path_flags[i].flag) != 0 &&
		    path_flags[i].word != NULL)
			wbuf_printf(w, ", %s", path_flags[i].word);
	}
	end_line(o);
	if ((v->p.flags & CTL_P_INFEASIBLE) != 0) {
		wbuf_str(w, "    Infeasible: ");
		flow_why_put(w, &v->why);
		end_line(o);
	}
	wbuf_printf(w, "    Last update: %s",
	    age_print(age_seconds(v->p.age_ms), age));
	end_line(o);
}

static void
put_communities(struct output *o, struct rbuf b)
{
	uint32_t c;

	if (b.left == 0)
		return;
	wbuf_str(&o->w, "    Communities:");
	while (rbuf_u32(&b, &c) == 0) {
		wbuf_u8(&o->w, ' ');
		community_print(&o->w, c);
	}
	end_line(o);
}

static void
put_ext(struct output *o, struct rbuf b)
{
	const char *sep = " ";
	uint8_t c[8];

	if (b.left == 0)
		return;
	wbuf_str(&o->w, "    Ext. Communities:");
	while (rbuf_bytes(&b, c, sizeof(c)) == 0) {
		wbuf_str(&o->w, sep);
		ext_community_print_bgpctl(&o->w, c);
		sep = ", ";
	}
	end_line(o);
}

static void
put_large(struct output *o, struct rbuf b)
{
	uint8_t c[12];

	if (b.left == 0)
		return;
	wbuf_str(&o->w, "    Large Communities:");
	while (rbuf_bytes(&b, c, sizeof(c)) == 0) {
		wbuf_u8(&o->w, ' ');
		large_community_print(&o->w, c);
	}
	end_line(o);
}

/* The rest, in the words of the route grammar, one a line. */
static void
put_others(struct output *o, struct rbuf attrs)
{
	struct wbuf one, text;
	struct attr a;

	wbuf_growable(&one, ATTR_SET_MAX + 64);
	wbuf_growable(&text, ATTR_SET_MAX * 8);
	while (attr_next(&attrs, &a) == 1) {
		if (!path_facts_other(a.type))
			continue;
		wbuf_reset(&one);
		wbuf_reset(&text);
		attr_write(&one, a.flags, a.type, a.value.p, a.value.left);
		attr_set_print(&text, wbuf_view(&one));
		wbuf_str(&o->w, "    ");
		escape_text(&o->w, text.p, text.len);
		end_line(o);
	}
	wbuf_free(&one);
	wbuf_free(&text);
}

void
text_attributes(struct output *o, struct rbuf attrs,
    const struct path_facts *f)
{
	put_communities(o, f->communities);
	put_ext(o, f->ext);
	put_large(o, f->large);
	put_others(o, attrs);
}

static void
detail(struct output *o, const struct path_view *v)
{
	const struct nlri_said said = path_said(v);
	struct path_facts f;

	path_facts_read(&f, v->attrs);
	if (!o->cmd->ssv)
		wbuf_u8(&o->w, '\n');
	wbuf_str(&o->w, "BGP routing table entry for ");
	nlri_said_put(&o->w, &said);
	end_line(o);
	if (f.aspath.left > 0) {
		wbuf_str(&o->w, "    ");
		aspath_print(&o->w, f.aspath);
		end_line(o);
	}
	put_via(o, v);
	put_facts(o, v, &f);
	text_attributes(o, v->attrs, &f);
	if (o->cmd->ssv)
		wbuf_u8(&o->w, '\n');
}

void
text_path(struct output *o, const struct path_view *v)
{
	if (o->cmd->detail)
		detail(o, v);
	else
		brief(o, v);
}
