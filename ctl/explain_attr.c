/* SPDX-License-Identifier: ISC */
/*
 * A path attribute (RFC 4271 4.3): flags, type, length, and its value in the
 * words of the route grammar, taken apart where it has parts.  Whether it is
 * well formed, says the table that the daemon has.
 */
#include <string.h>

#include "event/escape.h"
#include "explain_attr.h"
#include "explain_ext.h"
#include "explain_ls.h"
#include "explain_nlri.h"
#include "explain_pmsi.h"
#include "explain_tunnel.h"
#include "path/attr_text.h"
#include "put.h"

enum { SUBCODE_FLAGS = 4, WORDS_MAX = 4 * 1024 * 1024 };

/* Reads the inside of a value. */
typedef void attr_inside(struct explain *e, struct rbuf v, const char *name,
	    const char *section);

static attr_inside inside_path, inside_path4, inside_communities, inside_ext,
	    inside_ext_ipv6, inside_large, inside_ids, inside_reach,
	    inside_unreach;
/* The same, of what has names for its parts. */
typedef void attr_tlvs(struct explain *e, struct rbuf v);

static const struct attr_place {
	uint8_t		 type;
	const char	*section;	/* what it is */
	const char	*fault;		/* when it is malformed */
	attr_inside	*inside;	/* NULL: it has no parts */
	const char	*part;		/* what a part is called */
	attr_tlvs	*tlvs;		/* reads one whose parts are TLVs */
} places[] = {
	{ ATTR_ORIGIN, "RFC 4271 5.1.1", "RFC 7606 7.1", NULL, NULL, NULL },
	{ ATTR_AS_PATH, "RFC 4271 5.1.2", "RFC 7606 7.2", inside_path,
	    "Segment", NULL },
	{ ATTR_NEXT_HOP, "RFC 4271 5.1.3", "RFC 7606 7.3", NULL, NULL, NULL },
	{ ATTR_MED, "RFC 4271 5.1.4", "RFC 7606 7.4", NULL, NULL, NULL },
	{ ATTR_LOCAL_PREF, "RFC 4271 5.1.5", "RFC 7606 7.5", NULL, NULL, NULL },
	{ ATTR_ATOMIC_AGGREGATE, "RFC 4271 5.1.6", "RFC 7606 7.6", NULL,
	    NULL, NULL },
	{ ATTR_AGGREGATOR, "RFC 4271 5.1.7", "RFC 7606 7.7", NULL, NULL, NULL },
	{ ATTR_COMMUNITIES, "RFC 1997", "RFC 7606 7.8", inside_communities,
	    "Community", NULL },
	{ ATTR_ORIGINATOR_ID, "RFC 4456 8", "RFC 7606 7.9", NULL, NULL, NULL },
	{ ATTR_CLUSTER_LIST, "RFC 4456 8", "RFC 7606 7.10", inside_ids,
	    "Cluster", NULL },
	{ ATTR_MP_REACH, "RFC 4760 3", "RFC 7606 7.11", inside_reach,
	    NULL, NULL },
	{ ATTR_MP_UNREACH, "RFC 4760 4", "RFC 7606 7.12", inside_unreach,
	    NULL, NULL },
	{ ATTR_EXT_COMMUNITIES, "RFC 4360 2", "RFC 7606 7.14", inside_ext,
	    "Extended community", NULL },
	{ ATTR_AS4_PATH, "RFC 6793 3", "RFC 6793 6", inside_path4,
	    "Segment", NULL },
	{ ATTR_AS4_AGGREGATOR, "RFC 6793 3", "RFC 6793 6", NULL, NULL, NULL },
	{ ATTR_PMSI_TUNNEL, "RFC 6514 5", "RFC 7606 8", NULL, NULL,
	    explain_pmsi },
	{ ATTR_TUNNEL_ENCAP, "RFC 9012 2", "RFC 9012 13", NULL, NULL,
	    explain_tunnel },
	{ ATTR_TRAFFIC_ENG, "RFC 5543 3", "RFC 7606 7.13", NULL, NULL, NULL },
	{ ATTR_IPV6_EXT_COMMUNITIES, "RFC 5701 2", "RFC 7606 7.15",
	    inside_ext_ipv6, "Extended community", NULL },
	{ ATTR_AIGP, "RFC 7311 3", "RFC 7311 3.2", NULL, NULL, NULL },
	{ ATTR_PE_DISTINGUISHER, "RFC 6514 8", "RFC 7606 8", NULL, NULL, NULL },
	{ ATTR_BGP_LS, "RFC 9552 5.3", "RFC 9552 8.2.2", NULL, NULL,
	    explain_ls },
	{ ATTR_LARGE_COMMUNITIES, "RFC 8092 3", "RFC 8092 6", inside_large,
	    "Large community", NULL },
	{ ATTR_BGPSEC_PATH, "RFC 8205 3", "RFC 8205 5.2", NULL, NULL, NULL },
	{ ATTR_OTC, "RFC 9234 5", "RFC 9234 5", NULL, NULL, NULL },
	{ ATTR_PREFIX_SID, "RFC 8669 3", "RFC 8669 6", NULL, NULL,
	    explain_prefix_sid },
	{ ATTR_ATTR_SET, "RFC 6368 5", "RFC 7606 7.16", NULL, NULL, NULL },
};

static const struct attr_place *
place_of(uint8_t type)
{
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (places[i].type == type)
			return &places[i];
	return NULL;
}

const char *
explain_attr_section(uint8_t type)
{
	const struct attr_place *p = place_of(type);

	return p == NULL ? "RFC 7606 8" : p->fault;
}

struct attr_profile
explain_profile(const struct explain *e)
{
	const struct offline_session *s = e->session;
	bool ebgp = s->local_as != s->peer_as;

	return (struct attr_profile){ .ebgp = ebgp, .as4 = s->as4,
	    .reject_as_set = s->reject_as_set, .aigp = !ebgp || s->aigp,
	    .prefix_sid = !ebgp || s->prefix_sid };
}

enum offence_verdict
explain_verdict(enum outcome o)
{
	switch (o) {
	case OUTCOME_OK:
		break;
	case OUTCOME_ATTR_DISCARD:
		return OFFENCE_ATTR_DISCARD;
	case OUTCOME_TREAT_AS_WITHDRAW:
		return OFFENCE_TREAT_AS_WITHDRAW;
	case OUTCOME_FAMILY_DISABLE:
		return OFFENCE_FAMILY_DISABLE;
	case OUTCOME_SESSION_RESET:
		return OFFENCE_SESSION_RESET;
	}
	return OFFENCE_NONE;
}

/* --- insides --- */

static void
segments(struct explain *e, struct rbuf v, const char *name,
    const char *section, unsigned width)
{
	static const char *const types[] = { NULL, "AS_SET", "AS_SEQUENCE",
	    "AS_CONFED_SEQUENCE", "AS_CONFED_SET" };
	struct rbuf one, head, as;
	struct wbuf *w;
	unsigned i, type;

	while (v.left > 0) {
		one = v;
		if (rbuf_sub(&v, 2, &head) == -1 ||
		    rbuf_sub(&v, head.p[1] * (size_t)width, &as) == -1) {
			explain_fault(e, one.p, OFFENCE_NONE, section,
			    "segment runs past the path");
			return;
		}
		one.left -= v.left;
		type = head.p[0];
		w = explain_begin(e, one, name, section);
		wbuf_printf(w, "type %u%s%s, %u:", type, type >= 1 &&
		    type <= 4 ? ", " : "", type >= 1 && type <= 4 ?
		    types[type] : "", head.p[1]);
		for (i = 0; i < head.p[1]; i++) {
			wbuf_u8(w, ' ');
			put_uint(w, explain_number(rbuf_of(as.p +
			    (size_t)i * width, width)));
		}
		explain_end(e);
		if (type < 1 || type > 4)
			explain_fault(e, one.p, OFFENCE_NONE, section,
			    "unknown segment type");
		if (head.p[1] == 0)
			explain_fault(e, one.p + 1, OFFENCE_NONE, section,
			    "empty segment");
	}
}

static void
inside_path(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	segments(e, v, name, section, e->session->as4 ? 4 : 2);
}

static void
inside_path4(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	segments(e, v, name, section, 4);
}

static void
units(struct explain *e, struct rbuf v, const char *name,
    const char *section, size_t unit,
    void (*print)(struct wbuf *w, const uint8_t *p), attr_tlvs *parts)
{
	struct rbuf one;

	while (rbuf_sub(&v, unit, &one) == 0) {
		print(explain_begin(e, one, name, section), one.p);
		explain_end(e);
		if (parts != NULL)
			parts(e, one);
	}
	if (v.left == 0)
		return;
	explain_put(e, v, "Octets", section, "%zu octet%s", v.left,
	    v.left == 1 ? "" : "s");
	explain_fault(e, v.p, OFFENCE_NONE, section,
	    "octets that are no whole one");
}

static void
print_community(struct wbuf *w, const uint8_t *p)
{
	community_print(w, explain_number(rbuf_of(p, 4)));
}

static void
print_id(struct wbuf *w, const uint8_t *p)
{
	put_ipv4(w, explain_number(rbuf_of(p, 4)));
}

static void
inside_communities(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	units(e, v, name, section, 4, print_community, NULL);
}

static void
inside_ids(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	units(e, v, name, section, 4, print_id, NULL);
}

static void
inside_ext(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	units(e, v, name, section, 8, ext_community_print, explain_ext);
}

static void
print_ext_ipv6(struct wbuf *w, const uint8_t *p)
{
	attr_ipv6_ext_print(w, rbuf_of(p, 20));
}

static void
inside_ext_ipv6(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	units(e, v, name, section, 20, print_ext_ipv6, explain_ext_ipv6);
}

static void
inside_large(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	units(e, v, name, section, 12, large_community_print, NULL);
}

static void
inside_reach(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	(void)name;
	(void)section;
	explain_mp(e, v, true);
}

static void
inside_unreach(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	(void)name;
	(void)section;
	explain_mp(e, v, false);
}

/* --- the attribute --- */

static void
put_flags(struct explain *e, struct rbuf field)
{
	static const struct { uint8_t bit; const char *set, *clear; } bits[] = {
		{ ATTR_OPTIONAL, "optional", "well-known" },
		{ ATTR_TRANSITIVE, "transitive", "non-transitive" },
		{ ATTR_PARTIAL, "partial", NULL },
		{ ATTR_EXTENDED, "extended length", NULL },
	};
	struct wbuf *w = explain_begin(e, field, "Flags", "RFC 4271 4.3");
	const char *word, *between = "";
	size_t i;

	for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
		word = (field.p[0] & bits[i].bit) != 0 ? bits[i].set :
		    bits[i].clear;
		if (word == NULL)
			continue;
		wbuf_printf(w, "%s%s", between, word);
		between = ", ";
	}
	explain_end(e);
}

/* The attribute alone, in words; nothing when it is malformed. */
static enum outcome
put_words(const struct explain *e, const struct attr *a, struct wbuf *w,
    struct attr_report *why)
{
	const struct attr_profile p = explain_profile(e);
	struct wbuf one, canon, words;
	struct attr_summary sum;
	enum outcome o;

	wbuf_growable(&one, ATTR_SET_MAX + 8);
	wbuf_growable(&canon, 3 * ATTR_SET_MAX);
	wbuf_growable(&words, WORDS_MAX);
	attr_write(&one, a->flags & (uint8_t)~ATTR_EXTENDED, a->type,
	    a->value.p, a->value.left);
	o = attr_set_check(wbuf_view(&one), &p, &canon, &sum, why);
	if (o == OUTCOME_OK && canon.len > 0) {
		attr_set_print(&words, wbuf_view(&canon));
		escape_text(w, words.p, words.len);
	}
	wbuf_free(&one);
	wbuf_free(&canon);
	wbuf_free(&words);
	return o;
}

/* What the neighbour's session makes of it. */
static void
tell_fault(struct explain *e, const struct attr *a, const uint8_t *start,
    const struct attr_report *why)
{
	const uint8_t *at = why->notify_subcode == SUBCODE_FLAGS ||
	    a->value.left == 0 ? start : a->value.p;

	explain_fault(e, at, explain_verdict(why->outcome),
	    why->notify_subcode == SUBCODE_FLAGS ? "RFC 7606 3 c" :
	    explain_attr_section(a->type), why->why);
}

static void
put_head(struct explain *e, struct rbuf whole, const struct attr *a)
{
	bool wide = (a->flags & ATTR_EXTENDED) != 0;

	put_flags(e, rbuf_of(whole.p, 1));
	explain_put(e, rbuf_of(whole.p + 1, 1), "Type", "RFC 4271 4.3", "%u",
	    a->type);
	explain_put(e, rbuf_of(whole.p + 2, wide ? 2 : 1), "Length",
	    "RFC 4271 4.3", "%zu", a->value.left);
}

static void
put_attr(struct explain *e, struct rbuf whole, const struct attr *a,
    bool again)
{
	const struct attr_place *place = place_of(a->type);
	const char *name = attr_name(a->type);
	bool mp = a->type == ATTR_MP_REACH || a->type == ATTR_MP_UNREACH;
	struct attr_report why = { .outcome = OUTCOME_OK };
	struct wbuf *w;

	w = explain_begin(e, whole, name == NULL ? "Attribute" : name,
	    place == NULL ? "RFC 4271 5" : place->section);
	if (name == NULL)
		wbuf_printf(w, "type %u, not known", a->type);
	else if (!mp && !again)
		(void)put_words(e, a, w, &why);
	explain_end(e);
	e->depth++;
	put_head(e, whole, a);
	if (place != NULL && place->inside != NULL)
		place->inside(e, a->value, place->part, place->section);
	else if (place != NULL && place->tlvs != NULL)
		place->tlvs(e, a->value);
	else if (a->value.left > 0)
		explain_put(e, a->value, "Value", place == NULL ? NULL :
		    place->section, "%zu octet%s", a->value.left,
		    a->value.left == 1 ? "" : "s");
	if (again)
		explain_fault(e, whole.p, mp ? OFFENCE_SESSION_RESET :
		    OFFENCE_ATTR_DISCARD, "RFC 7606 3 g", "given twice");
	else if (why.outcome != OUTCOME_OK)
		tell_fault(e, a, whole.p, &why);
	e->depth--;
}

bool
explain_attr(struct explain *e, struct rbuf *b, uint64_t seen[4])
{
	struct rbuf whole = *b;
	struct attr a;
	uint64_t bit;
	bool again;

	if (attr_next(b, &a) != 1)
		return false;
	whole.left -= b->left;
	bit = 1ULL << (a.type & 63);
	again = (seen[a.type >> 6] & bit) != 0;
	seen[a.type >> 6] |= bit;
	put_attr(e, whole, &a, again);
	return true;
}
